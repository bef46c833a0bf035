/** Where the parts of the inflater's memory lie, in bytes: read by its WebAssembly (inflate.as.ts) and by the code around it (inflate.ts). */

/** Tables of the running block: of the first bits of a code, how many codes there are of each length, and their symbols in order. */
export const FIRST_BITS = 10;
export const LITERALS = 0;
export const DISTANCES = 4096;
export const LITERAL_COUNTS = 8192;
export const DISTANCE_COUNTS = 8256;
export const LITERAL_SYMBOLS = 8320;
export const DISTANCE_SYMBOLS = 8960;
/** Lengths of codes while they are read. */
export const LENGTHS = 9088;
/** Next code and place in the symbols, by length. */
export const NEXT_CODES = 9472;
export const OFFSETS = 9536;
/** Eight tables of the checksum. */
export const CHECKSUMS = 9600;

/** Packed bytes, with room behind them for zeros. */
export const INPUT = 17792;
export const INPUT_BYTES = 131072;
export const ZEROS_BYTES = 64;
/** The last bytes that were unpacked before, and the new ones. A copy may write past its end by some bytes. */
export const HISTORY = 148928;
export const HISTORY_BYTES = 32768;
export const OUTPUT = 181696;
export const OUTPUT_BYTES = 1048576;
export const SLACK_BYTES = 320;
export const MEMORY_BYTES = 1230592;

/** Why `run` came back. */
export const MORE = 0;
export const FULL = 1;
export const DONE = 2;
export const BROKEN = 3;
export const CUT = 4;
