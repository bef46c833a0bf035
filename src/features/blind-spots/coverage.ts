/** The kinds of requests as the panel tells them: what is asked for first, what never appears, which stages are missing. */
import type { RowOf } from '../../db/define-query';
import { LEVELS, STAGES, type Stage } from '../../model/stage';
import { USUAL_QUESTIONS, type UsualQuestion } from '../../trust/blind-spots';
import type { coverageQuery } from './coverage.query';

export type CoverageRow = RowOf<typeof coverageQuery.columns>;

export interface Seen {
  readonly events: number;
  /** In the order of how much they keep; `(none)` where the form of evidence has no level. */
  readonly levels: readonly string[];
  readonly verbs: readonly string[];
  readonly stages: readonly Stage[];
  readonly requestBodies: number;
  readonly responseBodies: number;
  readonly first: CoverageRow['first_us'];
  readonly last: CoverageRow['last_us'];
}

const sum = (rows: readonly CoverageRow[], pick: (row: CoverageRow) => number): number => rows.reduce((all, row) => all + pick(row), 0);
const countOfStage: Readonly<Record<Stage, (row: CoverageRow) => number>> = { RequestReceived: (row) => row.received, ResponseStarted: (row) => row.started, ResponseComplete: (row) => row.completed, Panic: (row) => row.panicked };
export const eventsOfStage = (rows: readonly CoverageRow[], stage: Stage): number => sum(rows, countOfStage[stage]);

export function seenIn(rows: readonly CoverageRow[]): Seen | undefined {
  if (rows.length === 0) return undefined;
  const rank = (level: string): number => LEVELS.findIndex((known) => known === level);
  const times = (pick: (row: CoverageRow) => CoverageRow['first_us']) => rows.flatMap((row) => pick(row) ?? []);
  return {
    events: sum(rows, (row) => row.events),
    levels: [...new Set(rows.map((row) => row.level ?? '(none)'))].sort((a, b) => rank(a) - rank(b)),
    verbs: [...new Set(rows.map((row) => row.verb))],
    stages: STAGES.filter((stage) => eventsOfStage(rows, stage) > 0),
    requestBodies: sum(rows, (row) => row.request_bodies), responseBodies: sum(rows, (row) => row.response_bodies),
    first: times((row) => row.first_us).reduce<CoverageRow['first_us']>((least, us) => (least === null || us < least ? us : least), null),
    last: times((row) => row.last_us).reduce<CoverageRow['last_us']>((most, us) => (most === null || us > most ? us : most), null),
  };
}

export interface AnsweredQuestion {
  readonly usual: UsualQuestion;
  readonly seen: Seen | undefined;
  /** Verbs of the question that never appear. */
  readonly missing: readonly string[];
}

export function answeredQuestions(rows: readonly CoverageRow[]): AnsweredQuestion[] {
  return USUAL_QUESTIONS.map((usual) => {
    const seen = seenIn(rows.filter((row) => row.resource === usual.resource && row.subresource === usual.subresource && usual.verbs.includes(row.verb)));
    return { usual, seen, missing: usual.verbs.filter((verb) => seen?.verbs.includes(verb) !== true) };
  });
}

export interface Kind {
  readonly name: string;
  readonly resource: string;
  readonly subresource: string;
  readonly seen: Seen;
}

/** Every resource of the evidence, the path requests as one kind, most events first. */
export function kindsOf(rows: readonly CoverageRow[]): Kind[] {
  const groups = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const name = row.resource === '' ? '' : [row.resource, row.subresource].filter((part) => part !== '').join('/');
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].flatMap(([name, own]) => {
    const seen = seenIn(own);
    return seen === undefined ? [] : [{ name, resource: own[0]?.resource ?? '', subresource: own[0]?.subresource ?? '', seen }];
  }).toSorted((a, b) => b.seen.events - a.seen.events || (a.name < b.name ? -1 : 1));
}
