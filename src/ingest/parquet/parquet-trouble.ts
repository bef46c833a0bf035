/** Why a Parquet file, or a part of it, is not read: one sentence. */
export class ParquetTrouble extends Error {}

/** What a decoder throws at bytes that do not fit is of no use to a reader; what we say of them is. */
export function troubleOf(error: unknown, otherwise: string): ParquetTrouble {
  return error instanceof ParquetTrouble ? error : new ParquetTrouble(otherwise);
}
