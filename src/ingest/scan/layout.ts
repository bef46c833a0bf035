/**
 * Where the parts of the scanner's memory lie, in bytes: read by the scanner's WebAssembly (whole-record.as.ts) and by the code around it
 * (whole-record.ts).
 */
export const FIELDS = 22;
export const MEMBER_BYTES = 20;
export const MAX_MEMBERS = 256;
export const MAX_NESTING = 8192;

/** Keys of an event, so many bytes each, then the length of each, then the field in each slot (see field-keys). */
export const KEY_BYTES = 32;
export const KEYS = 0;
export const KEY_LENGTHS = 704;
export const KEY_SLOTS = 736;

/** What was found: three numbers, then two for each field, then the members. */
export const END = 800;
export const MEMBER_COUNT = 804;
export const FLAGS = 808;
export const FIELD_MEMBERS = 832;
export const RECALLED_CODES = 928;
export const MEMBERS = 1024;
/** One byte for each open bracket: is it an object's? */
export const NESTING = 6144;

/**
 * Recent values, in two tables of sets of WAYS places: long ones, which are met before their end is known, and short ones. Of each place
 * its length, field and code, of each set the place that is given away next, and the values themselves.
 */
export const WAYS = 4;
export const LONG_SETS = 256;
export const LONG_BYTES = 1024;
export const LONG_LENGTHS = 14336;
export const LONG_FIELDS = 18432;
export const LONG_CODES = 22528;
export const LONG_NEXT = 26624;
export const LONG_VALUES = 28672;

export const SHORT_SETS = 1024;
export const SHORT_BYTES = 128;
export const SHORT_LENGTHS = 1077248;
export const SHORT_FIELDS = 1093632;
export const SHORT_CODES = 1110016;
export const SHORT_NEXT = 1126400;
export const SHORT_VALUES = 1127424;

/** Sixteen bytes 0xff, then sixteen bytes 0: a mask of any length begins in it. */
export const RAMP = 1651712;

/** The bytes that are scanned: the window of the stream, or a record from elsewhere. Past both are some that may be read and mean nothing. */
export const WINDOW = 1651776;
export const WINDOW_BYTES = 8388608;
export const ELSEWHERE = 10040448;
export const ELSEWHERE_BYTES = 1048576;
export const MEMORY_BYTES = 11089088;

export const NON_ASCII = 1;
export const SURROGATES = 2;
export const SPACED = 4;
/** & < or > as they are. */
export const BARE = 8;
/** \u0026 \u003c or \u003e. */
export const ESCAPED = 16;
