/**
 * What an archive holds, as pieces of evidence that are read like files. Nothing is unpacked to list them, and no name in an archive
 * is ever used as a place to write to: `../` and absolute paths are text like any other.
 */
import type { Archive } from '../magic';
import type { ArchiveContent, JoinBlobs } from './archive-content';
import { tarMembers } from './tar-members';
import { zipMembers } from './zip-members';

export async function archiveMembers(archive: Archive, blob: Blob, join: JoinBlobs = (parts) => new Blob([...parts])): Promise<ArchiveContent> {
  if (archive === 'zip') return zipMembers(blob, join);
  // A table's only member is its rows, made as they are read.
  return archive === 'tar' ? tarMembers(blob) : { members: [{ path: ROWS, bytes: blob.size, blob, wrapping: 'table' }], troubles: [] };
}

/** What the rows of a table are called as a member of it. */
const ROWS = 'rows.jsonl';

export const memberName = (path: string): string => path.split('/').findLast((part) => part !== '') ?? path;
