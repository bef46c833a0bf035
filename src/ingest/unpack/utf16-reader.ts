/** UTF-16 as PowerShell writes it, turned into UTF-8. Offsets of records count the bytes of the UTF-8 text. */
import type { Decompressor } from './decompressor';

export type Utf16 = 'utf-16le' | 'utf-16be';

/** The byte order that a BOM, or a NUL at every second byte, gives away. */
export function utf16Order(head: Uint8Array): Utf16 | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  let nul = 0;
  let oddNul = 0;
  for (let i = 0; i < head.length; i += 1) {
    if (head[i] !== 0) continue;
    nul += 1;
    oddNul += i & 1;
  }
  // Runs of NUL, which a copied and truncated log has, stand at even and odd places alike.
  if (head.length < 8 || nul * 3 <= head.length || nul === head.length) return undefined;
  if (oddNul * 10 > nul * 9) return 'utf-16le';
  return oddNul * 10 < nul ? 'utf-16be' : undefined;
}

export class Utf16Reader implements Decompressor {
  readonly trouble = undefined;
  private readonly decoder: TextDecoder;
  private readonly encoder = new TextEncoder();

  constructor(order: Utf16) {
    this.decoder = new TextDecoder(order);
  }

  *push(chunk: Uint8Array): Generator<Uint8Array, void> {
    const text = this.decoder.decode(chunk, { stream: true });
    if (text !== '') yield this.encoder.encode(text);
  }

  *finish(): Generator<Uint8Array, void> {
    const text = this.decoder.decode();
    if (text !== '') yield this.encoder.encode(text);
  }
}
