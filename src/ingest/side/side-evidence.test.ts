/** Falco alerts, kubelet logs and audit policies, alone, mixed with events, and wrapped. */
import { describe, expect, test } from 'vitest';
import { parseTimestamp } from '../../base/time';
import type { AuditPolicy, FalcoAlert, KubeletEntry } from '../../model/side-record';
import { readAll, utf8 } from '../bytes.testing';

const EVENT = '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a","stage":"ResponseComplete","requestURI":"/","verb":"get","user":{}}';
const ALERT = '{"hostname":"node-1","output":"04:05:06.123456789: Notice A shell was spawned (user=root)","priority":"Notice","rule":"Terminal shell in container","source":"syscall","tags":["container","shell"],"time":"2025-02-03T04:05:06.123456789Z","output_fields":{"container.id":"0123456789ab","evt.time":1738555506123456789,"k8s.ns.name":"shop","k8s.pod.name":"web-0","proc.aname[2]":null,"proc.cmdline":"bash -i","proc.name":"bash","user.name":"root"}}';
const KLOG = 'I0618 19:42:16.241710    5656 kubelet.go:2102] "SyncLoop REMOVE" source="api" pods=["dev/nettools"]';
const KUBELET_JSON = '{"ts":1655581336241.7104,"caller":"kubelet/kubelet.go:2102","msg":"SyncLoop REMOVE","v":2,"source":"api","pods":[{"name":"nettools","namespace":"dev"}]}';
const POLICY = `apiVersion: audit.k8s.io/v1 # required
kind: Policy
metadata:
  name: strict
omitStages:
  - RequestReceived
rules:
  # secrets
  - level: Metadata
    resources: [{group: "", resources: [secrets]}]

  - level: None
`;
const us = (text: string): bigint => parseTimestamp(text) ?? -1n;

async function sideOf(text: string): Promise<{ readonly contents: readonly unknown[]; readonly outcome: Awaited<ReturnType<typeof readAll>> }> {
  const outcome = await readAll(text);
  for (const size of [1, 7]) expect(await readAll(text, size)).toEqual({ ...outcome, batchSizes: expect.anything() });
  return { contents: outcome.side.map(({ content }) => content), outcome };
}
const alert = (over: Partial<FalcoAlert> = {}): Partial<FalcoAlert> => ({
  kind: 'falco', atUs: us('2025-02-03T04:05:06.123456Z'), rule: 'Terminal shell in container', podName: 'web-0', namespace: 'shop', containerId: '0123456789ab', userName: 'root', process: 'bash', cmdline: 'bash -i', ...over,
});

