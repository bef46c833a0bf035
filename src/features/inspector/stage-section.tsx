import { useState } from 'react';
import { formatDate, formatDuration, shownBetween, timestampUs } from '../../base/time';
import { readStageContext } from '../../db/stage-context.query';
import type { AuditRequest } from '../../model/audit-record';
import { useDbRead } from '../../state/use-db-query';
import { useCase } from '../../state/workbench-core';
import { judgeStages } from '../../trust/stage-record';
import { stageStory } from '../../trust/stage-story';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { Waterfall, type WaterfallRow } from '../../ui/waterfall';
import { Section } from './section';
import { stageRows, type StageRow } from './stage-rows';
import styles from './stage-section.module.css';

export interface StageSectionProps {
  readonly request: AuditRequest;
  readonly selected: number;
  readonly onSelect: (eventId: number) => void;
}

/** A copied log can give one request thousands of stages. */
const SHOWN = 12;

export function StageSection({ request, selected, onSelect }: StageSectionProps) {
  const [all, setAll] = useState(false);
  const periods = useCase((state) => state.policyPeriods);
  const context = useDbRead('stages around a request', { requestId: request.requestId, periods }, (engine, signal) => readStageContext(engine, request, periods, { signal, ahead: true }), { keepPrevious: false }).data;
  const judged = context === undefined ? undefined : judgeStages(request, context);
  const story = stageStory(request, judged !== undefined);
  const rows = stageRows(request, story);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const { remarks } = story;
  const { receivedAt, durationUs } = request;
  return (
    <Section
      title="Stages"
      aside={
        <span className={styles.span}>
          {receivedAt === null ? 'no arrival time' : `${formatDate(receivedAt)} UTC`}
          {durationUs === null ? null : <b>{receivedAt === null ? formatDuration(durationUs) : shownBetween(receivedAt, timestampUs(receivedAt + durationUs))}</b>}
        </span>
      }
    >
      <div className={styles.stages}>
        <Waterfall
          label="Stages of the request"
          rows={shown.map((row) => waterfallRow(row, request, selected))}
          onSelect={(id) => {
            const eventId = rows.find((row) => row.id === id)?.eventId;
            if (eventId !== undefined) onSelect(eventId);
          }}
        />
      </div>
      {shown.length === rows.length ? null : (
        <div>
          <Button size="s" onClick={() => setAll(true)}>{`Show all ${rows.length} stages`}</Button>
        </div>
      )}
      {judged === undefined || judged.record === 'complete' ? null : (
        <div className={styles.record} data-record={judged.record}>
          <p>
            <b>Stages in all: {judged.record}</b>
            {judged.reasons.length > 1 ? <span className={styles.order}> likeliest reason first</span> : null}
          </p>
          {judged.reasons.length === 0 ? null : (
            <ol className={styles.reasons}>
              {judged.reasons.map((reason) => (
                <li key={reason}><HostileText text={reason} maxLength={600} /></li>
              ))}
            </ol>
          )}
        </div>
      )}
      {remarks.length === 0 ? null : (
        <ul className={styles.remarks}>
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const waterfallRow = (row: StageRow, request: AuditRequest, selected: number): WaterfallRow => ({
  id: row.id, from: row.from, at: row.at, // What is over is drawn solid, though the request is still open.
  tone: request.outcome === 'open' ? 'allowed' : request.outcome, missing: row.eventId === undefined, selected: row.eventId === selected,
  name: <HostileText text={row.name} maxLength={24} />,
  text: (
    <span className={styles.times}>
      <span>{row.clock}</span>
      {row.eventId === undefined ? null : <span className={styles.delta}>{row.delta}</span>}
    </span>
  ),
});
