import { expect, test } from 'vitest';
import { readAll, utf8 } from '../bytes.testing';
import { isAwsFrame } from './aws-text';

test('what aws says beside the items of a list is a frame', () => {
  for (const line of ['SEARCHEDLOGSTREAMS\tkube-apiserver-audit-0123\tTrue', 'RESULTS\t@ptr\tCm8', 'STATISTICS\t1.0\t2E3', 'f/38000/s\tb/38000/s']) expect(isAwsFrame(line), line).toBe(true);
});

test('no frame hides a record: with a brace in it the line is text of which something is said', async () => {
  const record = '{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"hidden","stage":"ResponseComplete","requestURI":"/api","verb":"get","user":{"username":"u"}}';
  const { rows } = await readAll(utf8(`SEARCHEDLOGSTREAMS\t${record}\tTrue\n`));
  expect(rows.map((row) => row.auditId)).toEqual(['hidden']);
  const { issues } = await readAll(utf8(`EVENTS\t1738555507000\t${record}\nSEARCHEDLOGSTREAMS\t{ube-apiserver-audit\tTrue\n`));
  expect(issues.map(({ line, kind }) => [line, kind])).toEqual([[2, 'skipped-bytes']]);
});
