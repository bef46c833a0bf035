/** At most `limit` characters with the middle left out: user agents and shapes differ at their ends. Cut between code points. */
export function shortenMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, Math.ceil((limit - 1) * 0.55)).replace(/[\ud800-\udbff]$/, '');
  const tail = text.slice(-Math.floor((limit - 1) * 0.45)).replace(/^[\udc00-\udfff]/, '');
  return `${head}…${tail}`;
}