describe('Falco alerts', () => {
  test('every field is kept as text, and the place is that of the object', async () => {
    const { contents, outcome } = await sideOf(`${EVENT}\n${ALERT}\n`);
    expect(contents).toMatchObject([alert({ priority: 'Notice', source: 'syscall', hostname: 'node-1', tags: ['container', 'shell'], auditId: null })]);
    expect(outcome.side[0]?.content).toMatchObject({ fields: expect.arrayContaining([['evt.time', '1738555506123456789']]) });
    expect(outcome.side[0]?.content).not.toMatchObject({ fields: expect.arrayContaining([['proc.aname[2]', expect.anything()]]) });
    expect(outcome.side[0]?.place).toEqual({ line: 2, byteOffset: EVENT.length + 1, byteLength: ALERT.length });
    expect(outcome).toMatchObject({ issues: [], summary: { events: 1, side: { falco: 1, kubelet: 0, policy: 0 }, format: 'mixed: audit.k8s.io/v1 JSON lines, Falco alerts' } });
  });

  test.each([
    ['CRI', `2025-02-03T04:05:06.123456789Z stdout F ${ALERT}`],
    ['docker', JSON.stringify({ log: `${ALERT}\n`, stream: 'stdout', time: 't' })],
    ['syslog', `Feb  3 04:05:06 node-1 falco: ${ALERT}`],
    ['an array', `[${ALERT}]`],
    ['Loki', JSON.stringify({ data: { result: [{ stream: {}, values: [['1', ALERT]] }] } })],
    ['Elasticsearch', JSON.stringify({ _index: 'falco', _source: JSON.parse(ALERT) })],
    ['its own pod in Fluent Bit', `{"log":${JSON.stringify(ALERT)},"stream":"stdout","time":"t"}`],
  ])('behind %s', async (_, text) => {
    const { contents, outcome } = await sideOf(`${text}\n`);
    expect(contents).toMatchObject([alert()]);
    expect(outcome.issues).toEqual([]);
  });

  test('of the audit plugin name the request, its user and its object', async () => {
    const fields = { 'ka.auditid': 'b0', 'ka.user.name': 'eve', 'ka.verb': 'create', 'ka.target.resource': 'pods', 'ka.target.name': 'web-0', 'ka.target.namespace': 'shop', 'k8s.pod.name': '<NA>' };
    const { contents } = await sideOf(JSON.stringify({ rule: 'Attach/Exec Pod', output: 'x', priority: 'Notice', source: 'k8s_audit', time: '2025-02-03T04:05:06Z', output_fields: fields }));
    expect(contents).toMatchObject([{ auditId: 'b0', userName: 'eve', podName: 'web-0', namespace: 'shop', containerId: null }]);
  });

  test('as text have neither date nor rule', async () => {
    const { contents } = await sideOf('04:05:06.123456789: Warning A shell was spawned (user=root k8s_ns_name=shop k8s_pod_name=web-0 container_id=0123456789ab)\n');
    expect(contents).toMatchObject([{ atUs: null, rule: null, priority: 'Warning', podName: 'web-0', namespace: 'shop', containerId: '0123456789ab' }]);
  });

  test.each([
    ['Falco\'s container behind a shipper', JSON.stringify({ log: `${ALERT}\n`, stream: 'stdout', time: 't', kubernetes: { container_name: 'falco', pod_name: 'falco-x1' } })],
    ['OTLP of Falco\'s container', JSON.stringify({ resourceLogs: [{ resource: { attributes: [{ key: 'k8s.container.name', value: { stringValue: 'falco' } }] }, scopeLogs: [{ logRecords: [{ timeUnixNano: '1', body: { stringValue: ALERT } }] }] }] })],
    ['application logs of OpenShift', JSON.stringify({ '@timestamp': 't', log_type: 'application', message: ALERT, kubernetes: { container_name: 'falco' } })],
  ])('from %s are read, and an event from there is not', async (_, text) => {
    expect((await sideOf(text)).contents).toMatchObject([alert()]);
    const forged = await sideOf(text.replace(JSON.stringify(ALERT).slice(1, -1), JSON.stringify(EVENT).slice(1, -1)));
    expect(forged.outcome.rows).toEqual([]);
    expect(forged.outcome.issues).toMatchObject([{ kind: 'not-audit', reason: expect.stringMatching(/no API server/) }]);
  });

  test('printed by some other container are that container’s word', async () => {
    const { contents, outcome } = await sideOf(JSON.stringify({ ...JSON.parse(ALERT), kubernetes: { container_name: 'web', pod_name: 'web-0' } }));
    expect(contents).toEqual([]);
    expect(outcome.issues).toMatchObject([{ kind: 'not-audit' }]);
  });

  test('inside the body of a request are part of the request', async () => {
    const { contents, outcome } = await sideOf(EVENT.replace('"user":{}', `"user":{},"requestObject":${ALERT}`));
    expect(contents).toEqual([]);
    expect(outcome.rows).toHaveLength(1);
  });
});

