/**
 * The JSON of a record whose bytes in the evidence are the inside of something else: of a JSON string, of a quoted cell.
 * For showing it; what is hashed and cut out stays the bytes of the evidence.
 */
const LAYERS = 3;

/** Undefined when the text is a JSON object as it stands, or none is in it. */
export function innerJson(text: string): string | undefined {
  if (isObject(parsed(text))) return undefined;
  for (const first of [fromString(text), text.replaceAll('""', '"')]) {
    let inner = first;
    for (let layer = 0; layer < LAYERS && inner !== undefined; layer += 1) {
      const value = parsed(inner);
      if (isObject(value)) return inner.trim();
      inner = typeof value === 'string' ? value : fromString(inner);
    }
  }
  return undefined;
}

/** The text between the quotes of a JSON string, unescaped. */
function fromString(content: string): string | undefined {
  const value = parsed(`"${content}"`);
  return typeof value === 'string' && value !== content ? value : undefined;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
