/**
 * Answers of query services: names of columns once, and rows as lists of cells. Log Analytics (`tables`), Kusto's frames, SQL of Elasticsearch and OpenSearch,
 * Splunk's `json_rows`, Grafana's data frames, whose cells stand column by column.
 */
import { inside, other, type Envelope, type Inner } from './envelope';
import { areEventColumns, flatDraft } from './flat-event';
import type { PlacedJson } from './placed-json';

export const ROWS_FORM = 'rows of a query\'s answer';

/** Columns that hold a whole record, as text or as an object. */
const RECORD_COLUMNS = ['log_s', 'RawEventData', '@message', '_raw', 'Line', 'line', 'message', 'Message', 'body', 'Body', 'log', 'event.original', '_source', 'event'];

/** Where each service has names and rows. */
const SHAPES: readonly (readonly [columns: string, name: string, rows: string])[] = [
  ['Columns', 'ColumnName', 'Rows'], ['columns', 'name', 'rows'], ['schema', 'name', 'datarows'], ['fields', 'name', 'rows'], ['meta', 'name', 'data'],
];

export const columnsAndRows: Envelope = {
  form: ROWS_FORM,
  open: (node) => {
    if (node.has('FrameType') && !node.has('Rows')) return [other(node, 'a frame of a query\'s answer without rows')];
    for (const [columns, name, rows] of SHAPES) {
      const list = node.get(rows);
      if (node.get(columns)?.isArray !== true || list?.isArray !== true || list.first()?.isArray !== true) continue;
      const names = [...(node.get(columns)?.items() ?? [])].map((column) => column.text ?? column.textAt(name) ?? '');
      return rowsOf(names, list.items());
    }
    return undefined;
  },
};

function* rowsOf(names: readonly string[], rows: Iterable<PlacedJson>): Generator<Inner> {
  const record = names.findIndex((name) => RECORD_COLUMNS.includes(name));
  for (const row of rows) {
    const cells = [...row.items()];
    const cell = cells[record];
    if (cell !== undefined && !cell.isNull) yield inside(cell);
    else yield columnsOf(row, cells.map((value, at): [string, PlacedJson] => [names[at] ?? '', value]));
  }
}

function columnsOf(at: PlacedJson, cells: readonly (readonly [string, PlacedJson])[]): Inner {
  const draft = areEventColumns(cells.map(([name]) => name)) ? flatDraft(cells.map(([name, cell]): [string, string] => [name, cell.isObject || cell.isArray ? cell.json : (cell.scalar ?? '')])) : undefined;
  return draft === undefined ? other(at, 'a row of a query\'s answer with too little of an event') : { kind: 'draft', at, draft, form: ROWS_FORM };
}

/** `{"schema":{"fields":[{"name"}]},"data":{"values":[[…],[…]]}}` (grafana.com/developers/dataplane, "Data frames"), by itself or in the answer that the query inspector shows. */
export const grafanaFrames: Envelope = {
  form: ROWS_FORM,
  open: (node) => {
    const results = node.get('results');
    if (results?.isObject === true) {
      const answers = [...results.members.values()].filter((answer) => answer.get('frames')?.isArray === true);
      return answers.length === 0 ? undefined : answers.flatMap((answer) => [...(answer.get('frames')?.items() ?? [])].map(inside));
    }
    const fields = node.at('schema', 'fields');
    const values = node.at('data', 'values');
    return fields?.isArray === true && values?.isArray === true ? frameLines(node, fields, values) : undefined;
  },
};

function* frameLines(node: PlacedJson, fields: PlacedJson, values: PlacedJson): Generator<Inner> {
  const record = [...fields.items()].findIndex((field) => RECORD_COLUMNS.includes(field.textAt('name') ?? ''));
  const column = [...values.items()][record];
  if (column === undefined) yield other(node, 'a data frame without lines');
  else for (const line of column.items()) yield inside(line);
}
