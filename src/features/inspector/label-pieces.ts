/** A word longer than the column of names is wide. */
const LONGEST_WORD = 17;

/** Where the name of a field may break: after a separator, and in a long word before a capital. */
export const labelPieces = (label: string): string[] =>
  label.split(/(?<=[./_-])(?=[^./_-])/).flatMap((piece) => (piece.length > LONGEST_WORD && !piece.includes(' ') ? piece.split(/(?<=[a-z])(?=[A-Z])/) : [piece]));
