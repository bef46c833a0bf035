/**
 * Azure Kubernetes Service: diagnostic records of the categories kube-audit and kube-audit-admin (storage account,
 * Event Hub), rows of the Log Analytics tables AzureDiagnostics and AKSAudit, query results as tables, and
 * Defender's RawEventData (learn.microsoft.com/azure/aks/monitor-aks-reference).
 */
import { inside, other, type Envelope, type Inner } from './envelope';
import { areEventColumns, flatDraft } from './flat-event';
import type { PlacedJson } from './placed-json';

export const AKS_AUDIT_FORM = 'AKSAudit table rows';
const isAuditCategory = (category: string): boolean => /^kube-audit(-admin)?$/i.test(category);

/** One diagnostic record; its `log` is the event as a string or, behind some pipelines, as an object. */
export const aksDiagnostics: Envelope = {
  form: 'AKS diagnostic records',
  open(node) {
    const category = node.textAt('category') ?? node.textAt('Category');
    const properties = node.get('properties') ?? node.get('Properties');
    if (properties === undefined) {
      const log = node.get('log_s') ?? node.get('log');
      if (category === undefined || log === undefined) return undefined;
      return [isAuditCategory(category) ? inside(log) : other(node, logOf(category))];
    }
    const log = properties.get('log');
    if (category === undefined) return log !== undefined && node.has('resourceId') ? [inside(log)] : undefined;
    if (!isAuditCategory(category)) return node.has('resourceId') || log !== undefined ? [other(node, logOf(category))] : undefined;
    return [inside(log ?? properties)];
  },
};

const logOf = (category: string): string => `a record of the Azure log category ${category}`;

/** What is left of a diagnostic record whose `properties` came as one string. */
export const aksProperties: Envelope = {
  form: 'AKS diagnostic records',
  open: (node) => {
    const log = node.get('log');
    return log !== undefined && (node.has('pod') || node.has('containerID') || node.has('ccpNamespace')) ? [inside(log)] : undefined;
  },
};

export const aksDefender: Envelope = {
  form: 'Defender CloudAuditEvents rows',
  open: (node) => {
    const raw = node.get('RawEventData') ?? node.at('properties', 'RawEventData');
    return raw === undefined ? undefined : [inside(raw)];
  },
};

export const aksTableRow: Envelope = {
  form: AKS_AUDIT_FORM,
  open: (node) => (node.has('AuditId', 'RequestUri') ? row(node, [...node.members]) : undefined),
};

/** Results of the query API: `{"tables":[{"columns":[{"name"}],"rows":[[…]]}]}`. */
export const logAnalyticsTables: Envelope = {
  form: AKS_AUDIT_FORM,
  open: (node) => {
    const tables = node.get('tables');
    return tables?.isArray === true && tables.first()?.has('columns', 'rows') === true ? tableRows(tables) : undefined;
  },
};

function* tableRows(tables: PlacedJson): Generator<Inner> {
  for (const table of tables.items()) {
    const columns = [...(table.get('columns')?.items() ?? [])].map((column) => column.textAt('name') ?? '');
    for (const cells of table.get('rows')?.items() ?? []) {
      const named = [...cells.items()].map((cell, at): [string, PlacedJson] => [columns[at] ?? '', cell]);
      const log = named.find(([name, cell]) => (name === 'log_s' || name === 'RawEventData') && !cell.isNull)?.[1];
      const category = named.find(([name]) => name === 'Category')?.[1].text;
      if (log !== undefined) yield category === undefined || isAuditCategory(category) ? inside(log) : other(cells, logOf(category));
      else if (areEventColumns(columns)) yield* row(cells, named);
      else yield other(cells, 'a row of another Azure table');
    }
  }
}

function row(at: PlacedJson, cells: readonly (readonly [string, PlacedJson])[]): Inner[] {
  const draft = flatDraft(cells.map(([name, cell]): [string, string] => [name, cell.isObject || cell.isArray ? cell.json : (cell.scalar ?? '')]));
  return [draft === undefined ? other(at, 'a table row with too little of an event') : { kind: 'draft', at, draft, form: AKS_AUDIT_FORM }];
}
