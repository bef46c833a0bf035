/** Every form records come in: what is read, where it stands, and that no way of cutting the stream changes it. */
import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { parseTimestamp } from '../../base/time';
import { readAll, utf8, type Outcome } from '../bytes.testing';
import { a, aks, b, CARRIED, cloudWatch, event, json, otlp, parse, quote, WRAPPED } from './form-samples.fixture';

vi.setConfig({ testTimeout: 60_000 });

const ids = (outcome: Outcome): (string | null)[] => outcome.rows.map((row) => row.auditId);
const at = (text: string, { byteOffset, byteLength }: { byteOffset: number; byteLength: number }): string => new TextDecoder().decode(utf8(text).subarray(byteOffset, byteOffset + byteLength));

/** Reads the text whole, in awkward pieces, and checks that places, lines and hashes are those of the evidence. */
async function read(text: string): Promise<Outcome> {
  const outcome = await readAll(text);
  for (const row of outcome.rows) {
    expect(row.recordHash).toBe(createHash('sha256').update(at(text, row)).digest('hex'));
    expect(row.line).toBe(new TextDecoder().decode(utf8(text).subarray(0, row.byteOffset)).split('\n').length);
  }
  for (const size of [1, 7]) expect(await readAll(text, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  return outcome;
}

describe('the API server\'s own event inside an envelope', () => {
  test.each(WRAPPED)('%s', async (_, text, expected, format) => {
    const outcome = await read(text);
    expect(ids(outcome)).toEqual(expected);
    expect(outcome.issues.filter((issue) => issue.kind !== 'not-audit')).toEqual([]);
    expect(outcome.summary.format).toBe(format);
    expect(outcome.rows[0]).toMatchObject(format.includes('Defender') || format.includes('YAML') ? { verb: expect.any(String) } : { verb: 'list', user: { username: 'mäx' }, uri: { uri: '/api/v1/pods?limit=5' } });
  });

  test('the place is the object, or what stands between the quotes', async () => {
    for (const [text, expected] of [
      [json(aks(parse(a))), a],
      [json(aks(a)), json(a).slice(1, -1)],
      [`@timestamp,@message\nt,${quote(a)}\n`, quote(a).slice(1, -1)],
      [`x.example ${a}\n`, a],
    ] as const) {
      const { rows } = await read(text);
      expect(rows.map((row) => at(text, row))).toEqual([expected]);
    }
  });

  test('prose that looks like the header of a table hides no record', async () => {
    expect(ids(await read(`message, log\n${a}\n${b}\n`))).toEqual(['a', 'b']);
    expect((await read(`@timestamp,@message\n\nt,${quote(a)}\r\n\r\nt,${quote(b)}\n\n`)).issues).toEqual([]);
  });

  test('a quote that is left open costs no record of the rows behind it, nor its own when that is whole', async () => {
    const open = `@timestamp,@message\nt,"${a.replaceAll('"', '""')}\nt,${quote(b)}\nt,${quote(event('c'))}\n`;
    const outcome = await read(open);
    expect(ids(outcome)).toEqual(['a', 'b', 'c']);
    expect(outcome.issues).toMatchObject([{ kind: 'cut-record', line: 2 }]);
    const cut = await read(`_raw,host\n"${a.slice(0, 90).replaceAll('"', '""')}\n${quote(b)},h\n`);
    expect(ids(cut)).toEqual(['b']);
    expect(cut.issues).toMatchObject([{ kind: 'cut-record', line: 2 }]);
  });

  test('many records in one envelope come in several batches', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => [String(i), event(`${i}`)]);
    const outcome = await readAll(json({ status: 'success', data: { result: [{ stream: {}, values: many }] } }));
    expect(outcome.rows).toHaveLength(30_000);
    expect(new Set(ids(outcome)).size).toBe(30_000);
    expect(outcome.batchSizes.length).toBeGreaterThan(2);
  });

  test('a list of records that was cut gives what stands whole in it', async () => {
    const text = json({ records: [aks(a), aks(b), aks(event('c'))] });
    expect(ids(await read(text.slice(0, -100)))).toEqual(['a', 'b', 'c']);
    const outcome = await read(text.slice(0, text.lastIndexOf('verb')));
    expect(ids(outcome)).toEqual(['a', 'b']);
    expect(outcome.issues.map((issue) => issue.kind)).toEqual(['cut-record', 'cut-record']);
  });

  test('a message that was cut is an issue and hides no other', async () => {
    const outcome = await read(`${json(aks(a.slice(0, 100)))}\n${json(aks(b))}\n`);
    expect(ids(outcome)).toEqual(['b']);
    expect(outcome.issues).toMatchObject([{ kind: 'cut-record', line: 1, byteLength: json(a.slice(0, 100)).length - 2 }]);
  });

  test('rewritten annotation keys', async () => {
    const renamed = event('a', { annotations: { 'authorization_k8s_io/decision': 'allow', other_key: 'x' } });
    const expanded = event('b', { annotations: { authorization: { k8s: { 'io/decision': 'forbid', 'io/reason': '' } } } });
    const { rows, issues } = await read(`${renamed}\n${expanded}\n`);
    expect(issues).toEqual([]);
    expect(rows.map((row) => row.annotations)).toEqual([
      [['authorization.k8s.io/decision', 'allow'], ['other_key', 'x']],
      [['authorization.k8s.io/decision', 'forbid'], ['authorization.k8s.io/reason', '']],
    ]);
  });
});