describe('the kubelet’s log', () => {
  const stated = (text: string): KubeletEntry['at'] => ({ kind: 'stated', us: us(text) });
  const bare = { kind: 'no-year', month: 6, day: 18, clockUs: 70_936_241_710 };
  test.each([
    ['klog by itself', KLOG, { at: bare, severity: 'INFO', sourceFile: 'kubelet.go:2102', pods: ['dev/nettools'], node: null }],
    ['behind syslog', `Jun 18 19:42:16 ip-172-20-59-66 kubelet[5656]: ${KLOG}`, { at: bare, node: 'ip-172-20-59-66' }],
    ['behind an ISO header', `2022-06-18T21:42:16+0200 n1 kubelet[5656]: ${KLOG}`, { at: stated('2022-06-18T19:42:16.241710Z'), node: 'n1' }],
    ['behind an ISO header with its own fraction', `2022-06-18T19:42:16.250000Z n1 kubenswrapper[1]: ${KLOG}`, { at: stated('2022-06-18T19:42:16.250000Z') }],
    ['in the journal as JSON', JSON.stringify({ MESSAGE: KLOG, __REALTIME_TIMESTAMP: '1655581336250000', _SYSTEMD_UNIT: 'kubelet.service', _HOSTNAME: 'n2' }), { at: stated('2022-06-18T19:42:16.25Z'), node: 'n2', pods: ['dev/nettools'] }],
    ['in a GKE node log', JSON.stringify({ insertId: 'x', logName: 'projects/p/logs/kubelet', timestamp: '2022-06-18T19:42:16.25Z', jsonPayload: { MESSAGE: KLOG, SYSLOG_IDENTIFIER: 'kubelet' } }), { at: stated('2022-06-18T19:42:16.25Z') }],
    ['in OTLP', JSON.stringify({ resourceLogs: [{ resource: { attributes: [{ key: 'openshift.log.type', value: { stringValue: 'infrastructure' } }, { key: 'k8s.node.name', value: { stringValue: 'n3' } }] }, scopeLogs: [{ logRecords: [{ timeUnixNano: '1655581336250000000', body: { stringValue: KLOG }, attributes: [{ key: 'systemd.u.SYSLOG_IDENTIFIER', value: { stringValue: 'kubelet' } }] }] }] }] }), { at: stated('2022-06-18T19:42:16.25Z'), node: 'n3', pods: ['dev/nettools'] }],
    ['from the journal through Vector', JSON.stringify({ message: KLOG, SYSLOG_IDENTIFIER: 'kubelet', host: 'n4', __REALTIME_TIMESTAMP: '1655581336250000', source_type: 'journald' }), { at: stated('2022-06-18T19:42:16.25Z'), node: 'n4' }],
    ['in a shipper\'s message', JSON.stringify({ message: KLOG, host: 'n5' }), { at: bare, pods: ['dev/nettools'] }],
    ['in CloudWatch', JSON.stringify({ events: [{ timestamp: 1, message: KLOG, ingestionTime: 2 }] }), { at: bare }],
    ['in JSON', KUBELET_JSON, { at: stated('2022-06-18T19:42:16.241710Z'), sourceFile: 'kubelet/kubelet.go:2102', pods: ['dev/nettools'], severity: 'INFO' }],
    ['in JSON behind syslog', `Jun 18 19:42:16 ip-172-20-59-66 kubelet[5656]: ${KUBELET_JSON.replace('kubelet/kubelet.go', 'x/y.go')}`, { at: stated('2022-06-18T19:42:16.241710Z'), node: 'ip-172-20-59-66' }],
    ['an error in JSON', KUBELET_JSON.replace('"v":2', '"err":"boom"'), { severity: 'ERROR' }],
    ['not klog, but the kubelet’s by its header', 'Jun 18 19:42:16 n kubelet[5656]: Flag --x has been deprecated', { severity: null, message: 'Flag --x has been deprecated', at: { ...bare, clockUs: 70_936_000_000 } }],
  ])('%s', async (_, line, expected) => {
    const { contents, outcome } = await sideOf(`${line}\n`);
    expect(contents).toMatchObject([{ kind: 'kubelet', ...expected }]);
    expect(outcome.issues).toEqual([]);
  });

  test.each([
    ['a killed container', 'I0618 19:42:16.241710    5656 kuberuntime_container.go:753] "Killing container with a grace period" pod="dev/nettools" podUID="6a5c2f1e-0000-4000-8000-0123456789ab" containerName="shell" containerID="containerd://9beafc9454c36cf07dec1793128629f2a80bb43ac65aac400458f44d398032a8" gracePeriod=30',
      { pods: ['dev/nettools'], podUid: '6a5c2f1e-0000-4000-8000-0123456789ab', container: 'shell', containerId: '9beafc9454c36cf07dec1793128629f2a80bb43ac65aac400458f44d398032a8' }],
    ['before structured logging', 'E0618 19:42:16.241710    5656 kubelet.go:1950] Error syncing pod "nettools_dev(6a5c2f1e-0000-4000-8000-0123456789ab)"', { severity: 'ERROR', pods: ['dev/nettools'], podUid: '6a5c2f1e-0000-4000-8000-0123456789ab' }],
    ['several pods', KLOG.replace('"dev/nettools"', '"dev/a","prod/b"'), { pods: ['dev/a', 'prod/b'] }],
  ])('%s names its pod', async (_, line, expected) => {
    expect((await sideOf(line)).contents).toMatchObject([expected]);
  });

  test('a line of a file that other components have too is the kubelet’s when its process has shown itself', async () => {
    const shared = 'W0618 19:42:17.000000    5656 reflector.go:324] failed to list *v1.Node';
    const { contents, outcome } = await sideOf([KLOG, shared, shared.replace('5656', '77'), shared.replace('5656', '1')].join('\n'));
    expect(contents).toMatchObject([{ sourceFile: 'kubelet.go:2102' }, { sourceFile: 'reflector.go:324', severity: 'WARNING' }]);
    expect(outcome.issues).toMatchObject([{ kind: 'not-audit', line: 3, reason: 'Not audit events: component log lines (klog), 2 lines.' }]);
  });

  test('what the API server logs is none of it', async () => {
    const { contents } = await sideOf('Jun 18 19:42:16 cp-1 kube-apiserver[9]: I0618 19:42:16.241710 9 kubelet.go:1] x\nI0618 19:42:16.241710       1 trace.go:236] "Trace" x="y"\n');
    expect(contents).toEqual([]);
  });

  test('a line longer than what is looked at first is kept whole', async () => {
    const { contents } = await sideOf(`${KLOG} ${'x'.repeat(5_000)} end\n${EVENT}`);
    expect(contents).toMatchObject([{ message: expect.stringMatching(/ end$/) }]);
  });
});

