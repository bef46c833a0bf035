/** "How Kubewitness decides": the trust model to read, search and print, made from the data the verdicts come from. */
import { useDeferredValue, useEffect, useRef, useState, type RefObject } from 'react';
import { changeView, onlyValue } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { testCoverageQuery, unmetBy } from '../../db/test-coverage.query';
import { exactly } from '../../model/filter';
import { useDbQuery } from '../../state/use-db-query';
import { useCase, useJobs, useView } from '../../state/workbench-core';
import { leftAlone, whyUntested } from '../../trust/untested';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { LiveRegion } from '../../ui/live-region';
import { TextField } from '../../ui/text-field';
import styles from './trust-page.module.css';
import { firedCountsQuery } from './fired-counts.query';
import { TrustRowView, type FiredOn } from './trust-row';
import { findSections, TRUST_SECTIONS, type TrustRow, type TrustSection } from './trust-sections';
import { useReadSection } from './use-read-section';

export interface TrustPageProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Open when it was asked for, or when the view's address leads to one of its entries. */
export function TrustPage({ open, onOpenChange }: TrustPageProps) {
  const workbench = useWorkbench();
  const search = useRef<HTMLInputElement>(null);
  const entry = useView((view) => view.explain);
  const close = (stays: boolean): void => {
    if (entry !== undefined && !stays) changeView(workbench, { explain: undefined });
    onOpenChange(stays);
  };
  return (
    <Dialog open={open || entry !== undefined} onOpenChange={close} title="How Kubewitness decides" size="full" initialFocus={search}>
      <TrustBody search={search} entry={entry} onLeave={() => close(false)} />
    </Dialog>
  );
}

const idOf = (part: string): string => `trust-${part}`;

interface TrustBodyProps {
  readonly search: RefObject<HTMLInputElement | null>;
  /** The entry to begin with. */
  readonly entry: string | undefined;
  readonly onLeave: () => void;
}

function TrustBody({ search, entry, onLeave }: TrustBodyProps) {
  const workbench = useWorkbench();
  const hasEvents = useJobs((jobs) => jobs.hasEvents);
  const ranges = useCase((state) => state.clusterRanges);
  const counts = useDbQuery(firedCountsQuery, undefined, { enabled: hasEvents }).data;
  const unmet = unmetBy(useDbQuery(testCoverageQuery, undefined, { enabled: hasEvents }).data ?? []);
  const [query, setQuery] = useState('');
  const shown = useDeferredValue(query);
  const sections = findSections(TRUST_SECTIONS, shown);
  const scroller = useRef<HTMLDivElement>(null);
  const [read, readNow] = useReadSection(scroller, sections);
  const rows = sections.reduce((sum, section) => sum + section.rows.length, 0);
  const goTo = (part: string): void => {
    // The address belongs to the view, so sections are reached without it.
    const place = document.getElementById(idOf(part));
    place?.scrollIntoView({ block: 'start' });
    place?.focus({ preventScroll: true });
    readNow(part);
  };
  useEffect(() => {
    if (entry === undefined) return undefined;
    // After the dialog has put the focus where it begins.
    const frame = requestAnimationFrame(() => {
      const place = document.getElementById(idOf(entry));
      place?.scrollIntoView({ block: 'center' });
      place?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [entry]);
  const firedOn = (row: TrustRow): FiredOn | undefined => {
    if (row.kind !== 'test' || counts === undefined) return undefined;
    const value = exactly(row.test.id);
    return {
      requests: counts.find((count) => count.test_id === row.test.id)?.requests ?? 0,
      untested: whyUntested(row.test.id, ranges, unmet),
      left: leftAlone(row.test.id, ranges),
      onShow: () => {
        onLeave();
        onlyValue(workbench, 'test', value);
        changeView(workbench, { tab: 'requests' });
      },
    };
  };
  return (
    <div className={styles.page} data-trust-page="">
      <nav className={styles.nav} aria-label="Sections">
        <TextField ref={search} label="Search the trust model" hideLabel type="search" placeholder="Field, test, key" value={query} onChange={setQuery} />
        <ul className={styles.links}>
          {TRUST_SECTIONS.map((section) => (
            <SectionLink key={section.id} section={section} found={sections.find((one) => one.id === section.id)} current={read === section.id} onGo={() => goTo(section.id)} />
          ))}
        </ul>
        <Button size="s" onClick={() => window.print()}>
          Print
        </Button>
        <LiveRegion message={shown === '' ? '' : countOf(rows, 'entry found', 'entries found')} />
      </nav>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls is reached by the keyboard */}
      <div ref={scroller} className={styles.text} role="region" aria-label="Trust model" tabIndex={0}>
        {shown === '' ? (
          <p className={styles.lead}>
            An audit record is testimony. Some of it the API server saw itself, some of it a credential proves, and some of it the caller wrote down. This is who vouches for each part, why, and where in the source of Kubernetes it can be
            checked. The same data decides every mark in this tab.
          </p>
        ) : null}
        {sections.length === 0 ? <EmptyState title="Nothing is called that">Fields are found by their name in the record or in SQL, tests by their letter and number, keys by any part of them.</EmptyState> : null}
        {sections.map((section) => (
          <section key={section.id} id={idOf(section.id)} data-section={section.id} tabIndex={-1} className={section.nested ? styles.part : styles.section} aria-label={section.title}>
            {section.nested ? <h4 className={styles.partTitle}>{section.title}</h4> : <h3 className={styles.title}>{section.title}</h3>}
            {section.intro === '' ? null : <p className={styles.intro}>{section.intro}</p>}
            {section.rows.length === 0 ? null : (
              <div className={styles.rows}>
                {section.rows.map((row) => (
                  <div key={row.id} id={idOf(row.id)} tabIndex={-1} className={styles.row} data-kind={row.kind}>
                    <TrustRowView
                      row={row}
                      fired={firedOn(row)}
                      onTest={(id) => {
                        if (document.getElementById(idOf(`test-${id}`)) === null) setQuery('');
                        // After the rows that the search had hidden are back.
                        requestAnimationFrame(() => requestAnimationFrame(() => goTo(`test-${id}`)));
                      }}
                    />
                  </div>
                ))}
              </div>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

interface SectionLinkProps {
  readonly section: TrustSection;
  readonly found: TrustSection | undefined;
  readonly current: boolean;
  readonly onGo: () => void;
}

function SectionLink({ section, found, current, onGo }: SectionLinkProps) {
  return (
    <li>
      <button type="button" className={section.nested ? styles.sublink : styles.link} aria-current={current ? 'true' : undefined} disabled={found === undefined} onClick={onGo}>
        {section.title}
        {section.rows.length === 0 ? null : <span className={styles.count}>{formatCount(found?.rows.length ?? 0)}</span>}
      </button>
    </li>
  );
}