describe('ViaQ', () => {
  test.each([
    ['the real level is elsewhere', { level: 'default', k8s_audit_level: 'Metadata', log_type: 'audit' }, 'Metadata'],
    ['of the OpenShift server', { level: 'info', openshift_audit_level: 'Request', log_type: 'audit' }, 'Request'],
    ['there is none', { level: 'default', log_type: 'audit', '@timestamp': 't' }, null],
    ['it is no shipper\'s record', { level: 'default' }, 'default'],
  ])('%s', async (_, more, level) => {
    const { rows } = await read(event('a', more));
    expect(rows).toMatchObject([{ level }]);
  });
});

describe('records in other words', () => {
  const entry = {
    insertId: 'i-1', logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity', operation: { first: true, id: 'op-1', producer: 'k8s.io' },
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog', authenticationInfo: { principalEmail: 'ann@example.com' },
      authorizationInfo: [{ granted: true, permission: 'io.k8s.core.v1.pods.exec.create', resource: 'x' }], methodName: 'io.k8s.core.v1.pods.exec.create',
      requestMetadata: { callerIp: '203.0.113.9', callerSuppliedUserAgent: 'kubectl' }, resourceName: 'core/v1/namespaces/shop/pods/web-0/exec', serviceName: 'k8s.io', status: { code: 7, message: 'no' },
      request: { '@type': 'core.k8s.io/v1.Pod', spec: {} },
    },
    labels: { 'authorization.k8s.io/reason': 'r' }, resource: { type: 'k8s_cluster', labels: {} }, timestamp: '2025-02-03T04:05:06.007Z',
  };
  const expected = {
    auditId: 'op-1', verb: 'create', level: null, stage: null, stageUs: null, bodies: 1, userAgent: 'kubectl', sourceIps: ['203.0.113.9'],
    receivedUs: parseTimestamp('2025-02-03T04:05:06.007Z'), uri: { uri: '/api/v1/namespaces/shop/pods/web-0/exec' },
    user: { username: 'ann@example.com', uid: null, groups: null, extra: null }, responseStatus: { code: 403, message: 'no' },
    objectRef: { resource: 'pods', subresource: 'exec', namespace: 'shop', name: 'web-0', apiGroup: null, apiVersion: 'v1' },
    annotations: [['authorization.k8s.io/reason', 'r'], ['authorization.k8s.io/decision', 'allow']],
  };

  test.each([
    ['a JSON array', json([entry])], ['JSON lines', `${json(entry)}\n`], ['indented', JSON.stringify(entry, null, 2)], ['Pub/Sub as text', json({ data: json(entry) })], ['Pub/Sub', json([{ ackId: 'x', message: { data: Buffer.from(json(entry)).toString('base64'), messageId: '1' } }])],
  ])('GKE entry as %s', async (_, text) => {
    const { rows, issues, summary } = await read(text);
    expect(issues).toEqual([]);
    expect(rows).toMatchObject([expected]);
    expect(summary.format).toBe('GKE Cloud Audit Logs entries');
  });

  test('GKE entries in the spelling of client libraries', async () => {
    const payload = { service_name: 'k8s.io', method_name: 'io.k8s.core.v1.pods.exec.create', resource_name: 'core/v1/namespaces/n/pods/p/exec', status: { code: 7, message: 'no' }, authentication_info: { principal_email: 'ann@example.com' }, authorization_info: [{ granted: false }], request_metadata: { caller_ip: '203.0.113.9', caller_supplied_user_agent: 'kubectl' } };
    for (const entry of [{ InsertID: 'i', Operation: { id: 'o' }, Timestamp: '2025-02-03T04:05:06.1Z', Payload: payload, Labels: null }, { insert_id: 'i', operation: { id: 'o' }, timestamp: '2025-02-03T04:05:06.1Z', proto_payload: payload }]) {
      expect((await read(json(entry))).rows).toMatchObject([{
        auditId: 'o', verb: 'create', user: { username: 'ann@example.com' }, uri: { uri: '/api/v1/namespaces/n/pods/p/exec' }, sourceIps: ['203.0.113.9'], userAgent: 'kubectl',
        responseStatus: { code: 403, message: 'no' }, objectRef: { resource: 'pods', subresource: 'exec' }, annotations: [['authorization.k8s.io/decision', 'forbid']], receivedUs: 1738555506100000n,
      }]);
    }
  });

  test('GKE entries as YAML', async () => {
    const text = `---\ninsertId: i-1\nprotoPayload:\n  '@type': type.googleapis.com/google.cloud.audit.AuditLog\n  authenticationInfo:\n    principalEmail: ann@example.com\n  methodName: io.cert-manager.v1.certificates.update\n  resourceName: cert-manager.io/v1/namespaces/a/certificates/c\n  serviceName: k8s.io\n  status: {}\ntimestamp: '2025-02-03T04:05:06.007Z'\n---\ninsertId: i-2\nprotoPayload:\n  methodName: io.k8s.get\n  resourceName: readyz\n  serviceName: k8s.io\ntimestamp: '2025-02-03T04:05:06.007Z'\n`;
    const { rows, issues } = await read(text);
    expect(issues).toEqual([]);
    expect(rows).toMatchObject([
      { auditId: 'i-1', verb: 'update', line: 2, objectRef: { apiGroup: 'cert-manager.io', resource: 'certificates', name: 'c' }, responseStatus: { code: 200 } },
      { auditId: 'i-2', verb: 'get', line: 13, objectRef: null, uri: { uri: '/readyz' } },
    ]);
    expect(at(text, rows[1] ?? { byteOffset: 0, byteLength: 0 })).toMatch(/^insertId: i-2[\s\S]*007Z'$/);
  });

  test('a flattened CSV of the Logs Explorer', async () => {
    const text = 'insertId,labels.authorization.k8s.io/decision,logName,protoPayload.methodName,protoPayload.resourceName,protoPayload.serviceName,protoPayload.authenticationInfo.principalEmail,protoPayload.status.code,timestamp\ni-9,allow,l,io.k8s.core.v1.pods.get,core/v1/namespaces/n/pods/p,k8s.io,ann,5,2025-02-03T04:05:06.007Z\n';
    const { rows, issues } = await read(text);
    expect(issues).toEqual([]);
    expect(rows).toMatchObject([{ auditId: 'i-9', verb: 'get', user: { username: 'ann' }, responseStatus: { code: 404 }, objectRef: { name: 'p' }, annotations: [['authorization.k8s.io/decision', 'allow']] }]);
  });

  test('a BigQuery row', async () => {
    const row = {
      logName: 'x', resource: { type: 'k8s_cluster', labels: { zone: null } }, timestamp: '2021-08-11 15:35:06.914207 UTC', insertId: 'b-1', operation: null,
      labels: { authorization_k8s_io_decision: 'allow' }, severity: null,
      protopayload_auditlog: { serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.secrets.get', resourceName: 'core/v1/namespaces/n/secrets/s', status: null, requestJson: null, responseJson: '{"a":1}', authenticationInfo: { principalEmail: 'p' } },
    };
    const { rows } = await read(json(row));
    expect(rows).toMatchObject([{ auditId: 'b-1', bodies: 2, responseStatus: { code: 200 }, annotations: [['authorization.k8s.io/decision', 'allow']], receivedUs: parseTimestamp('2021-08-11T15:35:06.914207Z') }]);
    expect((await read(json({ ...row, timestamp: '1.628696106914207E9' }))).rows[0]?.receivedUs).toBe(parseTimestamp('2021-08-11T15:35:06.914207Z'));
  });

  const audit = {
    TimeGenerated: 't', AuditId: 'z-1', Stage: 'ResponseComplete', Level: 'Metadata', Verb: 'list', RequestUri: '/api/v1/nodes', User: '{"username":"masterclient","groups":["g"]}', SourceIps: '["203.0.113.9","172.31.1.2"]',
    UserAgent: 'kubectl', ObjectRef: '{"resource":"nodes","apiVersion":"v1"}', ResponseStatus: '{"code":200}', RequestReceivedTime: '2025-02-03T04:05:06.000007Z', StageReceivedTime: '2025-02-03T04:05:06.010007Z',
    Annotations: '{"authorization.k8s.io/decision":"allow"}', PodName: 'p', Type: 'AKSAudit', RequestObject: 'skipped-too-big-size-object',
  };
  test.each([
    ['objects', json([audit]), 'AKSAudit table rows'],
    ['objects with objects in them', json({ ...audit, User: JSON.parse(audit.User), SourceIps: JSON.parse(audit.SourceIps) }), 'AKSAudit table rows'],
    ['tables', json({ tables: [{ name: 'PrimaryResult', columns: Object.keys(audit).map((name) => ({ name, type: 'string' })), rows: [Object.values(audit)] }] }), 'AKSAudit table rows'],
    ['CSV', `${Object.keys(audit).join(',').replace('TimeGenerated', '"TimeGenerated [UTC]"')}\r\n${Object.values(audit).map(quote).join(',')}\r\n`, 'CSV rows'],
  ])('AKSAudit rows as %s', async (_, text, format) => {
    const { rows, issues, summary } = await read(text);
    expect(issues).toEqual([]);
    expect(summary.format).toBe(format);
    expect(rows).toMatchObject([{
      auditId: 'z-1', stage: 'ResponseComplete', level: 'Metadata', verb: 'list', bodies: 1, sourceIps: ['203.0.113.9', '172.31.1.2'], user: { username: 'masterclient', groups: ['g'] },
      objectRef: { resource: 'nodes' }, responseStatus: { code: 200 }, receivedUs: parseTimestamp(audit.RequestReceivedTime), stageUs: parseTimestamp(audit.StageReceivedTime), annotations: [['authorization.k8s.io/decision', 'allow']],
    }]);
  });

  test.each([
    ['Kibana CSV', '"kubernetes.audit.auditID","kubernetes.audit.verb","kubernetes.audit.requestURI","kubernetes.audit.user.username","kubernetes.audit.user.groups","kubernetes.audit.stage","kubernetes.audit.sourceIPs","kubernetes.audit.responseStatus.code","kubernetes.audit.annotations.authorization_k8s_io/decision"\n"f-1",list,"/api/v1/pods",maria,"dev, ops",-,"1.1.1.1, 2.2.2.2","403","forbid"\n'],
    ['Insights fields', json({ results: [[['auditID', 'f-1'], ['verb', 'list'], ['requestURI', '/api/v1/pods'], ['user.username', 'maria'], ['user.groups.0', 'dev'], ['user.groups.1', 'ops'], ['sourceIPs.0', '1.1.1.1'], ['sourceIPs.1', '2.2.2.2'], ['responseStatus.code', '403'], ['annotations.authorization.k8s.io/decision', 'forbid']].map(([field, value]) => ({ field, value }))] })],
    ['Elasticsearch fields', json({ _index: 'i', _id: '1', fields: { auditID: ['f-1'], verb: ['list'], requestURI: ['/api/v1/pods'], 'user.username': ['maria'], 'user.groups': ['dev', 'ops'], sourceIPs: ['1.1.1.1', '2.2.2.2'], 'responseStatus.code': [403], 'annotations.authorization_k8s_io/decision': ['forbid'] } })],
  ])('columns: %s', async (_, text) => {
    const { rows, issues } = await read(text);
    expect(issues).toEqual([]);
    expect(rows).toMatchObject([{
      auditId: 'f-1', verb: 'list', stage: null, user: { username: 'maria', groups: ['dev', 'ops'] }, sourceIps: ['1.1.1.1', '2.2.2.2'], responseStatus: { code: 403 }, annotations: [['authorization.k8s.io/decision', 'forbid']],
    }]);
  });

  test('a table without a header: what the columns are is told, and the object by the path', async () => {
    const row = (id: number, verb: string, uri: string, user: string): string => `2025-02-03T04:05:0${id}Z;6f1ed002-ab55-4b4c-8d38-00000000000${id};${user};${verb};${uri};403;what;2025-02-03T04:05:0${id + 1}Z\n`;
    const { rows, issues } = await read(row(1, 'DELETE', '/api/v1/namespaces/shop/secrets/s?x=1', 'maria') + row(2, 'GET', '/apis/apps/v1/deployments', 'system:serviceaccount:a:b') + row(3, 'GET', '/readyz', '-'));
    expect(rows).toMatchObject([
      { verb: 'delete', user: { username: 'maria' }, objectRef: { resource: 'secrets', namespace: 'shop', name: 's', apiVersion: 'v1' }, responseStatus: { code: 403 }, receivedUs: parseTimestamp('2025-02-03T04:05:01Z'), stageUs: parseTimestamp('2025-02-03T04:05:02Z') },
      { verb: 'list', objectRef: { resource: 'deployments', apiGroup: 'apps' } }, { verb: 'get', user: null, objectRef: null },
    ]);
    expect(issues).toMatchObject([{ kind: 'no-header', line: 1, reason: expect.stringContaining('1 requestReceivedTimestamp, 2 auditID, 3 user.username, 4 verb, 5 requestURI, 6 responseStatus.code, 7 not read, 8 stageTimestamp') }]);
    // A line of a web server's log has a verb and a path too.
    expect((await read('10.0.0.1,-,-,[03/Feb/2025],GET,/api/users,200,512\n')).rows).toEqual([]);
  });

  test('Security Lake', async () => {
    const ocsf = {
      class_uid: 6003, class_name: 'API Activity', metadata: { product: { name: 'Amazon EKS' }, log_level: 'Metadata', uid: 'm' }, api: { operation: 'list', request: { uid: 'o-1' }, response: { code: 200 }, group: { name: 'apps' }, version: 'v1' },
      message: 'ResponseComplete', http_request: { url: { path: '/apis/apps/v1/deployments' }, user_agent: 'kubectl' }, actor: { user: { name: 'ann', uid: 'u', groups: [{ name: 'system:masters' }] }, session: { issuer: 'arn:x' } },
      src_endpoint: { ip: '1.1.1.1', intermediate_ips: ['2.2.2.2'] }, resources: [{ type: 'deployments', namespace: 'n' }], start_time_dt: '2021-09-07 20:37:30.642000', time: 1631047050943, unmapped: { 'annotations.authorization.k8s.io/decision': 'allow' },
    };
    const { rows, issues } = await read(json(ocsf));
    expect(issues).toEqual([]);
    expect(rows).toMatchObject([{
      auditId: 'o-1', verb: 'list', stage: 'ResponseComplete', level: 'Metadata', user: { username: 'ann', groups: ['system:masters'], extra: [['canonicalArn', ['arn:x']]] }, sourceIps: ['1.1.1.1', '2.2.2.2'],
      objectRef: { resource: 'deployments', apiGroup: 'apps' }, receivedUs: parseTimestamp('2021-09-07T20:37:30.642Z'), stageUs: parseTimestamp('2021-09-07T20:37:30.943Z'), annotations: [['authorization.k8s.io/decision', 'allow']],
    }]);
  });
});

describe('records in other words', () => {
  const first = async (name: string) => {
    const sample = [...WRAPPED, ...CARRIED].find(([known]) => known === name);
    const { rows, issues } = await readAll(sample?.[1] ?? '');
    return { row: rows[0], rows, issues };
  };

  test('what Datadog moved stands where the event has it', async () => {
    const { row } = await first('Datadog, its pipeline having moved fields');
    expect(row).toMatchObject({
      verb: 'list', uri: { uri: '/api/v1/pods?limit=5' }, user: { username: 'm\u00e4x', groups: ['dev'] }, sourceIps: ['198.51.100.7'], userAgent: 'kubectl/v1.30.1',
      responseStatus: { code: 200 }, objectRef: { resource: 'pods' }, receivedUs: parseTimestamp('2025-02-03T04:05:06.000007Z'),
    });
  });

  test('times written for people are read, and that they say no zone is said once for a table', async () => {
    const kibana = await first('Kibana\'s CSV');
    expect(kibana.rows.map((row) => row.receivedUs)).toEqual([parseTimestamp('2025-02-03T04:05:06Z'), parseTimestamp('2025-02-03T04:05:06.007Z')]);
    expect(kibana.rows[0]?.user?.groups).toEqual(['dev', 'ops']);
    expect(kibana.issues).toMatchObject([{ kind: 'local-time', line: 2 }]);
    const azure = await first('the CSV of Azure\'s portal');
    expect(azure.row?.receivedUs).toBe(parseTimestamp('2025-02-03T04:05:06.007Z'));
    expect(azure.issues).toEqual([]);
  });

  test('the time of the store stands for the event\'s own where there is none', async () => {
    const discovered = await read('@timestamp,user.username,verb,requestURI,responseStatus.code,sourceIPs.0\n2025-02-03 04:05:06.007,m\u00e4x,get,/api/v1/pods,403,1.2.3.4\n');
    expect(discovered.rows[0]).toMatchObject({ receivedUs: parseTimestamp('2025-02-03T04:05:06.007Z'), user: { username: 'm\u00e4x' }, responseStatus: { code: 403 }, sourceIps: ['1.2.3.4'], objectRef: { resource: 'pods' } });
    const byHand = await read('time,user,verb,uri,code\n2025-02-03T04:05:06Z,m\u00e4x,get,/api/v1/pods,200\n');
    expect(byHand.rows[0]).toMatchObject({ receivedUs: parseTimestamp('2025-02-03T04:05:06Z'), uri: { uri: '/api/v1/pods' }, responseStatus: { code: 200 } });
    const both = await read(`${json({ '@timestamp': '2025-02-03T09:00:00Z', auditID: 'a', 'user.username': 'u', verb: 'get', requestURI: '/api', stageTimestamp: '2025-02-03T04:05:06Z' })}\n`);
    expect(both.rows[0]).toMatchObject({ receivedUs: null, stageUs: parseTimestamp('2025-02-03T04:05:06Z') });
  });

  test('another program\'s table of times, users, verbs and addresses is none', async () => {
    const { rows, issues } = await read('time,user,verb,uri,code\n2025-02-03T04:05:06Z,x,subscribe,https://x/y,200\n');
    expect(rows).toEqual([]);
    expect(issues[0]?.reason).toMatch(/too little of an event/);
  });

  test('a time that could be two is left absent and said', async () => {
    const { rows, issues } = await read('auditID,verb,stage,requestURI,user.username,requestReceivedTimestamp\na,list,ResponseComplete,/api/v1/pods,u,03/02/2025 04:05:06\n');
    expect(rows[0]).toMatchObject({ auditId: 'a', receivedUs: null });
    expect(issues).toMatchObject([{ kind: 'bad-value', reason: expect.stringContaining('03/02/2025') }]);
  });

  test('the place of a record that the journal split is from its first part to its last', async () => {
    const text = [...WRAPPED, ...CARRIED].find(([name]) => name === 'lines of the journal, split')?.[1] ?? '';
    const { rows } = await read(text);
    expect(rows.map(({ auditId, line }) => [auditId, line])).toEqual([['a', 1], ['b', 7]]);
    expect(at(text, rows[0] ?? { byteOffset: 0, byteLength: 0 })).toMatch(/^\{"kind[^]*\nFeb {2}3 04:05:06 cp-1 kube-apiserver\[7\]: [^]*\}$/);
  });

  test('parts of another process are not taken for the rest of a record', async () => {
    const { rows, issues } = await read(`Feb  3 04:05:06 cp-1 kube-apiserver[7]: ${a.slice(0, 110)}\nFeb  3 04:05:06 cp-1 kube-apiserver[8]: ${a.slice(110)}\nFeb  3 04:05:06 cp-1 kube-apiserver[7]: ${b}\n`);
    expect(rows.map((row) => row.auditId)).toEqual(['b']);
    expect(issues.some((issue) => issue.kind === 'cut-record' || issue.kind === 'bad-json')).toBe(true);
  });
});

describe('what is no Kubernetes API audit is named', () => {
  test.each<[string, string, RegExp]>([
    ['Linux auditd', 'type=SYSCALL msg=audit(1719931655.027:2401): arch=c000003e\ntype=CWD msg=audit(1719931655.027:2401): cwd="/"\n', /Linux auditd records, 2 lines/],
    ['auditd through ViaQ', json({ '@timestamp': 't', 'audit.linux': { type: 'BPF' }, log_type: 'audit', message: 'type=BPF msg=audit(1:2): x' }), /Linux auditd/],
    ['OVN ACL', '2025-04-01T14:06:06.626226879Z|00004|acl_log(ovn_pinctrl0)|INFO|name=x, verdict=drop\n', /OVN ACL/],
    ['Rancher', json({ auditID: 'r-1', requestURI: '/k8s/clusters/c/api/v1/pods', user: { name: 'u' }, method: 'GET', remoteAddr: '1.1.1.1:1', responseCode: 200, requestTimestamp: 't' }), /Rancher API/],
    ['AdmissionReview', json({ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request: { object: { message: a } } }), /AdmissionReview/],
    ['a core Event', json({ kind: 'Event', apiVersion: 'v1', involvedObject: {}, message: a }), /Kubernetes Event object/],
    ['the cluster management API', json({ insertId: 'i', logName: 'l', resource: { type: 'gke_cluster' }, protoPayload: { serviceName: 'container.googleapis.com', methodName: 'x' } }), /cloud admin API/],
    ['CloudTrail', json({ eventVersion: '1.08', eventSource: 'eks.amazonaws.com', eventName: 'CreateCluster' }), /CloudTrail/],
    ['another AKS category', json(aks('I0203 04:05:06.1 1 x.go:1] hi', { category: 'guard' })), /Azure log category guard/],
    ['another EKS stream', json({ events: [cloudWatch('I0203', { logStreamName: 'authenticator-0123456789abcdef0123456789abcdef' })] }), /authenticator/],
    ['the cloud admin API of Yandex', json({ event_type: 'yandex.cloud.audit.k8s.CreateCluster', details: { message: a } }), /Yandex Audit Trails record of the cloud admin API \(k8s.CreateCluster\)/],
    ['klog', 'I0618 19:42:16.241710    5656 trace.go:236] "Trace" {x}\n', /klog/],
    ['a list of node log files', 'master-0 audit.log\nmaster-0 audit-2025.log\n', /no audit event starts/],
  ])('%s', async (_, text, name) => {
    const outcome = await read(text);
    expect(outcome.rows).toEqual([]);
    expect(outcome.issues).toHaveLength(1);
    expect(outcome.issues[0]?.reason).toMatch(name);
    expect(outcome.issues[0]).toMatchObject({ byteOffset: 0, byteLength: utf8(text.trimEnd()).length });
  });
});

test('a file of CloudTrail is named by its records', async () => {
  const record = { eventVersion: '1.08', eventSource: 'eks.amazonaws.com', eventName: 'CreateCluster' };
  const { issues } = await read(json({ Records: [record, record] }));
  expect(issues.map(({ reason }) => reason)).toEqual(Array(2).fill('Not an audit event: a CloudTrail record of the cloud admin API.'));
});

describe('forged records', () => {
  test.each<[string, string]>([
    ['in the body of an event', event('real', { requestObject: { message: a, log: a, items: [parse(a)], _source: parse(a) }, responseObject: { records: [aks(a)] } })],
    ['in the user agent', event('real', { userAgent: a })],
    ['in the body of a GKE entry', json({ insertId: 'real', protoPayload: { serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.get', resourceName: 'core/v1/pods/x', request: { message: a, log: a } }, logName: 'l', timestamp: '2025-02-03T04:05:06.007Z' })],
    ['in the body of an event inside an envelope', json(aks(event('real', { requestObject: { log: a } })))],
  ])('%s', async (_, text) => {
    expect(ids(await read(text))).toEqual(['real']);
  });

  test.each<[string, string]>([
    ['in a config map', json({ kind: 'ConfigMap', apiVersion: 'v1', data: { log: a, message: a } })],
    ['in a list of config maps without kinds', json({ kind: 'ConfigMapList', apiVersion: 'v1', items: [{ metadata: { name: 'x' }, data: { message: a } }, { data: { message: a } }] })],
    ['in the same list whose kind comes last', json({ items: [{ metadata: { name: 'x' }, data: { message: a } }], kind: 'ConfigMapList', apiVersion: 'v1' })],
    ['in what another container printed', json({ log: a, stream: 'stdout', time: 't', kubernetes: { pod_name: 'evil-0', container_name: 'evil', namespace_name: 'shop' } })],
    ['in application logs of OpenShift', json({ '@timestamp': 't', log_type: 'application', message: a })],
    ['in OTLP records of another container', json(otlp(a, [{ key: 'k8s.container.name', value: { stringValue: 'web' } }]))],
    ['in another container on Google Cloud', json({ insertId: 'i', jsonPayload: parse(a), resource: { type: 'k8s_container', labels: { container_name: 'web' } }, logName: 'projects/p/logs/stdout', timestamp: 't' })],
    ['in a Rancher record', json({ auditID: 'r', requestURI: '/v3', method: 'POST', responseCode: 200, requestBody: { message: a }, message: a })],
    ['in an audit record without kind that has too few fields', json({ auditID: 'x', requestObject: { message: a } })],
    ['50 envelopes deep', json(Array.from({ length: 50 }).reduce<object>((message) => ({ message, host: 'h' }), parse(a)))],
  ])('%s are no events', async (_, text) => {
    const outcome = await read(text);
    expect(ids(outcome)).toEqual([]);
    expect(outcome.issues.length).toBeGreaterThan(0);
  });
});

test('a document of Elastic\'s common schema with a source and an event of its own is read by its message', async () => {
  const message = '{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"ecs","stage":"ResponseComplete","requestURI":"/api","verb":"get","user":{"username":"u"}}';
  const { rows, issues } = await readAll(utf8(JSON.stringify({ message, event: { action: 'get', outcome: 'allow' }, source: { address: '192.0.2.1' }, user: { name: 'u' } })));
  expect(rows.map((row) => row.auditId)).toEqual(['ecs']);
  expect(issues).toEqual([]);
});
