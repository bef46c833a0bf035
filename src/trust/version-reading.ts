/**
 * What one field means on servers of some versions. Versions are minors of Kubernetes 1: 24 is 1.24. Where the log does not
 * reveal its server's version every reading is given with its versions, and the reader decides.
 */
export interface VersionReading {
  /** The first minor of which this holds; from the beginning, if left out. */
  readonly from?: number;
  /** The last minor of which this holds; to this day, if left out. */
  readonly until?: number;
  /** One plain sentence. */
  readonly says: string;
}

/** What is known of a server's version; null where the log sets no bound. */
export interface VersionRange {
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

export const ANY_VERSION: VersionRange = { atLeast: null, atMost: null };

/** What the records tell cannot be of one server: a log of two, or a key that somebody planted. Neither bound holds then. */
export const isContradictory = ({ atLeast, atMost }: VersionRange): boolean => atLeast !== null && atMost !== null && atLeast > atMost;

/** The readings that a server of these versions can have. */
export const readingsOf = (readings: readonly VersionReading[], known: VersionRange): readonly VersionReading[] => {
  const { atLeast, atMost } = isContradictory(known) ? ANY_VERSION : known;
  return readings.filter(({ from, until }) => (atMost === null || from === undefined || from <= atMost) && (atLeast === null || until === undefined || until >= atLeast));
};

/** `up to 1.17`, `1.9 to 1.19`, `from 1.20` */
export function versionsInWords({ from, until }: Pick<VersionReading, 'from' | 'until'>): string {
  if (from === undefined) return until === undefined ? 'every version' : `up to 1.${until}`;
  if (until === undefined) return `from 1.${from}`;
  return from === until ? `1.${from}` : `1.${from} to 1.${until}`;
}

/** `1.30`, `1.29 or later`; undefined where nothing is known, or what is known contradicts itself. */
export function rangeInWords(range: VersionRange): string | undefined {
  const { atLeast, atMost } = range;
  if (isContradictory(range)) return undefined;
  if (atLeast === null) return atMost === null ? undefined : `1.${atMost} or earlier`;
  if (atMost === null) return `1.${atLeast} or later`;
  return atLeast === atMost ? `1.${atLeast}` : `1.${atLeast} to 1.${atMost}`;
}

/** What the version of the server changes about a field, in sentences: one where the log decides it, else each with its versions. */
export function versionNotes(readings: readonly VersionReading[] | undefined, known: VersionRange): readonly string[] {
  if (readings === undefined) return [];
  const possible = readingsOf(readings, known);
  const server = rangeInWords(known);
  const [only] = possible;
  if (possible.length === 1 && only !== undefined && server !== undefined) return [`Server ${server}: ${only.says}`];
  return possible.map((reading) => `${capital(versionsInWords(reading))}: ${reading.says}`);
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
