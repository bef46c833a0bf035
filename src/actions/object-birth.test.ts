/** H18: an object whose date lies in the log, with and without somebody who made it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '../base/assert';
import { readRows } from '../db/define-query';
import { isBornUnseen, objectBirthQuery } from '../db/object-birth.query';
import { fixedSql } from '../db/sql';
import { objectBirth } from '../trust/object-birth';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

const time = (second: number): string => `2026-03-14T08:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
const record = (second: number, over: Readonly<Record<string, unknown>>): string =>
  recordLine(second, { requestReceivedTimestamp: `${time(second)}.000001Z`, stageTimestamp: `${time(second)}.000900Z`, auditID: `5c2b1f0e-0000-4000-8000-${String(second).padStart(12, '0')}`, ...over });
const made = (second: number, name: string, resource = 'secrets', namespace = 'dev'): string =>
  record(second, { verb: 'create', objectRef: { resource, namespace, ...(name === '' ? {} : { name }), apiVersion: 'v1' }, responseStatus: { metadata: {}, code: 201 } });
const returned = (name: string, second: number, resource = 'secrets', namespace = 'dev'): string => JSON.stringify({
  verb: 'get', objectRef: { resource, namespace, name }, responseObject: { metadata: { name, namespace, uid: name, creationTimestamp: `${time(second)}Z` } },
});

let workbench: TestWorkbench;
let sha256 = '';
beforeAll(async () => {
  workbench = await testWorkbench();
  await load(workbench, 'audit.log', [
    record(0, {}), made(100, 'one'), made(110, 'two'), made(120, 'three'), made(200, '', 'secrets', 'generated'), made(250, 'lone', 'configmaps'), record(900, {}),
  ].join('\n'));
  sha256 = String((await workbench.engine.read(fixedSql('SELECT sha256 FROM evidence_rows'))).objects()[0]?.['sha256']);
});
afterAll(() => workbench.engine.close());

test.each<[string, string, boolean]>([
  ['fires where nobody made it', returned('ghost', 400), true],
  ['fires where the one of that second has another name', returned('ghost', 110), true],
  ['fires where the one of that name is of another time', returned('one', 400), true],
  ['fires where it was made in another namespace', returned('ghost', 200), true],
  ['not where somebody made it', returned('two', 110), false],
  ['not where admission took its time', returned('two', 140), false],
  ['not where somebody made one without a name there', returned('x-7kq2p', 200, 'secrets', 'generated'), false],
  ['not before the log begins', returned('ghost', 30), false],
  ['not after it ends', returned('ghost', 901), false],
  ['not where the log hardly shows any of the kind being made', returned('ghost', 400, 'configmaps'), false],
])('H18 %s', async (_, text, expected) => {
  const birth = must(objectBirth(text), 'a birth');
  const [row] = await readRows(workbench.engine, objectBirthQuery, { sha256, ...birth });
  expect(isBornUnseen(must(row, 'an answer'))).toBe(expected);
});
