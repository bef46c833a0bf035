/**
 * A sample of every form records come in, written for this project from the described shapes. Each has a character of several bytes and
 * an escape in it, so that borders of chunks can be put inside both.
 */
import { gzipSync } from 'node:zlib';

/** What it is, the text, the audit IDs in it, and what the reader calls it. */
export type FormSample = readonly [name: string, text: string, ids: readonly string[], format: string];

export const event = (id: string, more: object = {}): string =>
  JSON.stringify({
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: id, stage: 'ResponseComplete', requestURI: '/api/v1/pods?limit=5', verb: 'list',
    user: { username: 'mäx', groups: ['dev'] }, requestReceivedTimestamp: '2025-02-03T04:05:06.000007Z', ...more,
  });
export const [a, b] = [event('a'), event('b')];
export const json = (value: unknown): string => JSON.stringify(value);
export const parse = (text: string): object => JSON.parse(text);
export const STREAM = 'kube-apiserver-audit-0123456789abcdef0123456789abcdef';
export const cloudWatch = (message: string, more: object = {}) => ({ logStreamName: STREAM, timestamp: 1738555506007, message, ingestionTime: 1738555507000, eventId: '3800000000000000000000000000000000001', ...more });
export const packed = (message: string): string =>
  gzipSync(json({ messageType: 'DATA_MESSAGE', owner: '1', logGroup: '/aws/eks/prod/cluster', logStream: STREAM, subscriptionFilters: ['f'], logEvents: [{ id: '1', timestamp: 1, message }] })).toString('base64');
export const aks = (log: unknown, more: object = {}) => ({ category: 'kube-audit', operationName: 'Microsoft.ContainerService/managedClusters/diagnosticLogs/Read', properties: { log, stream: 'stdout', pod: 'kube-apiserver-0' }, resourceId: '/SUBSCRIPTIONS/S', time: '2025-02-03T04:05:06.0000000Z', ...more });
export const otlp = (text: string, attributes: object[] = []) => ({ resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope: {}, logRecords: [{ timeUnixNano: '1738555506123456789', body: { stringValue: text } }] }] }] });
export const docker = (log: string, stream = 'stdout') => json({ log, stream, time: '2025-02-03T04:05:06.123456789Z' });
export const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** OTLP's words for a value (opentelemetry/proto/common/v1/common.proto). */
const anyValue = (value: unknown): object => {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === 'object' && value !== null) return anyValues(value);
  return typeof value === 'number' ? { intValue: String(value) } : { stringValue: value };
};
const anyValues = (value: object) => ({ kvlistValue: { values: Object.entries(value).map(([key, inner]) => ({ key, value: anyValue(inner) })) } });

const utf8 = new TextEncoder();
/** Two records; the first in three parts. */
const JOURNAL_PARTS: readonly string[] = [a.slice(0, 110), a.slice(110, 220), a.slice(220), b];

