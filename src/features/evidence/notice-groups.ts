/** Notices as they are shown: several files with the same trouble are one notice that lists them. */
import type { LoadNotice } from '../../state/jobs-store';

export interface NoticeGroup {
  readonly key: string;
  readonly tone: LoadNotice['tone'];
  readonly title: string;
  readonly detail: string;
  /** What is dismissed together. */
  readonly ids: readonly string[];
  /** One line a file; empty for a notice that stands alone. */
  readonly files: readonly { readonly name: string; readonly detail: string }[];
}

const TITLES: Readonly<Record<NonNullable<LoadNotice['about']>['kind'], (files: number) => string>> = {
  'no-events': (files) => `No audit events in ${files} files`,
  unreadable: (files) => `${files} files could not be read`,
  duplicate: (files) => `${files} files are already loaded`,
  'no-room': (files) => `${files} files are loaded in part`,
  damaged: (files) => `${files} files are read in part`,
  cancelled: (files) => `Loading of ${files} files was cancelled`,
};

const KEPT: Readonly<Record<keyof typeof TITLES, string>> = {
  'no-events': 'They are kept in the evidence list with the reasons; nothing else changed.',
  unreadable: 'Nothing of them was kept; everything loaded before is unchanged. Add them again to try once more.',
  duplicate: 'None of their events is loaded twice.',
  'no-room': 'The memory that the engine can address is full. The evidence list says where to cut each file; look at the rest in another tab.',
  damaged: 'What stands behind the damage is not in this evidence: get whole copies if there are any.',
  cancelled: 'Nothing of them was kept. Everything loaded before is unchanged.',
};

/** The newest first; a group stands where its newest notice would. */
export function groupNotices(notices: readonly LoadNotice[]): NoticeGroup[] {
  const groups = new Map<string, LoadNotice[]>();
  for (const notice of notices.toReversed()) {
    const key = notice.about === undefined ? notice.id : notice.about.kind;
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  return Array.from(groups, ([key, members]): NoticeGroup => {
    const ids = members.map(({ id }) => id);
    const about = members.flatMap((notice) => (notice.about === undefined ? [] : [notice.about])).reverse();
    const [first, second] = members;
    const kind = about[0]?.kind;
    if (second === undefined || kind === undefined) return { key, tone: first?.tone ?? 'info', title: first?.title ?? '', detail: first?.detail ?? '', ids, files: [] };
    return { key, tone: second.tone, title: TITLES[kind](members.length), detail: KEPT[kind], ids, files: about.map(({ file, reason }) => ({ name: file, detail: reason })) };
  });
}
