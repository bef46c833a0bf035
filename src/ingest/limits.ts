/** The limits of reading, in one place so that the documentation and the issues can state them. */

/** A record longer than this is not read; it becomes an issue. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024;
/** A record nested deeper than this is not read; the API server itself refuses far less. */
export const MAX_DEPTH = 1_000_000;

/** Records in one batch, and in the first one, which is small so that the first rows show soon. */
export const BATCH_EVENTS = 16_384;
export const FIRST_BATCH_EVENTS = 2_000;
/** Unpacked bytes after which a batch is handed over even if it holds few records. */
export const BATCH_BYTES = 16 * 1024 * 1024;

/** Issue rows handed over for one piece of evidence; the count stays exact past it. */
export const MAX_ISSUE_ROWS = 10_000;
/** Characters of the evidence shown with an issue. */
export const EXCERPT_CHARACTERS = 400;

/** A compressed file may unpack to this size whatever its ratio … */
export const FREE_UNPACKED_BYTES = 256 * 1024 * 1024;
/** … and past it to at most this many bytes for each packed byte. Real audit logs reach about 30. */
export const MAX_UNPACK_RATIO = 400;