export const WRAPPED: readonly FormSample[] = [
  ['filter-log-events', json({ events: [cloudWatch(a), cloudWatch(b)], searchedLogStreams: [], nextToken: 'x' }), ['a', 'b'], 'audit.k8s.io/v1 CloudWatch log events'],
  ['filter-log-events, indented and in two pages', `${JSON.stringify({ events: [cloudWatch(a)] }, null, 4)}\n${JSON.stringify({ events: [cloudWatch(b)] }, null, 4)}\n`, ['a', 'b'], 'audit.k8s.io/v1 CloudWatch log events'],
  ['a subscription, nothing between the batches', [a, b].map((message) => json({ messageType: 'DATA_MESSAGE', owner: '1', logGroup: 'g', logStream: STREAM, subscriptionFilters: ['f'], logEvents: [{ id: '1', timestamp: 1, message }] })).join(''), ['a', 'b'], 'audit.k8s.io/v1 CloudWatch log events'],
  ['a Lambda payload', json({ awslogs: { data: packed(a) } }), ['a'], 'audit.k8s.io/v1 CloudWatch log events'],
  ['Kinesis records', json({ Records: [{ kinesis: { data: packed(a) } }, { kinesis: { data: packed(b) } }] }), ['a', 'b'], 'audit.k8s.io/v1 CloudWatch log events'],
  ['the S3 export', `2025-02-03T04:05:06.007Z ${a}\n2025-02-03T04:05:06.008Z ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 CloudWatch S3 export lines'],
  ['logs tail', `2023-05-20T05:26:57.511000+00:00 ${STREAM} ${a}\n2023-05-20T05:26:57.511000+00:00 ${STREAM} ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 CloudWatch tail lines'],
  ['Insights results', json({ results: [[{ field: '@timestamp', value: '2025-02-03 04:05:06.007' }, { field: '@message', value: a }, { field: '@ptr', value: 'C' }]], statistics: { recordsMatched: 1.0 }, status: 'Complete' }), ['a'], 'audit.k8s.io/v1 CloudWatch Insights rows'],
  ['Insights rows', json([{ '@timestamp': 't', '@message': a }, { '@timestamp': 't', '@message': parse(b) }]), ['a', 'b'], 'audit.k8s.io/v1 CloudWatch Insights rows'],
  ['Insights CSV', `@timestamp,@message\n2025-02-03 04:05:06.007,${quote(a)}\n2025-02-03 04:05:06.008,${quote(b)}\n`, ['a', 'b'], 'audit.k8s.io/v1 CSV rows'],
  ['AKS, log as a string', `${json(aks(`${a}\n`))}\r\n${json(aks(b))}\r\n`, ['a', 'b'], 'audit.k8s.io/v1 AKS diagnostic records'],
  ['AKS, log as an object', json(aks(parse(a))), ['a'], 'audit.k8s.io/v1 AKS diagnostic records'],
  ['AKS, properties as a string', json({ ...aks(''), properties: json({ log: a, pod: 'p' }) }), ['a'], 'audit.k8s.io/v1 AKS diagnostic records'],
  ['AKS, twice escaped', json(aks(json(a))), ['a'], 'audit.k8s.io/v1 AKS diagnostic records'],
  ['Event Hub', json({ records: [aks(a), aks(b, { category: 'kube-audit-admin' })] }), ['a', 'b'], 'audit.k8s.io/v1 AKS diagnostic records'],
  ['AzureDiagnostics', json([{ TimeGenerated: 't', Category: 'kube-audit', log_s: a, pod_s: 'p', TableName: 'PrimaryResult' }]), ['a'], 'audit.k8s.io/v1 AKS diagnostic records'],
  ['AzureDiagnostics as tables', json({ tables: [{ name: 'PrimaryResult', columns: [{ name: 'Category', type: 'string' }, { name: 'log_s', type: 'string' }], rows: [['kube-audit', a], ['guard', 'x']] }] }), ['a'], 'audit.k8s.io/v1 AKSAudit table rows'],
  ['Defender', json({ properties: { RawEventData: { Kind: 'Event', ApiVersion: 'audit.k8s.io/v1', AuditId: 'a', Verb: 'list', RequestUri: '/x' } } }), ['a'], 'audit.k8s.io/v1 Defender CloudAuditEvents rows'],
  ['oc adm node-logs', `master-0.example.internal ${a}\nmaster-1.example.internal ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 lines of oc adm node-logs'],
  ['CRI', `2025-02-03T04:05:06.123456789Z stdout F ${a}\n2025-02-03T04:05:06.123456789+01:00 stderr F ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 CRI lines'],
  ['CRI in parts', `2025-02-03T04:05:06.1Z stdout P ${a.slice(0, 50)}\n2025-02-03T04:05:06.1Z stderr F I0203 x\n2025-02-03T04:05:06.1Z stdout P ${a.slice(50, 90)}\n2025-02-03T04:05:06.1Z stdout F ${a.slice(90)}\n2025-02-03T04:05:06.1Z stdout F ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 CRI lines'],
  ['docker', `${docker(`${a}\n`)}\n${docker(`${b}\n`)}\n`, ['a', 'b'], 'audit.k8s.io/v1 docker JSON lines'],
  ['docker in parts', `${docker(a.slice(0, 60))}\n${docker('I0203\n', 'stderr')}\n${docker(`${a.slice(60)}\n`)}\n${docker(`${b}\n`)}\n`, ['a', 'b'], 'audit.k8s.io/v1 docker JSON lines'],
  ['kubectl logs', `[pod/kube-apiserver-0/kube-apiserver] ${a}\n2025-02-03T04:05:06.123456789Z ${b}\n`, ['a', 'b'], 'mixed: audit.k8s.io/v1 pod log lines, audit.k8s.io/v1 lines with a time'],
  ['the journal, split at its longest line', JOURNAL_PARTS.map((message, at) => json({ MESSAGE: message, __REALTIME_TIMESTAMP: '1', _HOSTNAME: 'h', _PID: '7', SYSLOG_IDENTIFIER: 'kube-apiserver', ...(at < 2 ? { _LINE_BREAK: 'line-max' } : {}) })).join('\n'), ['a', 'b'], 'audit.k8s.io/v1 journal records'],
  ['the older journal, split inside a letter', [0, 1, 2, 3, 4, 5, 6, 7].map((at) => [...utf8.encode(a)].slice(at * 45, at * 45 + 45)).filter((part) => part.length > 0).map((part) => json({ MESSAGE: part, __REALTIME_TIMESTAMP: '1', _PID: '7', SYSLOG_IDENTIFIER: 'kube-apiserver' })).join('\n'), ['a'], 'audit.k8s.io/v1 journal records'],
  ['Yandex', json({ event_id: 'x', event_source: 'k8s', event_type: 'yandex.cloud.audit.k8s.apiserver.ApiServerList', event_time: '2025-02-03T04:05:06Z', authentication: { authenticated: true, subject_type: 'KUBERNETES_USER' }, event_status: 'DONE', details: { native_api_server_event: parse(a), cluster_id: 'c' } }), ['a'], 'audit.k8s.io/v1 Yandex Audit Trails events'],
  ['Yandex as its API names the members', json({ eventId: 'x', eventType: 'yandex.cloud.audit.k8s.apiserver.ApiServerList', details: { nativeApiServerEvent: { ...parse(a), responseStatus: { code: '200' } }, clusterId: 'c' } }), ['a'], 'audit.k8s.io/v1 Yandex Audit Trails events'],
  ['columns as members', `${json({ audit_id: 'a', verb: 'list', stage: 'ResponseComplete', request_uri: '/api/v1/pods?limit=5', user_username: 'm\u00e4x', user_groups: ['dev'], request_received_timestamp: '2025-02-03 04:05:06.000007' })}\n`, ['a'], 'flat JSON rows'],
  ['the CSV of Azure\'s portal', `"TimeGenerated [UTC]",AuditId,Stage,Verb,RequestUri,User,"RequestReceivedTime [UTC]"\n"2/3/2025, 4:05:07.000 AM",a,ResponseComplete,list,"/api/v1/pods?limit=5",${quote(json({ username: 'm\u00e4x' }))},"2/3/2025, 4:05:06.007 AM"\n`, ['a'], 'CSV rows'],
  ['syslog', `Feb  3 04:05:06 cp-1 kube-apiserver[123]: ${a}\n<14>1 2025-02-03T04:05:06Z cp-1 audit - - - ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 syslog lines'],
  ['journalctl -o json', json({ MESSAGE: a, __REALTIME_TIMESTAMP: '1', _HOSTNAME: 'h' }), ['a'], 'audit.k8s.io/v1 journal records'],
  ['Fluent Bit', `kube.audit: [1738555506.123456789, ${json({ log: a })}]\n`, ['a'], 'audit.k8s.io/v1 Fluent Bit lines'],
  ['Fluentd', `2025-02-03T04:05:06+00:00\tkube.audit\t${json({ message: a })}\n2025-02-03T04:05:06+00:00\tkube.audit\t${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 Fluentd lines'],
  ['Vector', json({ message: a, timestamp: 't', source_type: 'file', host: 'h', file: '/var/log/audit.log' }), ['a'], 'audit.k8s.io/v1 records in other envelopes'],
  ['Filebeat', json({ '@timestamp': 't', message: a, log: { file: { path: '/var/log/audit.log' }, offset: 1 }, agent: {}, ecs: {} }), ['a'], 'audit.k8s.io/v1 Filebeat documents'],
  ['Elasticsearch lines', `{"index":{"_id":"1"}}\n${json({ _index: 'i', _id: '1', _source: { '@timestamp': 't', kubernetes: { audit: parse(a) } } })}\n`, ['a'], 'audit.k8s.io/v1 Elasticsearch documents'],
  ['an Elasticsearch answer', json({ took: 1, hits: { total: 2, hits: [{ _index: 'i', _source: parse(a) }, { _index: 'i', _source: { message: b } }] } }), ['a', 'b'], 'audit.k8s.io/v1 Elasticsearch documents'],
  ['Loki', json({ status: 'success', data: { resultType: 'streams', result: [{ stream: { job: 'audit' }, values: [['1738555506123456789', a], ['1', b]] }] } }), ['a', 'b'], 'audit.k8s.io/v1 Loki streams'],
  ['logcli', json({ labels: {}, line: a, timestamp: 't' }), ['a'], 'audit.k8s.io/v1 Loki streams'],
  ['Splunk', `${json({ preview: false, offset: 0, lastrow: true, result: { _raw: a, _time: 't', host: 'h' } })}\n${json({ result: { _raw: b } })}\n`, ['a', 'b'], 'audit.k8s.io/v1 Splunk results'],
  ['Splunk collector', `${json({ time: 1.5, event: parse(a), sourcetype: 's' })}${json({ time: 1.5, event: b, sourcetype: 's' })}`, ['a', 'b'], 'audit.k8s.io/v1 Splunk collector events'],
  ['Splunk CSV', `_raw,host,source\n${quote(a)},h,s\n`, ['a'], 'audit.k8s.io/v1 CSV rows'],
  ['Datadog', json({ _id: 'A', date: 't', service: 'kubernetes.audit', attributes: parse(a), tags: ['c'] }), ['a'], 'audit.k8s.io/v1 Datadog archive records'],
  ['Datadog, its pipeline having moved fields', json({ _id: 'A', date: '2025-02-03T04:05:06.007Z', service: 'kubernetes.audit', source: 'kubernetes.audit', status: 'info', tags: ['c'], attributes: { kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: 'a', stage: 'ResponseComplete', user: { groups: ['dev'] }, usr: { id: 'm\u00e4x' }, http: { method: 'list', url: 'https://10.0.0.1/api/v1/pods?limit=5', url_details: { path: '/api/v1/pods' }, status_code: 200, useragent: 'kubectl/v1.30.1' }, network: { client: { ip: '198.51.100.7' } }, requestReceivedTimestamp: '2025-02-03T04:05:06.000007Z' } }), ['a'], 'Datadog archive records'],
  ['Graylog', json({ gl2_message_id: '01J', auditID: 'x', message: a }), ['a'], 'audit.k8s.io/v1 Graylog messages'],
  ['a topic\'s notification', json({ Type: 'Notification', MessageId: 'x', TopicArn: 'arn:x', Message: a, Timestamp: 't' }), ['a'], 'audit.k8s.io/v1 records in other envelopes'],
  ['messages of a queue', json({ Messages: [{ MessageId: 'm', ReceiptHandle: 'r', Body: a }, { MessageId: 'n', Body: b }] }), ['a', 'b'], 'audit.k8s.io/v1 records in other envelopes'],
  ['lines of what a task printed', json({ changed: true, stdout: `${a}\n${b}` }), ['a', 'b'], 'audit.k8s.io/v1 records in other envelopes'],
  ['VictoriaLogs', `${json({ _time: 't', _stream: '{}', _msg: a })}\n${json({ _time: 't', _msg: b })}\n`, ['a', 'b'], 'audit.k8s.io/v1 records in other envelopes'],
  ['a Loki stream by itself', json({ stream: { job: 'audit' }, values: [['1', a], ['2', b]] }), ['a', 'b'], 'audit.k8s.io/v1 Loki streams'],
  ['an answer of Splunk\'s interface', json({ preview: false, init_offset: 0, messages: [], fields: [{ name: '_raw' }], results: [{ _raw: a }, { _raw: b }] }), ['a', 'b'], 'audit.k8s.io/v1 records in other envelopes'],
  ['Kusto frames', json([{ FrameType: 'DataTable', TableName: 'PrimaryResult', Columns: [{ ColumnName: 'log_s', ColumnType: 'string' }], Rows: [[a], [b]] }]), ['a', 'b'], 'audit.k8s.io/v1 rows of a query\'s answer'],
  ['SQL of a store', json({ columns: ['auditID', 'verb', 'requestURI', 'stage', 'user.username', 'user.groups'].map((name) => ({ name, type: 'text' })), rows: [['a', 'list', '/api/v1/pods?limit=5', 'ResponseComplete', 'm\u00e4x', 'dev']] }), ['a'], 'rows of a query\'s answer'],
  ['Grafana\'s query inspector', json({ results: { A: { frames: [{ schema: { fields: [{ name: 'Time' }, { name: 'Line' }] }, data: { values: [[1, 2], [a, b]] } }] } } }), ['a', 'b'], 'audit.k8s.io/v1 rows of a query\'s answer'],
  ['a server\'s container on Google Cloud', json([{ insertId: 'i', jsonPayload: parse(a), resource: { type: 'k8s_container', labels: { container_name: 'kube-apiserver' } }, logName: 'projects/p/logs/stdout', timestamp: 't' }]), ['a'], 'audit.k8s.io/v1 GKE Cloud Audit Logs entries'],
  ['columns with objects as text', json([{ auditID: 'a', verb: 'list', requestURI: '/api/v1/pods?limit=5', stage: 'ResponseComplete', user: json({ username: 'm\u00e4x', groups: ['dev'] }), objectRef: json({ resource: 'pods' }) }]), ['a'], 'flat JSON rows'],
  ['strings one below the other', `${json(a)}\n${json(b)}\n`, ['a', 'b'], 'audit.k8s.io/v1 JSON strings'],
  ['a list of strings', JSON.stringify([a, b], null, 4), ['a', 'b'], 'audit.k8s.io/v1 JSON strings'],
  ['a JSON sequence', `\u001e${a}\n\u001e${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 JSON lines'],
  ['stern in colours', `\u001b[31mkube-apiserver-cp-1\u001b[0m \u001b[32mkube-apiserver\u001b[0m ${a}\nkube-system kube-apiserver-cp-1 kube-apiserver ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 pod log lines'],
  ['docker compose', `kube-apiserver-1  | ${a}\nkube-apiserver-1  | ${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 pod log lines'],
  ['GELF', json({ version: '1.1', host: 'h', short_message: a, timestamp: 1.5 }), ['a'], 'audit.k8s.io/v1 GELF messages'],
  ['OTLP', `${json(otlp(a))}\n${JSON.stringify(otlp(b), null, 2)}\n`, ['a', 'b'], 'audit.k8s.io/v1 OTLP log records'],
  ['OTLP with the event in its attributes', json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: '1', body: { stringValue: 'audit' }, attributes: anyValues(parse(a)).kvlistValue.values }] }] }] }), ['a'], 'audit.k8s.io/v1 OTLP log records'],
  ['OTLP with the event in one attribute', json({ resourceLogs: [{ instrumentationLibraryLogs: [{ logRecords: [{ timeUnixNano: '1', attributes: [{ key: 'log', value: { stringValue: 'stdout' } }, { key: 'k8s.audit', value: anyValues(parse(a)) }] }] }] }] }), ['a'], 'audit.k8s.io/v1 OTLP log records'],
  ['OTLP with dotted attributes', json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: '1', body: {}, attributes: Object.entries({ auditID: 'a', stage: 'ResponseComplete', verb: 'list', requestURI: '/api/v1/pods?limit=5', 'user.username': 'm\u00e4x', 'user.groups': ['dev'], 'responseStatus.code': 200 }).map(([key, value]) => ({ key, value: anyValue(value) })) }] }] }] }), ['a'], 'OTLP log records'],
  ['OTLP with values taken apart', json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: '1', body: { kvlistValue: { values: Object.entries(parse(a)).map(([key, value]) => ({ key, value: key === 'user' ? { kvlistValue: { values: [{ key: 'username', value: { stringValue: 'mäx' } }, { key: 'groups', value: { arrayValue: { values: [{ stringValue: 'dev' }] } } }, { key: 'n', value: { intValue: '9007199254740993' } }] } } : { stringValue: value } })) } } }] }] }] }), ['a'], 'audit.k8s.io/v1 OTLP log records'],
  ['YAML', `apiVersion: audit.k8s.io/v1\nkind: Event\nauditID: a\nverb: get\n---\nkind: Event\napiVersion: audit.k8s.io/v1\nauditID: "b"\n`, ['a', 'b'], 'audit.k8s.io/v1 YAML documents'],
  ['a CSV without a header', `2025-02-03,${quote(a)}\n2025-02-03,${quote(b)}\n`, ['a', 'b'], 'audit.k8s.io/v1 CSV rows'],
  ['an envelope in an envelope in an envelope', json({ '@timestamp': 't', agent: {}, message: docker(`${json(aks(a))}\n`) }), ['a'], 'audit.k8s.io/v1 Filebeat documents'],
  ['an EventList in a message', json({ message: json({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [parse(a), parse(b)] }), host: 'h' }), ['a', 'b'], 'audit.k8s.io/v1 records in other envelopes'],
];

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const escaped = (text: string): string => text.replaceAll('"', '\\"');
const wrapped = (text: string, width: number): string => text.match(new RegExp(`[^]{1,${width}}`, 'gu'))?.join('\n') ?? '';
const tail = `2023-05-20T05:26:57.511000+00:00 ${STREAM} `;

