/** What the responder should know about files that did not load as expected. */
import { useEffect } from 'react';
import { dismissNotice } from '../../actions/add-evidence';
import { useWorkbench } from '../../actions/use-workbench';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { countOf } from '../../base/number';
import { shownNotices } from '../../state/jobs-store';
import { useJobs, useViewHistory } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { groupNotices, type NoticeGroup } from './notice-groups';
import styles from './evidence-notices.module.css';

const SHOWN = 3;
/** More files than this would push the work off a small page. */
const SHOWN_FILES = 5;

export function EvidenceNotices() {
  const workbench = useWorkbench();
  const all = useJobs((jobs) => jobs.notices);
  const aside = useJobs((jobs) => jobs.asideNotices);
  const open = useViewHistory((view) => view.openId);
  // They lie over the foot of the inspector: whoever opens a request reads that.
  useEffect(() => {
    if (open !== undefined) workbench.jobs.setState((jobs) => ({ asideNotices: jobs.notices.map(({ id }) => id) }));
  }, [workbench, open]);
  const notices = shownNotices({ notices: all, asideNotices: aside });
  if (notices.length === 0) return null;
  const groups = groupNotices(notices);
  const rest = groups.length - SHOWN;
  return (
    <section className={styles.notices} aria-label="Notices">
      {groups.slice(0, SHOWN).map((group) => (
        <Notice
          key={group.key}
          tone={group.tone}
          urgent
          title={escapeHostileText(shorten(group.title, 200))}
          kept={group.files.length === 0 ? undefined : <Files group={group} />}
          advice={escapeHostileText(shorten(group.detail, 600))}
          actions={
            <Button size="s" onClick={() => { for (const id of group.ids) dismissNotice(workbench, id); }}>
              Dismiss
            </Button>
          }
        />
      ))}
      {rest > 0 ? (
        <p className={styles.more}>
          {rest} more. Every file and its issues stand in the evidence list.{' '}
          <Button size="s" variant="quiet" onClick={() => { for (const notice of notices) dismissNotice(workbench, notice.id); }}>
            Dismiss all
          </Button>
        </p>
      ) : null}
    </section>
  );
}

/** Inside the notice's paragraph, so lines and not a list. */
function Files({ group }: { readonly group: NoticeGroup }) {
  const rest = group.files.length - SHOWN_FILES;
  return (
    <span className={styles.files}>
      {group.files.slice(0, SHOWN_FILES).map(({ name, detail }, i) => (
        <span key={i}>
          <b>{escapeHostileText(shorten(name, 80))}</b>
          {detail === '' ? '' : `: ${escapeHostileText(shorten(detail, 200))}`}
        </span>
      ))}
      {rest > 0 ? <span>and {countOf(rest, 'more file', 'more files')}, all of them in the evidence list</span> : null}
    </span>
  );
}
