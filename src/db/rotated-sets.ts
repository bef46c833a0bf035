/**
 * Which files are parts of one rotated log, and in which order. The API server's log is rotated by lumberjack
 * (gopkg.in/natefinch/lumberjack.v2, backupName): `audit.log` becomes `audit-2025-01-02T03-04-05.678.log`, with the time of the
 * rotation in UTC, and may be packed to `.gz`. Names only say which files to compare; what lies between them is told by content.
 */
import { parseTimestamp, type TimestampUs } from '../base/time';

export interface NamedFile {
  readonly evidenceId: number;
  readonly parentId: number | null;
  readonly path: string;
}

export interface SetPlace {
  readonly evidenceId: number;
  /** The set: its folder and the name of the live log. */
  readonly set: string;
  /** 0 for the oldest. */
  readonly order: number;
}

const ROTATED = /^(.*)-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3})(\.[^./]*)?$/;
const PACKED = /\.(?:gz|zst|bz2|xz)$/;
/** After every rotated file: the log that is still written to. */
const LIVE = '~';

/** When a file was rotated, as its name says. */
export function rotationTime(path: string): TimestampUs | undefined {
  const [, , time] = ROTATED.exec(path.slice(path.lastIndexOf('/') + 1).replace(PACKED, '')) ?? [];
  return time === undefined ? undefined : parseTimestamp(`${time.slice(0, 10)}T${time.slice(11).replaceAll('-', ':')}Z`);
}

/** Sets of two files or more. A set never reaches across folders, drops or archives. */
export function rotatedSets(files: readonly NamedFile[]): readonly SetPlace[] {
  const sets = new Map<string, { readonly evidenceId: number; readonly time: string }[]>();
  for (const { evidenceId, parentId, path } of files) {
    const slash = path.lastIndexOf('/') + 1;
    const name = path.slice(slash).replace(PACKED, '');
    const rotated = ROTATED.exec(name);
    const live = rotated === null ? name : `${rotated[1] ?? ''}${rotated[3] ?? ''}`;
    const set = `${parentId ?? ''} ${path.slice(0, slash)}${live}`;
    const members = sets.get(set) ?? [];
    sets.set(set, members);
    members.push({ evidenceId, time: rotated?.[2] ?? LIVE });
  }
  return [...sets].flatMap(([set, members]) => {
    // Files of one name and none rotated are copies, or come from different drops.
    if (members.length < 2 || members.filter(({ time }) => time === LIVE).length > 1) return [];
    return members.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.evidenceId - b.evidenceId)).map(({ evidenceId }, order) => ({ evidenceId, set, order }));
  });
}
