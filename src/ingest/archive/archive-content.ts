/** What the readers of archives have in common: members, and what of an archive is not read. */
import { formatCount } from '../../base/number';
import { MAX_MEMBERS } from '../limits';
import type { Wrapping } from '../wrapping';

export interface ArchiveMember {
  readonly path: string;
  /** Size as unpacked, which for zip is what the archive says. */
  readonly bytes: number;
  /** The member's bytes; for a deflated one a gzip file made around them. */
  readonly blob: Blob;
  readonly wrapping: Wrapping;
  /** When it was written to last, in milliseconds since 1970, where the archive says so in a time zone that is known. */
  readonly writtenMs?: number | undefined;
}

export interface ArchiveContent {
  readonly members: readonly ArchiveMember[];
  /** What was not read and why, one sentence each. */
  readonly troubles: readonly string[];
}

/** Refused members listed one by one; the rest is counted. */
const LISTED_TROUBLES = 100;

export class ContentList {
  readonly members: ArchiveMember[] = [];
  private readonly listed: string[] = [];
  private more = 0;

  /** False when no more members are taken. */
  add(member: ArchiveMember): boolean {
    this.members.push(member);
    return this.members.length < MAX_MEMBERS;
  }

  trouble(sentence: string): void {
    if (this.listed.length < LISTED_TROUBLES) this.listed.push(sentence);
    else this.more += 1;
  }

  content(): ArchiveContent {
    const troubles = this.more === 0 ? this.listed : [...this.listed, `${formatCount(this.more)} more members are not read, for reasons like these.`];
    return { members: this.members, troubles };
  }
}

/** Puts blobs together without reading them; where they are not the platform's own, neither is what does it. */
export type JoinBlobs = (parts: readonly Blob[]) => Blob;
