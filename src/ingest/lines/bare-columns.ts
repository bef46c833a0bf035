/**
 * Columns of a table that has no header, by what stands in them. Only what can hardly be anything else is taken: IDs, stages, verbs,
 * paths of the API, times. A reader is told what each column was taken for, since a header would have said it and a guess may be wrong.
 */
import { areEventColumns } from '../envelopes/flat-event';

const VERB = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|get|list|watch|create|update|patch|delete|deletecollection|connect|impersonate|options)$/;
const STAGE = /^(?:RequestReceived|ResponseStarted|ResponseComplete|Panic)$/;
const LEVEL = /^(?:None|Metadata|Request|RequestResponse)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?UTC|Z|[+-]\d\d:?\d\d)?$/;
const URI = /^\/(?:apis?|healthz|livez|readyz|version|metrics|openapi|logs|oauth|login|\.well-known)?(?:[/?].*)?$/;
const CODE = /^[1-5]\d\d(?:\.0)?$/;
const ADDRESSES = /^\[?"?[0-9a-f:.]*[.:][0-9a-f:.]+"?(?:, ?"?[0-9a-f:.]*[.:][0-9a-f:.]+"?)*\]?$/i;
const AGENT = /^[\w.%-]+\/[\w.+-]+(?: \([^()]*\))?(?: .*)?$/;
const USER = /^(?:system:(?:serviceaccount|node|admin|anonymous|kube-)|kubernetes-admin$|kube:admin$|arn:aws|[\w.+-]+@[\w.-]+$)/;
const DECISION = /^(?:allow|forbid)$/;

/** What a column can be, in the order in which it is asked: the name of a column as a header would have it. */
const KINDS: readonly (readonly [name: string, test: RegExp])[] = [
  ['stage', STAGE], ['level', LEVEL], ['auditID', UUID], ['requestReceivedTimestamp', TIME], ['verb', VERB], ['requestURI', URI],
  ['responseStatus.code', CODE], ['sourceIPs', ADDRESSES], ['annotations.authorization.k8s.io/decision', DECISION], ['user.username', USER], ['userAgent', AGENT],
];
const SECOND: Readonly<Record<string, string>> = { requestReceivedTimestamp: 'stageTimestamp' };
/** A column that only its neighbours' being known makes one: a user need not be named like any of Kubernetes' own. */
const NAME = /^[^\s,"{}[\]]{1,253}$/;

/** Asked of every line of unknown text, and so in a hurry: a verb and a path, each a cell of its own. */
const CELL_VERB = /(?:^|[,;\t])"?(?:get|list|watch|create|update|patch|delete|deletecollection|GET|HEAD|POST|PUT|PATCH|DELETE)"?(?=[,;\t]|\s*$)/;
const CELL_PATH = /(?:^|[,;\t])"?\/(?:apis?|healthz|livez|readyz|version|metrics|openapi|login|oauth)\b/;
export const looksLikeFlatRow = (head: string): boolean => CELL_VERB.test(head) && CELL_PATH.test(head);

/** The mark between the cells of a line without quotes: the one that occurs most. */
export const delimiterOf = (line: string): ',' | ';' | '\t' => {
  const count = (mark: string): number => line.split(mark).length;
  return count('\t') > count(',') && count('\t') >= count(';') ? '\t' : count(';') > count(',') ? ';' : ',';
};

/** The columns of these rows, '' for one that nothing says; undefined when they are no events. A cell that is empty or `-` says nothing. */
export function bareColumns(rows: readonly (readonly string[])[]): readonly string[] | undefined {
  const width = rows[0]?.length ?? 0;
  const full = rows.filter((row) => row.length === width);
  if (width < 4 || full.length * 2 < rows.length) return undefined;
  const taken = new Set<string>();
  const names = Array.from({ length: width }, (_, at) => {
    const cells = full.map((row) => row[at] ?? '').filter((cell) => cell !== '' && cell !== '-');
    if (cells.length === 0) return '';
    for (const [kind, test] of KINDS) {
      // Of users one like Kubernetes' own is enough, if all are names; of everything else all have to be what the first is.
      const fits = kind === 'user.username' ? cells.some((cell) => test.test(cell)) && cells.every((cell) => NAME.test(cell)) : cells.every((cell) => test.test(cell));
      if (!fits) continue;
      const name = taken.has(kind) ? SECOND[kind] : kind;
      if (name === undefined || taken.has(name)) continue;
      taken.add(name);
      return name;
    }
    return '';
  });
  return areEventColumns(names.filter((name) => name !== '')) ? names : undefined;
}

/** What was taken for what, in a sentence. */
export function columnWords(columns: readonly string[]): string {
  const said = columns.map((name, at) => `${at + 1} ${name === '' ? 'not read' : name}`).join(', ');
  return `A table without a header: its columns are taken by their content for ${said}. A table with a header says itself what they are.`;
}
