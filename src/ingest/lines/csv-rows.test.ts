import { expect, test } from 'vitest';
import { readAll, utf8 } from '../bytes.testing';
import { CsvTable } from './csv-rows';

const record = (id: string): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"${id}","stage":"ResponseComplete","requestURI":"/api","verb":"get","user":{"username":"u"}}`;
const ids = async (text: string): Promise<readonly (string | null)[]> => (await readAll(utf8(text))).rows.map((row) => row.auditId);

test('source code and prose with a word between commas are no header', () => {
  for (const line of ['line, err := parseLine(line1)', 'log, message = parse(x)', 'event, which the server has written to its own log']) expect(CsvTable.ofHeader(line), line).toBeUndefined();
  for (const line of ['TimeGenerated [UTC],log_s', 'Time,Line,tsNs,id', '_time,host,_raw', 'time;message']) expect(CsvTable.ofHeader(line), line).toBeDefined();
});

test('no header has a brace in it, but for the mark of a list', () => {
  expect(CsvTable.ofHeader('_raw,"labels.""{uthorization.k8s.io/decision"""')).toBeUndefined();
  expect(CsvTable.ofHeader('_raw,"labels.""authorization.k8s.io/decision"""')).toBeDefined();
  expect(CsvTable.ofHeader('_raw,sourceIPs{}')).toBeDefined();
});

test('a name with text behind its closing quote is none, so that nothing in it is passed over', async () => {
  const text = `"time"{""auditID""},message\nt,"${record('a').replaceAll('"', '""')}"\n`;
  expect(CsvTable.ofHeader(text.split('\n')[0] ?? '')).toBeUndefined();
  expect((await readAll(utf8(text))).issues.map(({ line }) => line)).toContain(1);
  expect(await ids(text)).toEqual(['a']);
});

test('in a table, a line with a record as it is and with more cells than the header is no row', async () => {
  expect(await ids(`time,message\nt,"${record('a').replaceAll('"', '""')}"\nconst line = \`${record('b')}\`\nt,${record('c')}\nt,"${record('d').replaceAll('"', '""')}"\n`)).toEqual(['a', 'b', 'c', 'd']);
});