const xmlResult = (text: string): string => `\t<result offset='0'>\n\t\t<field k='host'>\n\t\t\t<value><text>cp-1</text></value>\n\t\t</field>\n\t\t<field k='_raw'><v xml:space='preserve' trim='0'>${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replace('kind', '<sg h="1">kind</sg>')}</v></field>\n\t</result>\n`;

/** The same event in more of what carries it. */
export const CARRIED: readonly FormSample[] = [
  ['Splunk as XML', `<?xml version='1.0' encoding='UTF-8'?>\n<results preview='0'>\n<meta>\n<fieldOrder>\n<field>_raw</field>\n</fieldOrder>\n</meta>\n${[a, b].map(xmlResult).join('')}</results>\n`, ['a', 'b'], 'audit.k8s.io/v1 Splunk XML results'],
  ['aws logs filter-log-events --output text', `EVENTS\t3800000000000000000000000000000000000001\t1738555507000\t${STREAM}\t${a}\t1738555506007\nEVENTS\t1738555507000\t${b}\t1738555506007\nSEARCHEDLOGSTREAMS\t${STREAM}\tTrue\n`, ['a', 'b'], 'audit.k8s.io/v1 CloudWatch lines of --output text'],
  ['aws logs get-query-results --output text', `RESULTS\t@timestamp\t2025-02-03 04:05:06.007\nRESULTS\t@message\t${a}\nRESULTS\t@ptr\tCm\nSTATISTICS\t1.0\t2.0\n`, ['a'], 'audit.k8s.io/v1 CloudWatch lines of --output text'],
  ['lines of base64', `${base64(a)}\n${gzipSync(b).toString('base64')}\n`, ['a', 'b'], 'audit.k8s.io/v1 base64 lines'],
  ['a file that base64 broke into lines', `${wrapped(base64(`${a}\n${b}\n`), 76)}\n${wrapped(gzipSync(event('c')).toString('base64'), 64)}\n`, ['a', 'b', 'c'], 'audit.k8s.io/v1 base64 lines'],
  ['what a browser recorded', json({ log: { version: '1.2', creator: { name: 'f', version: '1' }, entries: [{ request: { url: 'https://kibana' }, response: { content: { text: json({ hits: { hits: [{ _index: 'i', _source: parse(a) }] } }) } } }, { request: {}, response: { content: { text: base64(b), encoding: 'base64' } } }] } }), ['a', 'b'], 'audit.k8s.io/v1 HTTP archive entries'],
  ['lines of the journal, split', `${JOURNAL_PARTS.map((part) => `Feb  3 04:05:06 cp-1 kube-apiserver[7]: ${part}`).join('\nFeb  3 04:05:06 cp-1 cron[9]: nothing\n')}\n`, ['a', 'b'], 'audit.k8s.io/v1 syslog lines'],
  ['Kibana\'s CSV', `"@timestamp","kubernetes.audit.auditID","kubernetes.audit.verb","kubernetes.audit.requestURI","kubernetes.audit.stage","kubernetes.audit.user.username","kubernetes.audit.user.groups","kubernetes.audit.requestReceivedTimestamp"\n"Feb 3, 2025 @ 04:05:07.000",a,list,"/api/v1/pods?limit=5",ResponseComplete,"m\u00e4x","dev, ops","Feb 3, 2025 @ 04:05:06.000"\n"Feb 3, 2025 @ 04:05:07.000",b,list,"/api/v1/pods?limit=5",ResponseComplete,"m\u00e4x",-,"Feb 3, 2025 @ 04:05:06.007"\n`, ['a', 'b'], 'CSV rows'],
  ['Fluent Bit\'s stdout', `[0] kube.audit: [[1738555506.123456789, {}], {"log"=>"${a}"}]\n[1] kube.audit: [[1738555506.2, {}], {"stream"=>"stdout", "log"=>"${b}", "n"=>nil}]\n`, ['a', 'b'], 'audit.k8s.io/v1 Fluent Bit lines'],
  ['Fluent Bit\'s stdout, older and taken apart', `[0] kube.audit: [1738555506.123456789, {"kind"=>"Event", "apiVersion"=>"audit.k8s.io/v1", "auditID"=>"a", "requestURI"=>"/api/v1/pods?limit=5", "verb"=>"list", "user"=>{"username"=>"m\u00e4x", "groups"=>["dev"]}, "ok"=>true, "n"=>-1.5}]\n`, ['a'], 'audit.k8s.io/v1 Fluent Bit lines'],
  ['a dump of Fluentd', `2025-02-03 04:05:06 +0000 [warn]: #0 dump an error event: error_class=X error="y" location=nil tag="kube.audit" time=2025-02-03 04:05:06 +0000 record={"message"=>"${escaped(a)}", "n"=>nil}\n`, ['a'], 'audit.k8s.io/v1 Fluentd dumps'],
  ['an answer of the Logging API', json({ entries: [{ insertId: 'a', logName: 'l', protoPayload: { serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.list', resourceName: 'core/v1/pods?limit=5', authenticationInfo: { principalEmail: 'm\u00e4x' } }, timestamp: 't' }], nextPageToken: 'x' }), ['a'], 'GKE Cloud Audit Logs entries'],
  ['the journal\'s message as bytes', json({ MESSAGE: [...new TextEncoder().encode(a)], __REALTIME_TIMESTAMP: '1', _HOSTNAME: 'h' }), ['a'], 'audit.k8s.io/v1 journal records'],
  ['GELF with every field by itself', json({ version: '1.1', host: 'h', short_message: 'audit', timestamp: 1.5, _auditID: 'a', _verb: 'list', _stage: 'ResponseComplete', _requestURI: '/api/v1/pods?limit=5', _user_username: 'm\u00e4x', _user_groups: 'dev', _annotations_authorization_k8s_io_decision: 'allow' }), ['a'], 'GELF messages'],
  ['what a queue carries as base64', `${json({ value: base64(a), offset: 1 })}\n${json({ data: base64(b) })}\n`, ['a', 'b'], 'audit.k8s.io/v1 records in other envelopes'],
  ['gzip inside base64 as Firehose transforms get it', json({ invocationId: 'i', records: [{ recordId: '1', data: packed(a) }] }), ['a'], 'audit.k8s.io/v1 records in other envelopes'],
  ['aws kinesis get-records', json({ Records: [{ SequenceNumber: '1', Data: base64(a), PartitionKey: 'p' }], MillisBehindLatest: 0 }), ['a'], 'audit.k8s.io/v1 CloudWatch log events'],
  ['OTLP with bytes', json({ resourceLogs: [{ resource: { attributes: [] }, scopeLogs: [{ scope: {}, logRecords: [{ timeUnixNano: '1', body: { bytesValue: base64(a) } }] }] }] }), ['a'], 'audit.k8s.io/v1 OTLP log records'],
  ['logs tail through a pager', `${wrapped(`${tail}${a}`, 120)}\n${wrapped(`${tail}${b}`, 120)}\n`, ['a', 'b'], 'audit.k8s.io/v1 hard-wrapped JSON'],
  ['a Markdown table of the console', `| @timestamp | @message |\n| --- | --- |\n| 2025-02-03 04:05:06.007 | ${a} |\n| 2025-02-03 04:05:06.008 | ${event('b', { userAgent: 'a | b' })} |\n`, ['a', 'b'], 'audit.k8s.io/v1 Markdown table rows'],
  ['logcli\'s lines', `2025-02-03T04:05:06Z {job="audit", pod="m\u00e4x"} ${a}\n`, ['a'], 'audit.k8s.io/v1 Loki lines'],
  ['CSV kept from being a formula', `@timestamp,@message\nt,${quote(`'${a}`)}\n`, ['a'], 'audit.k8s.io/v1 CSV rows'],
  ['CSV of the Logs Explorer', `insertId,"labels.""authorization.k8s.io/decision""",protoPayload.methodName,protoPayload.resourceName,protoPayload.serviceName,protoPayload.authenticationInfo.principalEmail,timestamp\na,allow,io.k8s.core.v1.pods.list,core/v1/pods?limit=5,k8s.io,m\u00e4x,2025-02-03T04:05:06Z\n`, ['a'], 'GKE Cloud Audit Logs entries'],
  ['CSV whose header has commas in its names', `"host, zone",_raw\n"h, z",${quote(a)}\n`, ['a'], 'audit.k8s.io/v1 CSV rows'],
  ['CSV with semicolons', `_raw;host\r\n${quote(a)};h\r\n${quote(b)};h\r\n`, ['a', 'b'], 'audit.k8s.io/v1 CSV rows'],
  ['a table, and then another log', `_raw,host\n${quote(a)},h\nmaster-0.example.internal ${b}\n`, ['a', 'b'], 'mixed: audit.k8s.io/v1 CSV rows, audit.k8s.io/v1 lines of oc adm node-logs'],
  ['parts of two streams, each with a record', `2025-02-03T04:05:06.1Z stdout P ${a.slice(0, 50)}\n2025-02-03T04:05:06.1Z stderr F ${b}\n2025-02-03T04:05:06.1Z stdout F ${a.slice(50)}\n`, ['a', 'b'], 'audit.k8s.io/v1 CRI lines'],
  ['docker parts of two streams, each with a record', `${docker(a.slice(0, 60))}\n${docker(`${b}\n`, 'stderr')}\n${docker(`${a.slice(60)}\n`)}\n`, ['a', 'b'], 'audit.k8s.io/v1 docker JSON lines'],
  ['a flat table without a header', '2025-02-03T04:05:06.000007Z,6f1ed002-ab55-4b4c-8d38-000000000001,m\u00e4x,list,"/api/v1/pods?limit=5",10.0.0.1,200,ResponseComplete\n2025-02-03T04:05:07Z,6f1ed002-ab55-4b4c-8d38-000000000002,system:serviceaccount:a:b,get,/healthz,10.0.0.2,403,ResponseComplete\n', ['6f1ed002-ab55-4b4c-8d38-000000000001', '6f1ed002-ab55-4b4c-8d38-000000000002'], 'CSV rows without a header'],
  ['legacy text, one line a stage', '2019-05-06T07:08:09.5Z AUDIT: id="a" stage="RequestReceived" ip="10.0.0.9" method="list" user="m\u00e4x" groups="\\"dev\\"" as="<self>" asgroups="<lookup>" namespace="<none>" uri="/api/v1/pods?limit=5" response="<deferred>"\n', ['a'], 'legacy text lines'],
  ['legacy text of two lines a request', '2017-03-01T09:10:11.1+02:00 AUDIT: id="a" ip="1.1.1.1" method="GET" user="m\u00e4x" groups="\\"dev\\"" as="<self>" asgroups="<lookup>" namespace="n" uri="/api/v1/pods?limit=5"\n2017-03-01T09:10:11.2+02:00 AUDIT: id="a" response="200"\n', ['a'], 'legacy text lines'],
];

/** The API server's own JSON in everything it is found in. */
export const NATIVE: readonly FormSample[] = [
  ['lines', `${a}\n${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 JSON lines'],
  ['lines of Windows with a byte-order mark', `\ufeff${a}\r\n${b}\r\n`, ['a', 'b'], 'audit.k8s.io/v1 JSON lines'],
  ['an array', `[${a},\n${b}]`, ['a', 'b'], 'audit.k8s.io/v1 JSON lines'],
  ['indented, one after the other', `${JSON.stringify(parse(a), null, 2)}\n${JSON.stringify(parse(b), null, 4)}\n`, ['a', 'b'], 'audit.k8s.io/v1 indented JSON'],
  ['nothing between them', `${a}${b}`, ['a', 'b'], 'audit.k8s.io/v1 JSON lines'],
  ['commas and no brackets', `${a},\n${b},\n`, ['a', 'b'], 'audit.k8s.io/v1 JSON lines'],
  ['a list', json({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {}, items: [parse(a), parse(b)] }), ['a', 'b'], 'audit.k8s.io/v1 EventList'],
  ['a list of v1alpha1', json({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1alpha1', items: [{ metadata: { creationTimestamp: null }, level: 'Request', timestamp: '2017-08-01T10:00:00Z', auditID: 'a', stage: 'ResponseComplete', requestURI: '/api/v1/pods?limit=5', verb: 'list', user: { username: 'm\u00e4x', groups: ['dev'] } }] }), ['a'], 'audit.k8s.io/v1alpha1 EventList'],
  ['capitalised', json({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', Items: [{ Level: 'Metadata', AuditID: 'a', Stage: 'ResponseComplete', RequestURI: '/api/v1/pods?limit=5', Verb: 'list', User: { Username: 'm\u00e4x', UID: '', Groups: ['dev'], Extra: null } }] }), ['a'], 'audit.k8s.io/v1 EventList'],
  ['holes of a truncated copy', `${a}\n${'\0'.repeat(512)}${b}\n`, ['a', 'b'], 'audit.k8s.io/v1 JSON lines'],
];

export const ALL_FORMS: readonly FormSample[] = [...NATIVE, ...WRAPPED, ...CARRIED];
