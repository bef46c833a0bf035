/**
 * What an archive holds, as pieces of evidence that are read like files. Nothing is unpacked to list them, and no name in an archive
 * is ever used as a place to write to: `../` and absolute paths are text like any other.
 */
import type { Archive } from '../magic';
import type { ArchiveContent, JoinBlobs } from './archive-content';
import { tarMembers } from './tar-members';
import { zipMembers } from './zip-members';

export const archiveMembers = (archive: Archive, blob: Blob, join: JoinBlobs = (parts) => new Blob([...parts])): Promise<ArchiveContent> =>
  archive === 'zip' ? zipMembers(blob, join) : tarMembers(blob);

export const memberName = (path: string): string => path.split('/').findLast((part) => part !== '') ?? path;
