/** What each kind of issue means to a reader of the report. */
import { ISSUE_KINDS, type IssueKind } from '../model/event-batch';

const MEANINGS: Readonly<Record<IssueKind, string>> = {
  empty: 'a file without content',
  'not-text': 'binary content in no known container',
  'not-json': 'text in which no JSON object starts',
  'not-audit': 'something else than an audit record',
  'cut-record': 'a record that starts and does not end',
  'bad-json': 'a record that is not well-formed JSON',
  'skipped-bytes': 'text or NUL bytes between records',
  'duplicate-key': 'a record that was read, with a key that occurs twice',
  'bad-value': 'a record that was read, with a value of the wrong type left out',
  'bad-encoding': 'a record that was read, with bytes that are not UTF-8',
  'no-header': 'rows that were read, of a table without a header whose columns were told by their content',
  'local-time': 'rows that were read, of a table whose times are written for people and say no zone: they are taken for UTC',
  container: 'a compressed file, an archive or a Parquet table that is damaged, cut, past a stated limit, or holds what is not read',
  'duplicate-file': 'the same bytes were loaded already',
  'no-room': 'the rest of a file, for which there was no memory left',
  'changed-file': 'the file changed or vanished while it was read',
};

const isIssueKind = (text: string): text is IssueKind => ISSUE_KINDS.some((kind) => kind === text);

export const issueMeaning = (kind: string): string => (isIssueKind(kind) ? MEANINGS[kind] : 'a kind this version does not describe');
