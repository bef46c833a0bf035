/** What the responder should know about files that did not load as expected. */
import { dismissNotice } from '../../actions/add-evidence';
import { useWorkbench } from '../../actions/use-workbench';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { useJobs } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import styles from './evidence-notices.module.css';

const SHOWN = 3;

export function EvidenceNotices() {
  const workbench = useWorkbench();
  const notices = useJobs((jobs) => jobs.notices);
  if (notices.length === 0) return null;
  const shown = notices.slice(-SHOWN).toReversed();
  return (
    <section className={styles.notices} aria-label="Notices">
      {shown.map((notice) => (
        <Notice
          key={notice.id}
          tone={notice.tone}
          urgent
          title={escapeHostileText(shorten(notice.title, 200))}
          advice={escapeHostileText(shorten(notice.detail, 600))}
          actions={
            <Button size="s" onClick={() => dismissNotice(workbench, notice.id)}>
              Dismiss
            </Button>
          }
        />
      ))}
      {notices.length > SHOWN ? (
        <p className={styles.more}>
          {notices.length - SHOWN} more. Every file and its issues stand in the evidence list.{' '}
          <Button size="s" variant="quiet" onClick={() => { for (const notice of notices) dismissNotice(workbench, notice.id); }}>
            Dismiss all
          </Button>
        </p>
      ) : null}
    </section>
  );
}
