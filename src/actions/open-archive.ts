/** An archive's members as files that can be read like files of their own. */
import { countOf } from '../base/number';
import type { IngestIssue } from '../model/event-batch';
import type { JoinBlobs } from '../ingest/archive/archive-content';
import { archiveMembers, memberName } from '../ingest/archive/archive-members';
import { unpackedBlob } from '../ingest/archive/unpacked-blob';
import { MAX_ARCHIVE_DEPTH } from '../ingest/limits';
import type { Archive } from '../ingest/magic';
import type { RecordSource } from '../ingest/read-record';
import type { Wrapping } from '../ingest/wrapping';

/** What a file is that came out of an archive. */
export interface Membership {
  readonly parentId: number;
  readonly bytes: number;
  readonly wrapping: Wrapping;
  /** 1 for a member of a file that was added. */
  readonly depth: number;
}

export interface MemberFile {
  readonly blob: Blob;
  readonly name: string;
  readonly path: string;
  /** As ArchiveMember has it. */
  readonly writtenMs: number | undefined;
  readonly member: Membership;
}

export interface OpenedArchive<F> {
  readonly files: readonly F[];
  readonly troubles: readonly IngestIssue[];
}

/** For the page: members as the browser's own files, which a worker can be handed. */
export async function openArchive(
  archive: Archive, source: RecordSource | undefined, path: string, parentId: number, parent: Membership | undefined,
): Promise<OpenedArchive<{ readonly file: File; readonly path: string; readonly member: Membership }>> {
  const { files, troubles } = await listArchive(archive, source, path, parentId, parent);
  return { files: files.map(({ blob, name, writtenMs, ...rest }) => ({ file: new File([blob], name, { lastModified: writtenMs ?? 0 }), ...rest })), troubles };
}

/** Never rejects for what is in the archive. */
export async function listArchive(
  archive: Archive, source: RecordSource | undefined, path: string, parentId: number, parent: Membership | undefined, join?: JoinBlobs,
): Promise<OpenedArchive<MemberFile>> {
  const depth = (parent?.depth ?? 0) + 1;
  if (depth > MAX_ARCHIVE_DEPTH) return { files: [], troubles: [trouble(`The archive lies inside ${countOf(MAX_ARCHIVE_DEPTH, 'other archive')}; its members are not read.`)] };
  if (source === undefined) return { files: [], troubles: [trouble('The archive cannot be read a second time, so its members are not read.')] };
  try {
    const { members, troubles } = await archiveMembers(archive, await unpackedBlob(source), join);
    const files = members.map(({ blob, path: inner, bytes, wrapping, writtenMs }) => ({ blob, writtenMs, name: wrapping === 'table' ? `rows of ${memberName(path)}, written as JSON` : memberName(inner), path: `${path}/${inner}`, member: { parentId, bytes, wrapping, depth } }));
    return { files, troubles: troubles.map(trouble) };
  } catch (error) {
    return { files: [], troubles: [trouble(error instanceof Error ? error.message : String(error))] };
  }
}

const trouble = (reason: string): IngestIssue => ({ kind: 'container', line: 1, byteOffset: 0, byteLength: 0, reason, excerpt: '' });
