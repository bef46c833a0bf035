/** Values of the evidence that contain what was typed, asked of all fields a person is likely to mean. */
import { useEffect, useState } from 'react';
import { facetQuery, type FacetParams } from '../../db/facet.query';
import { EMPTY_FILTER } from '../../model/filter';
import type { PivotField } from '../../model/pivot-field';
import { useDbQueryList } from '../../state/use-db-query-list';
import { askedField } from './asked-field';
import type { PaletteStep } from './command';
import type { ValueHit } from './palette-items';

const LIKELY_FIELDS: readonly PivotField[] = ['username', 'pod_name', 'peer_ip', 'claimed_ip', 'resource', 'namespace', 'verb', 'user_agent'];
const PER_FIELD = 3;
const OF_ONE_FIELD = 50;
/** Long enough that a word typed in one go is asked once. */
const PAUSE_MS = 90;

function questions(query: string, step: PaletteStep | undefined): readonly FacetParams[] {
  const ask = (field: PivotField, search: string, limit: number): FacetParams => ({ field, filter: EMPTY_FILTER, search: search.replace(/\*.*$/, ''), limit });
  if (step !== undefined) return step.kind === 'value' ? [ask(step.field, query.trim(), OF_ONE_FIELD)] : [];
  const asked = askedField(query);
  if (asked !== undefined) return [ask(asked.field, asked.text, OF_ONE_FIELD)];
  const text = query.trim();
  return text === '' ? [] : LIKELY_FIELDS.map((field) => ask(field, text, PER_FIELD));
}

export interface ValueHits {
  readonly hits: readonly ValueHit[];
  /** Of the one field that was asked; undefined when several were. */
  readonly total: number | undefined;
  readonly pending: boolean;
}

export function useValueHits(query: string, step: PaletteStep | undefined, enabled: boolean): ValueHits {
  const [settled, setSettled] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(query), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const asked = enabled ? questions(settled, step) : [];
  const answers = useDbQueryList(facetQuery, asked);
  const complete = answers.every((answer) => answer !== undefined);
  // The last whole answer stays while the next is read, so that the list does not blink at every letter.
  const [shown, setShown] = useState<Omit<ValueHits, 'pending'>>({ hits: [], total: undefined });
  const [known, setKnown] = useState<readonly unknown[]>([]);
  if (complete && !sameItems(known, answers)) {
    setKnown(answers);
    setShown({
      hits: asked.flatMap(({ field }, i) => (answers[i] ?? []).filter((row) => row.value !== null || asked.length === 1).map((row) => ({ field, text: row.value, count: row.n }))),
      total: asked.length === 1 ? (answers[0]?.[0]?.total ?? 0) : undefined,
    });
  }
  return { ...shown, pending: !complete || settled !== query };
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((item, i) => item === b[i]);