describe('audit policies', () => {
  const policy = (over: Partial<AuditPolicy> = {}): Partial<AuditPolicy> => ({ kind: 'policy', name: 'strict', apiVersion: 'audit.k8s.io/v1', rules: 2, ...over });
  test('as YAML, with the line of every rule', async () => {
    const { contents, outcome } = await sideOf(POLICY);
    expect(contents).toMatchObject([policy({ ruleLines: [9, 12] })]);
    expect(outcome.side[0]?.place).toMatchObject({ line: 1, byteOffset: 0, byteLength: utf8(POLICY.trimEnd()).length });
    const content = outcome.side[0]?.content;
    expect(JSON.parse(content?.kind === 'policy' ? content.document : '')).toMatchObject({ omitStages: ['RequestReceived'], rules: [{ level: 'Metadata', resources: [{ group: '', resources: ['secrets'] }] }, { level: 'None' }] });
    expect(outcome.issues).toEqual([]);
    expect(outcome.summary).toMatchObject({ events: 0, format: 'audit policy', side: { policy: 1 } });
  });
  test('one after another, and among events', async () => {
    const { contents, outcome } = await sideOf(`${EVENT}\n---\n${POLICY}---\n${POLICY}`);
    expect(contents).toMatchObject([policy({ ruleLines: [11, 14] }), policy({ ruleLines: [24, 27] })]);
    expect(outcome.rows).toHaveLength(1);
  });
  test('as JSON', async () => {
    const json = JSON.stringify({ kind: 'Policy', apiVersion: 'audit.k8s.io/v1beta1', metadata: { name: 'strict' }, rules: [{ level: 'Metadata' }, { level: 'None' }] });
    expect((await sideOf(`\n${json}`)).contents).toMatchObject([policy({ apiVersion: 'audit.k8s.io/v1beta1', ruleLines: [2, 2], document: json })]);
    expect((await sideOf(JSON.stringify(JSON.parse(json), null, 1))).contents).toMatchObject([policy({ apiVersion: 'audit.k8s.io/v1beta1', ruleLines: [8, 11] })]);
  });
  test('a policy that is indented as a whole, as one cut out of another document is', async () => {
    for (const start of ['', '\ufeff', '---\n']) {
      const first = start === '---\n' ? 1 : 0;
      expect((await sideOf(start + POLICY.replace(/^(?=.)/gm, '    '))).contents).toMatchObject([policy({ ruleLines: [9 + first, 12 + first] })]);
      const plain = await sideOf(start + POLICY);
      expect(plain.contents).toMatchObject([policy({ ruleLines: [9 + first, 12 + first] })]);
      expect(plain.outcome.issues).toEqual([]);
    }
  });

  test('one that is no valid YAML is named as what it was meant to be', async () => {
    const { contents, outcome } = await sideOf('apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: [Meta\n');
    expect(contents).toEqual([]);
    expect(outcome.issues).toMatchObject([{ reason: expect.stringContaining('an audit policy that is no valid YAML') }]);
    expect((await sideOf('apiVersion: v1\nkind: Policy\nrules:\n- level: [Meta\n')).outcome.issues).toMatchObject([{ reason: 'The file is text in which no audit event starts.' }]);
  });

  test('in a ConfigMap', async () => {
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: audit\ndata:\n  readme: hello\n  policy.yaml: |\n${POLICY.replace(/^(?=.)/gm, '    ')}`;
    expect((await sideOf(map)).contents).toMatchObject([policy({ ruleLines: [16, 19] })]);
    expect((await sideOf(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { p: POLICY } }))).contents).toMatchObject([policy({ ruleLines: null })]);
  });
  test.each<[string, string, readonly number[] | null]>([
    ['a file asset of kops', `apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata:\n  name: c\nspec:\n  fileAssets:\n  - name: audit\n    path: /srv/audit.yaml\n    content: |\n${POLICY.replaceAll(/^(?=.)/gm, '      ')}`, [18, 21]],
    ['a file asset of kops as base64', `kind: Cluster\napiVersion: kops.k8s.io/v1alpha2\nspec:\n  fileAssets:\n  - name: audit\n    isBase64: true\n    content: ${Buffer.from(POLICY).toString('base64')}\n`, null],
    ['the same as JSON', JSON.stringify({ kind: 'Cluster', apiVersion: 'kops.k8s.io/v1alpha2', spec: { fileAssets: [{ name: 'audit', content: POLICY }] } }), null],
    ['a Talos machine configuration', `version: v1alpha1 # Indicates the schema used to decode the contents.\nmachine:\n  type: controlplane\ncluster:\n  apiServer:\n    auditPolicy:\n${POLICY.replaceAll(/^(?=.)/gm, '      ')}`, [15, 18]],
    ['a file in a Talos machine configuration', JSON.stringify({ version: 'v1alpha1', machine: { files: [{ path: '/var/policy.yaml', content: POLICY }] } }), null],
    ['RKE', `nodes:\n- address: 1.1.1.1\nservices:\n  kube-api:\n    audit_log:\n      configuration:\n        policy:\n${POLICY.replaceAll(/^(?=.)/gm, '          ')}`, [16, 19]],
    ['a list in a YAML document behind a mark', `---\nversion: v1alpha1\nmachine:\n  x: 1\ncluster:\n  apiServer:\n    auditPolicy: ${JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', metadata: { name: 'strict' }, rules: [{ level: 'Metadata' }, { level: 'None' }] })}\n`, [7, 7]],
  ])('in %s', async (_, text, ruleLines) => {
    const { contents, outcome } = await sideOf(text);
    expect(contents).toMatchObject([policy({ ruleLines })]);
    expect(outcome.issues).toEqual([]);
  });

  test('in an object in which anybody may write anything are none', async () => {
    const pod = JSON.stringify({ kind: 'Pod', apiVersion: 'v1', metadata: { name: 'x', annotations: { policy: POLICY } }, spec: { auditPolicy: { kind: 'Policy', apiVersion: 'audit.k8s.io/v1', rules: [] } } });
    expect((await sideOf(pod)).contents).toEqual([]);
    expect((await sideOf(JSON.stringify({ kind: 'ConfigMap', apiVersion: 'v1', metadata: { annotations: { a: POLICY } }, data: {} }))).contents).toEqual([]);
    // A holder in a holder.
    expect((await sideOf(JSON.stringify({ kind: 'ConfigMap', apiVersion: 'v1', data: { a: JSON.stringify({ kind: 'ConfigMap', apiVersion: 'v1', data: { a: POLICY } }) } }))).contents).toEqual([]);
  });
  test('that begin with their rules, or have none', async () => {
    expect((await sideOf('rules:\n- level: None\nkind: Policy\napiVersion: audit.k8s.io/v1\n')).contents).toMatchObject([{ name: null, rules: 1, ruleLines: [2] }]);
    expect((await sideOf('kind: Policy\napiVersion: audit.k8s.io/v1\n')).contents).toMatchObject([{ rules: 0, ruleLines: [] }]);
  });
  test('of another group are something else', async () => {
    const { contents, outcome } = await sideOf('kind: Policy\napiVersion: kyverno.io/v1\nmetadata:\n  name: audit.k8s.io/x\n');
    expect(contents).toEqual([]);
    expect(outcome.issues).toMatchObject([{ kind: 'not-audit', reason: 'Not an audit event: kind Policy of kyverno.io/v1.' }]);
  });
});
