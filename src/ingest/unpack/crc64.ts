/** CRC-64 as xz uses it (ECMA-182, reflected), in two halves, since numbers have no 64 bits. */
const LOW = new Int32Array(256);
const HIGH = new Int32Array(256);
for (let n = 0; n < 256; n += 1) {
  let low = n;
  let high = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1;
    low = (low >>> 1) | ((high & 1) << 31);
    high >>>= 1;
    if (odd === 1) {
      low ^= 0xd7870f42;
      high ^= 0xc96c5795;
    }
  }
  LOW[n] = low;
  HIGH[n] = high;
}

export class Crc64 {
  private low = -1;
  private high = -1;

  update(bytes: Uint8Array): void {
    let { low, high } = this;
    for (const byte of bytes) {
      const at = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (LOW[at] ?? 0);
      high = (high >>> 8) ^ (HIGH[at] ?? 0);
    }
    this.low = low;
    this.high = high;
  }

  /** Low half and high half. */
  value(): readonly [low: number, high: number] {
    return [~this.low >>> 0, ~this.high >>> 0];
  }
}
