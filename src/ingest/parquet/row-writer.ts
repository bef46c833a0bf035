/**
 * Puts the columns of a row together again (Melnik and others, "Dremel", 2010, section 4.2): levels say how much of a path is there, and which
 * list a value goes on with. What is not there is left out, as BigQuery's and Spark's own exports to JSON do; inside a list it is null.
 */
import type { ColumnCursor } from './column-cursor';
import { itemOf, type SchemaNode } from './parquet-schema';
import { keyOf } from './value-json';

type Write = () => string | undefined;

/** Makes the writer of rows for a table; the cursors are those of its columns, in their order. */
export function rowWriter(root: SchemaNode, cursors: readonly ColumnCursor[]): () => string {
  const members = struct(root, cursors);
  return () => members() ?? '{}';
}

const firstOf = (node: SchemaNode, cursors: readonly ColumnCursor[]): ColumnCursor | undefined => cursors[node.from];

function skip(node: SchemaNode, cursors: readonly ColumnCursor[]): void {
  for (let leaf = node.from; leaf < node.to; leaf += 1) cursors[leaf]?.take();
}

/** The field, with all its repetitions. */
function field(node: SchemaNode, cursors: readonly ColumnCursor[]): Write {
  const one = content(node, cursors);
  if (node.isRepeated) return items(node, one, cursors);
  const first = firstOf(node, cursors);
  if (!node.isOptional || first === undefined) return one;
  return () => {
    if (first.definition >= node.definition) return one();
    skip(node, cursors);
    return undefined;
  };
}

/** What the field holds where it is there. */
function content(node: SchemaNode, cursors: readonly ColumnCursor[]): Write {
  const [repeated] = node.children;
  if (node.meaning === 'list' && repeated !== undefined) {
    const item = itemOf(node, repeated);
    return items(repeated, item === repeated ? content(repeated, cursors) : field(item, cursors), cursors);
  }
  if (node.meaning === 'map' && repeated !== undefined) return map(repeated, cursors);
  if (node.meaning === 'struct' || repeated !== undefined) return struct(node, cursors);
  const cursor = firstOf(node, cursors);
  return () => cursor?.take();
}

function items(repeated: SchemaNode, one: Write, cursors: readonly ColumnCursor[]): Write {
  const each = every(repeated, one, cursors);
  return () => `[${each().map((item) => item ?? 'null').join(',')}]`;
}

function every(repeated: SchemaNode, one: Write, cursors: readonly ColumnCursor[]): () => (string | undefined)[] {
  const first = firstOf(repeated, cursors);
  return () => {
    const found: (string | undefined)[] = [];
    if (first === undefined || first.definition < repeated.definition) {
      skip(repeated, cursors);
      return found;
    }
    do found.push(one());
    while (first.repetition === repeated.repetition);
    return found;
  };
}

function map(entries: SchemaNode, cursors: readonly ColumnCursor[]): Write {
  const [keyNode, valueNode] = entries.children;
  const key = keyNode === undefined ? () => undefined : field(keyNode, cursors);
  const value = valueNode === undefined ? () => undefined : field(valueNode, cursors);
  const each = every(entries, () => `${keyOf(key() ?? 'null')}:${value() ?? 'null'}`, cursors);
  return () => `{${each().join(',')}}`;
}

function struct(node: SchemaNode, cursors: readonly ColumnCursor[]): Write {
  const members = node.children.map((child) => ({ key: `${JSON.stringify(child.name)}:`, write: field(child, cursors) }));
  return () => {
    let text = '';
    for (const { key, write } of members) {
      const json = write();
      if (json !== undefined) text += `${text === '' ? '' : ','}${key}${json}`;
    }
    return `{${text}}`;
  };
}
