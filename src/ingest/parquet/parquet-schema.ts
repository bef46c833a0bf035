/**
 * The columns of a table as a tree, with the levels that tell how much of a path is there (parquet-format, README.md "Nested Encoding") and
 * the meaning of lists and maps (LogicalTypes.md "Nested Types", the rules for old writers included).
 */
import type { SchemaElement } from 'hyparquet';
import { formatCount } from '../../base/number';
import { MAX_TABLE_COLUMNS, MAX_TABLE_DEPTH } from '../limits';
import { ParquetTrouble } from './parquet-trouble';

export interface SchemaNode {
  readonly element: SchemaElement;
  readonly name: string;
  readonly path: readonly string[];
  readonly isRepeated: boolean;
  readonly isOptional: boolean;
  /** The definition level at which this node is there. */
  readonly definition: number;
  /** The repetition level of the innermost list that this node is, or is in. */
  readonly repetition: number;
  readonly meaning: 'leaf' | 'struct' | 'list' | 'map';
  readonly children: readonly SchemaNode[];
  /** Its leaves, as places in the order of columns. */
  readonly from: number;
  readonly to: number;
}

export function schemaTree(schema: readonly SchemaElement[]): SchemaNode {
  const columns = schema.reduce((count, { num_children }) => count + (num_children === undefined || num_children === 0 ? 1 : 0), 0);
  if (columns > MAX_TABLE_COLUMNS) throw new ParquetTrouble(`The table has ${formatCount(columns)} columns; tables of more than ${formatCount(MAX_TABLE_COLUMNS)} are not read.`);
  const [root] = schema;
  if (root === undefined) throw damagedSchema();
  const reading = new SchemaReading(schema);
  const children = reading.children(root.num_children ?? 0, { path: [], definition: 0, repetition: 0 });
  if (!reading.isDone || children.length === 0) throw damagedSchema();
  return { element: root, name: root.name, path: [], isRepeated: false, isOptional: false, definition: 0, repetition: 0, meaning: 'struct', children, from: 0, to: reading.leaves };
}

const damagedSchema = (): ParquetTrouble => new ParquetTrouble('The description of the table’s columns does not add up: the file is damaged, and nothing of it is read.');

interface Outer {
  readonly path: readonly string[];
  readonly definition: number;
  readonly repetition: number;
}

class SchemaReading {
  leaves = 0;
  #next = 1;

  constructor(private readonly schema: readonly SchemaElement[]) {}

  get isDone(): boolean {
    return this.#next === this.schema.length;
  }

  children(count: number, outer: Outer): SchemaNode[] {
    if (count > this.schema.length) throw damagedSchema();
    if (outer.path.length > MAX_TABLE_DEPTH) throw new ParquetTrouble(`The columns of the table are nested more than ${MAX_TABLE_DEPTH} deep; it is not read.`);
    return Array.from({ length: count }, () => this.#node(outer));
  }

  #node(outer: Outer): SchemaNode {
    const element = this.schema[this.#next];
    if (element === undefined) throw damagedSchema();
    this.#next += 1;
    const isRepeated = element.repetition_type === 'REPEATED';
    const isOptional = element.repetition_type === 'OPTIONAL';
    const inner = { path: [...outer.path, element.name], definition: outer.definition + Number(isRepeated || isOptional), repetition: outer.repetition + Number(isRepeated) };
    const from = this.leaves;
    const count = element.num_children ?? 0;
    if (count === 0) {
      if (element.type === undefined) throw damagedSchema();
      this.leaves += 1;
    }
    const children = this.children(count, inner);
    return { element, name: element.name, ...inner, isRepeated, isOptional, children, meaning: meaningOf(element, children), from, to: this.leaves };
  }
}

function meaningOf(element: SchemaElement, children: readonly SchemaNode[]): SchemaNode['meaning'] {
  const [only] = children;
  if (only === undefined) return 'leaf';
  const isAlone = children.length === 1 && only.isRepeated;
  const says = (type: string, ...old: readonly string[]): boolean => element.logical_type?.type === type || old.includes(element.converted_type ?? '');
  if (isAlone && says('LIST', 'LIST')) return 'list';
  const isMap = isAlone && says('MAP', 'MAP', 'MAP_KEY_VALUE') && only.children.length >= 1 && only.children.length <= 2;
  return isMap && only.children[0]?.meaning === 'leaf' && !only.children.some((child) => child.isRepeated) ? 'map' : 'struct';
}

/**
 * What an item of a list is: the repeated field, or what the group holds that newer writers put around every item. Of a group with one field, its name tells.
 */
export function itemOf(list: SchemaNode, repeated: SchemaNode): SchemaNode {
  const [only] = repeated.children;
  const isItem = only === undefined || repeated.children.length > 1 || repeated.name === 'array' || repeated.name === `${list.name}_tuple` || repeated.meaning !== 'struct' || only.isRepeated;
  return isItem ? repeated : only;
}

/** The nodes from the root down to the leaf, as the decoder of pages wants them. */
export function pathTo(root: SchemaNode, leaf: number): SchemaNode[] {
  const nodes = [root];
  for (let node: SchemaNode | undefined = root; node !== undefined && node.children.length > 0; ) {
    node = node.children.find((child) => leaf >= child.from && leaf < child.to);
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
}
