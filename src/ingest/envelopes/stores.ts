/** Exports of log stores: Elasticsearch and OpenSearch documents, Loki streams. */
import { inside, other, type Envelope, type Inner } from './envelope';
import { flatDraft } from './flat-event';
import type { PlacedJson } from './placed-json';

export const ELASTIC_FORM = 'Elasticsearch documents';

/** One document with its index and id, as elasticdump and the search API write it. */
export const elasticDocument: Envelope = {
  form: ELASTIC_FORM,
  open(node) {
    const source = node.get('_source');
    if (source?.isObject === true) return [inside(source)];
    const fields = node.get('fields');
    if (fields?.isObject === true && (node.has('_index') || node.has('_id'))) return [fieldsDraft(node, fields)];
    return node.members.size === 1 && (node.has('index') || node.has('create')) ? [other(node, 'a bulk action line')] : undefined;
  },
};

export const elasticSearch: Envelope = {
  form: ELASTIC_FORM,
  open: (node) => {
    const hits = node.at('hits', 'hits');
    return hits?.isArray === true ? [...hits.items()].map(inside) : undefined;
  },
};

/** The `fields` form: dotted names, and every value in a list. */
function fieldsDraft(at: PlacedJson, fields: PlacedJson): Inner {
  const original = fields.get('event.original')?.first() ?? fields.get('message')?.first();
  const draft = flatDraft([...fields.members].map(([name, value]): [string, string] => {
    const values = [...value.items()];
    return [name, values.length === 1 ? (values[0]?.scalar ?? '') : value.json];
  }));
  if (draft !== undefined) return { kind: 'draft', at, draft, form: ELASTIC_FORM };
  return original === undefined ? other(at, 'a document with too little of an event') : inside(original);
}

export const LOKI_FORM = 'Loki streams';

/** Answer of the query API: `data.result[].values[][time, line]`. */
export const lokiAnswer: Envelope = {
  form: LOKI_FORM,
  open: (node) => {
    const result = node.at('data', 'result') ?? node.get('streams');
    return result?.isArray === true && result.first()?.get('values')?.isArray === true ? lokiLines(result) : undefined;
  },
};

function* lokiLines(result: PlacedJson): Generator<Inner> {
  for (const stream of result.items()) yield* streamLines(stream);
}

function* streamLines(stream: PlacedJson): Generator<Inner> {
  for (const value of stream.get('values')?.items() ?? []) {
    const [, line] = [...value.items()];
    yield line === undefined ? other(value, 'a Loki value without a line') : inside(line);
  }
}

/** One stream by itself, as jq cuts it out of the answer. */
export const lokiStream: Envelope = {
  form: LOKI_FORM,
  open: (node) => (node.get('stream')?.isObject === true && node.get('values')?.first()?.isArray === true ? streamLines(node) : undefined),
};

/** logcli's and Grafana's downloads: one object per line. */
export const lokiLine: Envelope = {
  form: LOKI_FORM,
  open: (node) => {
    const line = node.get('line');
    return line?.isString === true && (node.has('labels') || node.has('timestamp') || node.has('fields')) ? [inside(line)] : undefined;
  },
};
