/** What the palette lists for what was typed: commands and values in groups, the nearest first. */
import { exactly, type FilterValue } from '../../model/filter';
import { PIVOT_FIELDS, pivotFieldNames, type PivotField } from '../../model/pivot-field';
import { OUTCOME_REASONS } from '../../model/outcome-reason';
import { OUTCOMES } from '../../model/stage';
import { TEST_IDS, TRUST_TESTS } from '../../trust/tests';
import { askedField, type AskedField } from './asked-field';
import { COMMAND_GROUPS, type Command, type PaletteStep, type Sense } from './command';
import { matchText, type TextMatch } from './match-text';

export type PaletteItem =
  | { readonly kind: 'command'; readonly id: string; readonly command: Command; readonly ranges: TextMatch['ranges'] }
  | { readonly kind: 'value'; readonly id: string; readonly field: PivotField; readonly value: FilterValue; readonly sense: Sense; readonly count: number | undefined; readonly title: string | undefined }
  | { readonly kind: 'field'; readonly id: string; readonly field: PivotField; readonly sense: Sense }
  | { readonly kind: 'text'; readonly id: string; readonly text: string }
  | { readonly kind: 'name'; readonly id: string; readonly of: 'pivot' | 'case'; readonly text: string };

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** A value that occurs in the evidence, and in how many requests. */
export interface ValueHit {
  readonly field: PivotField;
  readonly text: string | null;
  readonly count: number | undefined;
}

interface Ranked {
  readonly item: PaletteItem;
  readonly score: number;
}

interface RankedGroup {
  readonly title: string;
  readonly items: readonly Ranked[];
}

/** Between a command and a value that answer equally well the command comes first; what cannot be done now comes later. */
const VALUE_SCORE = -12;
const UNAVAILABLE_SCORE = -25;
const LEAST_SCORE = -1000;
const SHOWN_VALUES = 12;
const SHOWN_COMMANDS = 8;

export function rootGroups(query: string, commands: readonly Command[], hits: readonly ValueHit[], hasEvidence: boolean): readonly PaletteGroup[] {
  const asked = query.trim();
  if (asked === '') return COMMAND_GROUPS.map((title) => ({ title, items: commands.filter((command) => command.group === title && command.quiet !== true).map((command) => commandItem(command, [])) }));
  const ranked: readonly RankedGroup[] = COMMAND_GROUPS.map((title) => ({ title, items: rankCommands(asked, commands.filter((command) => command.group === title)).slice(0, SHOWN_COMMANDS) }));
  const values: readonly RankedGroup[] = hasEvidence ? [{ title: 'Filter by a value', items: rankValues(asked, hits).slice(0, SHOWN_VALUES) }] : [];
  const groups = [...ranked, ...values].filter(({ items }) => items.length > 0).sort((a, b) => best(b.items) - best(a.items));
  const text = hasEvidence ? [{ title: 'Search', items: [{ kind: 'text' as const, id: 'text', text: asked }] }] : [];
  return [...groups.map(({ title, items }) => ({ title, items: items.map(({ item }) => item) })), ...text];
}

const best = (items: readonly Ranked[]): number => Math.max(...items.map(({ score }) => score));
const countOf = ({ item }: Ranked): number => (item.kind === 'value' ? (item.count ?? 0) : 0);
/** Among values that answer equally well the frequent one comes first. */
const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || countOf(b) - countOf(a);

const commandItem = (command: Command, ranges: TextMatch['ranges']): PaletteItem => ({ kind: 'command', id: command.id, command, ranges });

function rankCommands(query: string, commands: readonly Command[]): Ranked[] {
  return commands
    .flatMap((command): Ranked[] => {
      const { label, detail, words } = command;
      const match = matchText(query, detail === undefined ? label : `${label} ${detail}`, words);
      if (match === undefined) return [];
      // Among labels found equally well the shorter is the nearer; what only a synonym finds stays in its order.
      const score = match.score - (match.ranges.length === 0 ? 0 : Math.min(10, label.length / 20)) + (command.unavailable === undefined ? 0 : UNAVAILABLE_SCORE);
      return [{ item: commandItem(command, match.ranges.filter(([, to]) => to <= label.length)), score }];
    })
    .sort(byScore);
}

