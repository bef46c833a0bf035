/** What of a file could not be read, by kind: how much, where first, and all of it page by page. */
import { useState } from 'react';
import { countOf, formatCount } from '../../base/number';
import { useDbQuery } from '../../state/use-db-query';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import styles from './evidence-panel-issues.module.css';
import { issueEffect, issueTitle } from './evidence-panel-words';
import { issueKindsQuery, issuesQuery } from './evidence-panel.query';

const FIRST_PLACES = 3;
const PAGE = 100;

/** `holds`: its content is evidence of its own, whose issues are not counted here. */
export function EvidenceIssues({ evidenceId, total, reading, holds }: { readonly evidenceId: number; readonly total: number; readonly reading: boolean; readonly holds: boolean }) {
  const { data: kinds = [] } = useDbQuery(issueKindsQuery, { evidenceId }, { enabled: total > 0 });
  return (
    <section className={styles.issues} aria-label="Issues">
      <h4 className={styles.heading}>
        Issues <span className={styles.count}>{formatCount(total)}{reading ? ' so far' : ''}</span>
      </h4>
      {total === 0 ? (
        <p className={styles.none}>{reading ? 'None so far.' : holds ? 'None with the archive or table itself. What it holds stands below it in the list, each with its own issues.' : 'None. Everything in this file was read.'}</p>
      ) : (
        kinds.map(({ kind, n }) => <IssueGroup key={kind} evidenceId={evidenceId} kind={kind} count={n} />)
      )}
    </section>
  );
}

function IssueGroup({ evidenceId, kind, count }: { readonly evidenceId: number; readonly kind: string; readonly count: number }) {
  const [all, setAll] = useState(false);
  const [offset, setOffset] = useState(0);
  const limit = all ? PAGE : FIRST_PLACES;
  const { data: rows = [], isPlaceholderData } = useDbQuery(issuesQuery, { evidenceId, kind, offset: all ? offset : 0, limit });
  const last = Math.min(count, offset + PAGE);
  return (
    <section className={styles.group} aria-label={issueTitle(kind)}>
      <header className={styles.head}>
        <h5 className={styles.title}>{issueTitle(kind)}</h5>
        <span className={styles.count}>{countOf(count, 'place')}</span>
        <code className={styles.kind}>{kind}</code>
        <span className={styles.effect}>{issueEffect(kind)}</span>
      </header>
      <ol className={styles.places} aria-busy={isPlaceholderData}>
        {rows.map((row, i) => (
          <li key={`${row.byte_offset}-${row.line}-${i}`} className={styles.place}>
            <p className={styles.where}>
              <span>line {formatCount(row.line)}</span>
              <span>
                byte {formatCount(row.byte_offset)} · {countOf(row.byte_length, 'byte')}
              </span>
            </p>
            <div className={styles.what}>
              <p>
                <HostileText text={row.reason} maxLength={600} />
              </p>
              {row.excerpt === null || row.excerpt === '' ? null : (
                <p className={styles.excerpt}>
                  <HostileText text={row.excerpt} maxLength={240} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {count <= FIRST_PLACES ? null : (
        <footer className={styles.foot}>
          {all ? (
            <>
              <span className={styles.range} role="status">
                {formatCount(offset + 1)} to {formatCount(last)} of {formatCount(count)}
              </span>
              {count > PAGE ? (
                <>
                  <PageButton label="First" possible={offset > 0} onPress={() => setOffset(0)} />
                  <PageButton label={`Previous ${PAGE}`} possible={offset > 0} onPress={() => setOffset(Math.max(0, offset - PAGE))} />
                  <PageButton label={`Next ${PAGE}`} possible={last < count} onPress={() => setOffset(offset + PAGE)} />
                  <PageButton label="Last" possible={last < count} onPress={() => setOffset(Math.floor((count - 1) / PAGE) * PAGE)} />
                </>
              ) : null}
              <Button size="s" variant="quiet" onClick={() => { setAll(false); setOffset(0); }}>Show less</Button>
            </>
          ) : (
            <Button size="s" variant="quiet" onClick={() => setAll(true)}>
              Show more: {formatCount(count - FIRST_PLACES)} of {formatCount(count)} not shown
            </Button>
          )}
        </footer>
      )}
    </section>
  );
}

/** Stays in the tab order at the ends, so that the focus is not lost on the last page. */
function PageButton({ label, possible, onPress }: { readonly label: string; readonly possible: boolean; readonly onPress: () => void }) {
  return (
    <Button
      size="s"
      aria-disabled={!possible}
      onClick={() => {
        if (possible) onPress();
      }}
    >
      {label}
    </Button>
  );
}
