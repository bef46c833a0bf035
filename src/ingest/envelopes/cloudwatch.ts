/**
 * Amazon EKS as CloudWatch Logs hands it out: log events of `filter-log-events` and of subscriptions, results of
 * Insights queries, and the packed form that Lambda and Kinesis receive
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html). The events inside are the API server's own.
 */
import { inside, other, type Envelope, type Inner } from './envelope';
import { flatDraft } from './flat-event';
import { packedText } from './packed-text';
import type { PlacedJson } from './placed-json';

export const INSIGHTS_FORM = 'CloudWatch Insights rows';
/** Streams of an EKS log group that are no audit log. */
const OTHER_STREAM = /^(kube-apiserver-(?!audit)|authenticator-|kube-controller-manager-|kube-scheduler-|cloud-controller-manager-)/;
export const cloudWatchEvent: Envelope = {
  form: 'CloudWatch log events',
  open(node) {
    const message = node.get('message');
    if (message?.isString !== true || !node.has('timestamp')) return undefined;
    if (!node.has('ingestionTime') && !node.has('eventId') && !(node.has('id') && node.members.size <= 4)) return undefined;
    const stream = node.textAt('logStreamName') ?? '';
    return [OTHER_STREAM.test(stream) ? other(node, `a log event of the stream ${stream.replace(/-[0-9a-f]{32}$/, '')}`) : inside(message)];
  },
};

/** A whole batch where it is not read item by item: inside a string or a packed payload. */
export const cloudWatchBatch: Envelope = {
  form: 'CloudWatch log events',
  open(node) {
    const events = node.get('logEvents') ?? node.get('events');
    if (events?.isArray !== true) return undefined;
    if (node.textAt('messageType') === 'CONTROL_MESSAGE') return [other(node, 'a CloudWatch control message')];
    const stream = node.textAt('logStream') ?? '';
    if (OTHER_STREAM.test(stream)) return [other(node, `log events of the stream ${stream.replace(/-[0-9a-f]{32}$/, '')}`)];
    return [...events.items()].map(inside);
  },
};

export const cloudWatchPayload: Envelope = {
  form: 'CloudWatch log events',
  open(node) {
    const records = node.get('Records');
    if (records?.isArray === true) {
      // As Lambda gets them, and as `aws kinesis get-records` prints them.
      const data = [...records.items()].map((record) => record.at('kinesis', 'data') ?? record.get('Data')).filter((found) => found !== undefined);
      return data.length === 0 ? undefined : data.map(packedText);
    }
    const data = node.at('awslogs', 'data') ?? node.at('kinesis', 'data');
    return data === undefined ? undefined : [packedText(data)];
  },
};

/** `{"results":[[{"field":"@message","value":"…"}, …]]}` of get-query-results. */
export const insightsResults: Envelope = {
  form: INSIGHTS_FORM,
  open(node) {
    const results = node.get('results');
    const cell = results?.isArray === true ? results.first()?.first() : undefined;
    return results !== undefined && cell?.has('field', 'value') === true ? insightsRows(results) : undefined;
  },
};

function* insightsRows(results: PlacedJson): Generator<Inner> {
  for (const row of results.items()) {
    const cells = [...row.items()].map((cell): [string, PlacedJson | undefined] => [cell.textAt('field') ?? '', cell.get('value')]);
    const message = cells.find(([field]) => field === '@message')?.[1];
    if (message !== undefined) yield inside(message);
    else yield columns(row, cells.map(([field, value]): [string, string] => [field, value?.scalar ?? '']));
  }
}

/** Rows as the console downloads them: one object per row, keyed by field. */
export const insightsRow: Envelope = {
  form: INSIGHTS_FORM,
  open(node) {
    const message = node.get('@message');
    if (message !== undefined) return [inside(message)];
    if (!node.has('@timestamp') || !(node.has('requestURI') || node.has('auditID') || node.has('user.username'))) return undefined;
    return [columns(node, [...node.members].map(([name, value]): [string, string] => [name, value.scalar ?? '']))];
  },
};

function columns(at: PlacedJson, cells: readonly (readonly [string, string])[]): Inner {
  const draft = flatDraft(cells);
  return draft === undefined ? other(at, 'a query result with too little of an event') : { kind: 'draft', at, draft, form: INSIGHTS_FORM };
}