function rankValues(query: string, hits: readonly ValueHit[]): Ranked[] {
  const asked = askedField(query);
  const text = asked?.text ?? query;
  const sense = asked?.sense ?? 'include';
  const found = hits.map((hit): Ranked => ({
    item: valueItem(hit, sense), score: (hit.text === null ? 0 : (matchText(text, hit.text)?.score ?? 30)) + VALUE_SCORE,
  }));
  return [...patternOf(asked?.field, text, sense), ...typedValue(asked, hits), ...found, ...(asked === undefined ? fixedValues(query) : [])].sort(byScore);
}

const valueItem = (hit: ValueHit, sense: Sense, title?: string): PaletteItem => ({
  kind: 'value', id: `value-${hit.field}-${hit.text === null ? 'none' : `=${hit.text}`}`, field: hit.field, value: hit.text === null ? { kind: 'none' } : exactly(hit.text), sense, count: hit.count, title,
});

/** What was typed after a field is a value too: Enter means it, also before the values of the evidence are there. */
function typedValue(asked: AskedField | undefined, hits: readonly ValueHit[]): Ranked[] {
  if (asked === undefined || asked.text === '' || asked.text.includes('*')) return [];
  if (hits.some((hit) => hit.field === asked.field && hit.text === asked.text)) return [];
  return [{ item: valueItem({ field: asked.field, text: asked.text, count: undefined }, asked.sense), score: LEAST_SCORE }];
}

/** `system:node:*` means all of them. */
function patternOf(field: PivotField | undefined, text: string, sense: Sense): Ranked[] {
  if (field === undefined || !text.includes('*')) return [];
  return [{ item: { kind: 'value', id: `pattern-${field}`, field, value: { kind: 'pattern', text }, sense, count: undefined, title: undefined }, score: 100 }];
}

/** Outcomes, their reasons and trust tests are known without asking the database. */
function fixedValues(query: string): Ranked[] {
  const outcomes = OUTCOMES.map((outcome) => ({ hit: { field: 'outcome' as const, text: outcome, count: undefined }, shown: outcome, title: undefined }));
  const reasons = OUTCOME_REASONS.map((reason) => ({ hit: { field: 'outcome_reason' as const, text: reason, count: undefined }, shown: reason, title: undefined }));
  const tests = TEST_IDS.map((id) => ({ hit: { field: 'test' as const, text: id, count: undefined }, shown: `${id} ${TRUST_TESTS[id].title}`, title: TRUST_TESTS[id].title }));
  return [...outcomes, ...reasons, ...tests].flatMap(({ hit, shown, title }): Ranked[] => {
    const match = matchText(query, shown);
    return match === undefined ? [] : [{ item: valueItem(hit, 'include', title), score: match.score + VALUE_SCORE }];
  });
}

export function stepGroups(step: PaletteStep, query: string, hits: readonly ValueHit[]): readonly PaletteGroup[] {
  switch (step.kind) {
    case 'field':
      return [{ title: step.sense === 'include' ? 'Include a value of' : 'Exclude a value of', items: rankFields(query, step.sense) }];
    case 'value': {
      const items = [...patternOf(step.field, query.trim(), step.sense).map(({ item }) => item), ...hits.map((hit) => valueItem(hit, step.sense, testTitle(hit)))];
      return items.length === 0 ? [] : [{ title: 'Values by their number of requests', items }];
    }
    case 'name': {
      const text = query.trim();
      return text === '' ? [] : [{ title: step.of === 'pivot' ? 'Saved pivots' : 'Case', items: [{ kind: 'name', id: 'name', of: step.of, text }] }];
    }
  }
}

const testTitle = ({ field, text }: ValueHit): string | undefined => (field === 'test' ? TEST_IDS.filter((id) => id === text).map((id) => TRUST_TESTS[id].title)[0] : undefined);

function rankFields(query: string, sense: Sense): PaletteItem[] {
  return pivotFieldNames
    .flatMap((field, place) => {
      const match = matchText(query, PIVOT_FIELDS[field].label, `${field} ${PIVOT_FIELDS[field].group}`);
      return match === undefined ? [] : [{ field, score: query.trim() === '' ? -place : match.score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ field }) => ({ kind: 'field', id: `field-${field}`, field, sense }));
}
