/** Values no honest client sends, from the bytes of a file to what the tests and the verdicts say of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../base/assert';
import { readRequests } from '../db/read-request';
import { fixedSql } from '../db/sql';
import { fieldsByVerdict } from '../trust/fields-of-request';
import { requestSentence, sentenceText } from '../trust/sentence';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

let workbench: TestWorkbench;
beforeEach(async () => { workbench = await testWorkbench(); });
afterEach(() => workbench.engine.close());

/** What the tests say of one record among nine ordinary ones, with the verdict of a field. */
async function judged(over: Readonly<Record<string, unknown>>) {
  await load(workbench, 'a.log', `${Array.from({ length: 9 }, (_, i) => recordLine(i, { sourceIPs: ['10.0.0.9'], userAgent: 'app/v1', user: { username: 'alice' } })).join('\n')}\n${recordLine(30, over)}\n`);
  const [row] = [...(await workbench.engine.read(fixedSql('SELECT request_id FROM events WHERE line = 10'))).objects()];
  const [request] = await readRequests(workbench.engine, [Number(must(row, 'the record')['request_id'])]);
  const found = must(request, 'its request');
  const fields = fieldsByVerdict(found).flatMap(({ verdict, fields: rows }) => rows.flatMap((field) => field.values.map(({ text }) => ({ verdict, field: field.field, label: field.label, text }))));
  return { tests: found.signals.map(({ testId }) => testId), fields, request: found };
}
const verdicts = (found: Awaited<ReturnType<typeof judged>>, field: string): string[] => found.fields.filter((one) => one.field === field).map(({ verdict, text }) => `${verdict} ${text}`);

describe('addresses', () => {
  it('that are none taint the list and themselves', async () => {
    const found = await judged({ sourceIPs: ['<b>here</b>', '1.2.3.4.5', '10.0.0.9'] });
    expect(found.tests).toContain('S3');
    expect(verdicts(found, 'claimed_ip')).toEqual(['contradicted <b>here</b>', 'contradicted 1.2.3.4.5']);
  });
  it('with a zone are none that a server writes', async () => {
    expect((await judged({ sourceIPs: ['fe80::1%eth0', '10.0.0.9'] })).tests).toContain('S3');
  });
  it('that are IPv4 in IPv6 clothes are not as a server spells them', async () => {
    expect((await judged({ sourceIPs: ['::ffff:8.8.8.8', '10.0.0.9'] })).tests).toContain('S3');
  });
  it('in IPv6 as a server writes it are taken as they are', async () => {
    const found = await judged({ sourceIPs: ['2001:db8::7'] });
    expect(found.tests).not.toContain('S3');
    expect(verdicts(found, 'peer_ip')).toEqual(['observed 2001:db8::7']);
  });
  it('ten thousand of them are read, tested and judged', async () => {
    const found = await judged({ sourceIPs: [...Array.from({ length: 10_000 }, (_, i) => `8.${i >> 16}.${(i >> 8) & 255}.${i & 255}`), '10.0.0.9'] });
    expect(found.request.best.sourceIps).toHaveLength(10_001);
    expect(found.tests).toContain('S1');
    expect(verdicts(found, 'peer_ip')).toEqual(['observed 10.0.0.9']);
  });
});

describe('texts', () => {
  it('an audit ID of 100 KB is the caller’s, whole, and says so', async () => {
    const auditID = 'x'.repeat(100_000);
    const found = await judged({ auditID });
    expect(found.tests).toEqual(expect.arrayContaining(['A1', 'A4']));
    expect(found.request.best.auditId).toBe(auditID);
    expect(verdicts(found, 'audit_id')[0]?.startsWith('claimed x')).toBe(true);
  });
  it('a name of look-alike letters is found, and one turned round by bidi marks is shown escaped', async () => {
    const found = await judged({ user: { username: 'system:аdmin\u202egol' } });
    expect(found.tests).toEqual(expect.arrayContaining(['F5']));
    const sentence = sentenceText(requestSentence(found.request));
    expect(sentence).not.toContain('\u202e');
    expect(sentence).toContain('\\u202egol');
  });
  it('a privileged name with a letter of another script is a look-alike', async () => {
    expect((await judged({ user: { username: 'system:аdmin' } })).tests).toContain('I11');
  });
  it('an annotation under an unknown prefix, or under one that begins like the server’s, is a third party’s word', async () => {
    const found = await judged({ annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '', 'xauthorization.k8s.io/decision': 'forbid', '__proto__': 'x', '': 'empty' } });
    expect(found.tests).toContain('N1');
    const said = new Map(found.fields.filter(({ field }) => field === 'annotations').map(({ label, verdict }) => [label, verdict]));
    expect(said.get('authorization.k8s.io/decision')).toBe('observed');
    expect(said.get('xauthorization.k8s.io/decision')).toBe('third-party');
    expect(said.get('')).toBe('third-party');
  });
});
