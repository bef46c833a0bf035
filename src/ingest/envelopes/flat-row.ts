/** A table row as an object: one member per column, whatever tool wrote it. Asked last, since its columns are an event's own names and tell no tool. */
import type { Envelope } from './envelope';
import { areEventColumns, flatDraft } from './flat-event';
import type { PlacedJson } from './placed-json';

export const FLAT_ROW_FORM = 'flat JSON rows';

export const flatRow: Envelope = {
  form: FLAT_ROW_FORM,
  open: (node) => {
    const names = [...node.members.keys()];
    if (names.length < 4 || !areEventColumns(names) || isSchema(node)) return undefined;
    const draft = flatDraft([...node.members].map(([name, value]): [string, string] => [name, cellOf(value)]));
    return draft === undefined ? undefined : [{ kind: 'draft', at: node, draft, form: FLAT_ROW_FORM }];
  },
};

/** A JSON schema of events has their names, and under each a description of it. */
const isSchema = (node: PlacedJson): boolean => [...node.members].some(([name, value]) => /^(?:verb|stage|auditid)$/i.test(name) && value.isObject);

const cellOf = (value: PlacedJson): string => (value.isObject || value.isArray ? value.json : (value.scalar ?? ''));
