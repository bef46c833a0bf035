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

/** xz files that ask for a larger dictionary are not read; `xz -9` asks for 64 MiB. */
export const MAX_DICTIONARY_BYTES = 256 * 1024 * 1024;

/** Layers of envelopes around one record; pipelines that are met in practice have at most six. */
export const MAX_ENVELOPES = 6;
/** A line of text is known by this much of its start. */
export const LINE_HEAD_BYTES = 1024;
/** Requests of the classic text log that wait for their response line; past it the oldest is taken as unanswered. */
export const MAX_OPEN_REQUESTS = 50_000;
/** A YAML document longer than this is not read. */
export const MAX_YAML_BYTES = 4 * 1024 * 1024;
/** A row of a table in text longer than this is taken for one whose quotes never close. */
export const MAX_CSV_ROW_BYTES = 16 * 1024 * 1024;

/** A record broken into lines by a pager is put together again up to this length. */
export const MAX_WRAPPED_BYTES = 1024 * 1024;

/** Layers of compression and encoding around one stream. */
export const MAX_LAYERS = 4;

/** Archives inside archives, and members in all of them together, that are read. */
export const MAX_ARCHIVE_DEPTH = 4;
export const MAX_MEMBERS = 10_000;
/** The list of members of a zip archive is read only up to this length. */
export const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;
/** An archive inside a compressed file is kept unpacked in memory up to this size where the browser can keep no copy on disk. */
export const MAX_ARCHIVE_IN_MEMORY = 1024 * 1024 * 1024;

/** Tables are read with at most so many columns, nested at most so deep. */
export const MAX_TABLE_COLUMNS = 4_000;
export const MAX_TABLE_DEPTH = 64;
/** One page of one column: unpacked bytes, and values. Writers make pages of one MiB and some ten thousand values. */
export const MAX_PAGE_BYTES = 256 * 1024 * 1024;
export const MAX_PAGE_VALUES = 4 * 1024 * 1024;
/** Values of all columns that are in memory at once. */
export const MAX_OPEN_VALUES = 32 * 1024 * 1024;
