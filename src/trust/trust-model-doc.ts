/** docs/trust-model.md, written from the same data the verdicts come from; a test keeps the file equal to this. */
import { ANNOTATION_LEDGER } from './annotation-ledger';
import { EXTRA_LEDGER } from './extra-ledger';
import { FIELD_LEDGER } from './field-ledger';
import type { KeyedLedgerEntry } from './ledger-entry';
import { LEDGER_FIELDS } from './ledger-field';
import { TRUST_MARKS, VERDICT_ORDER } from './marks';
import { TEST_IDS } from './test-id';
import { TRUST_TESTS } from './tests';
import { VERDICT_RULES } from './verdict';
import { versionsInWords } from './version-reading';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string): string => `\`${text}\``;
const keyTable = (entries: readonly KeyedLedgerEntry[]): string =>
  table(['key', 'since', 'verdict', 'written by', 'what to know', 'attack it guards against', 'source'], entries.map((entry) => [code(entry.key), entry.since, entry.verdict, entry.writtenBy, entry.reason, entry.attack, entry.source]));
const ids = (tests: readonly string[]): string => tests.join(', ') || '–';

export function trustModelMarkdown(): string {
  return `${[
    '# Trust model',
    'An audit record is testimony. This is who vouches for each part of it, as Kubewitness applies it. The page is generated from `src/trust`.',
    '## Verdict vocabulary',
    table(['glyph', 'verdict', 'on screen', 'line', 'meaning'], VERDICT_ORDER.map((verdict) => {
      const mark = TRUST_MARKS[verdict];
      return [mark.glyph, verdict, mark.title, mark.line, mark.meaning];
    })),
    '## Fields',
    'The verdict where nothing about the particular request changes it. The first column is the name in SQL.',
    table(['column', 'field', 'verdict', 'written by', 'what to know', 'attack it guards against', 'tests', 'source'], LEDGER_FIELDS.map((field) => {
      const entry = FIELD_LEDGER[field];
      return [code(field), entry.label, entry.verdict, entry.writtenBy, entry.reason, entry.attack, ids(entry.tests), entry.source];
    })),
    '### What depends on the version of the server',
    'Kubewitness learns the version from the log where it can (`server_versions`) and says then which row holds; otherwise it says all of them.',
    table(['column', 'versions', 'what holds'], LEDGER_FIELDS.flatMap((field) => (FIELD_LEDGER[field].byVersion ?? []).map((reading) => [code(field), versionsInWords(reading), reading.says]))),
    '## What changes the verdict of a value',
    'For each field the first row that holds decides.',
    table(['columns', 'becomes', 'because', 'tests'], VERDICT_RULES.map((rule) => [rule.fields.map(code).join(', '), rule.verdict, rule.reason, ids(rule.tests)])),
    '## Tests',
    table(['test', 'title', 'column', 'effect', 'severity', 'verdict', 'what it says', 'also fires on', 'source'], TEST_IDS.map((id) => {
      const test = TRUST_TESTS[id];
      return [test.id, test.title, code(test.field), test.effect, test.severity, test.verdict, test.explanation, test.falsePositives, test.source];
    })),
    '## Keys of user.extra',
    'A `*` stands for any ending. The first row that fits decides.',
    keyTable(EXTRA_LEDGER),
    '## Keys of annotations',
    'The first writer of a key wins. A webhook or policy named like one of the server’s prefixes can add keys under it that the server did not write for the request; it cannot replace `authorization.k8s.io/*`, which is written before admission runs.',
    keyTable(ANNOTATION_LEDGER),
  ].join('\n\n')}\n`;
}
