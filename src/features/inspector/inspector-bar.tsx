import type { ReactNode } from 'react';
import { closeRequest } from '../../actions/open-request';
import { togglePin } from '../../actions/pins';
import { useWorkbench } from '../../actions/use-workbench';
import type { RequestRow } from '../../db/read-request-rows';
import { factsOfRow } from '../../db/request-row';
import type { AuditRequest } from '../../model/audit-record';
import type { Outcome } from '../../model/stage';
import { useCase } from '../../state/workbench-core';
import { outcomeReasonOf } from '../../trust/outcome-reason';
import { factsOfRequest, type RequestFacts } from '../../trust/request-facts';
import { verdictFor } from '../../trust/verdict';
import { Button, IconButton } from '../../ui/button';
import { cx } from '../../ui/class-names';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import styles from './inspector-bar.module.css';
import { hasPlace, pinOf } from './pinned';
import { Value } from './value';

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  allowed: 'allowed', denied: 'denied', unauthenticated: 'not authenticated', refused: 'refused', failed: 'failed', unknown: 'unknown', open: 'open',
};

/** Stays in sight while the rest scrolls: what became of the request, pin, close. */
export function InspectorBar({ request, row }: { readonly request: AuditRequest | undefined; readonly row?: RequestRow | undefined }) {
  const workbench = useWorkbench();
  return (
    <div className={styles.bar}>
      {request !== undefined ? <OutcomeOf {...answerOf(request)} /> : row === undefined ? null : <RowOutcome row={row} />}
      <span className={styles.space} />
      {request === undefined ? null : <PinButton request={request} />}
      <IconButton label="Close the request" onClick={() => closeRequest(workbench)}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}

interface Answer {
  readonly requestId: number;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly code: number | null;
  readonly facts: RequestFacts;
}

const answerOf = (request: AuditRequest): Answer => ({ requestId: request.requestId, outcome: request.outcome, reason: outcomeReasonOf(request), code: request.best.code, facts: factsOfRequest(request) });

/** What the list knows of it, until the whole request is read. */
function RowOutcome({ row }: { readonly row: RequestRow }): ReactNode {
  const facts = factsOfRow(row);
  return facts.outcome === null ? null : <OutcomeOf requestId={row.request_id} outcome={facts.outcome} reason={row.outcome_reason} code={row.code} facts={facts} />;
}

function OutcomeOf({ requestId, outcome: became, reason, code: answered, facts }: Answer): ReactNode {
  const outcome = verdictFor('outcome', facts);
  const code = verdictFor('code', facts);
  const why = verdictFor('outcome_reason', facts);
  const codeText = answered === null ? undefined : String(answered);
  return (
    <span className={styles.outcome}>
      <span className={cx(styles.swatch, styles[became])} aria-hidden="true" />
      <Value inline text={became} verdict={outcome.verdict} reason={outcome.reason} target={{ field: 'outcome', value: { kind: 'exact', text: became }, requestId, reason: outcome.reason }}>
        <span className={styles.word}>{OUTCOME_WORDS[became]}</span>
      </Value>
      {reason === 'answered' || reason === 'still open' ? null : (
        <Value inline text={reason} verdict={why.verdict} reason={why.reason} target={{ field: 'outcome_reason', value: { kind: 'exact', text: reason }, requestId, reason: why.reason }}>
          <span className={styles.why}>{reason}</span>
        </Value>
      )}
      {codeText === undefined ? null : (
        <Value inline text={codeText} verdict={code.verdict} reason={code.reason} target={{ field: 'code', value: { kind: 'exact', text: codeText }, requestId, reason: code.reason }} />
      )}
    </span>
  );
}

function PinButton({ request }: { readonly request: AuditRequest }) {
  const workbench = useWorkbench();
  const pinned = useCase((state) => pinOf(state.pins, request) !== undefined);
  const ready = hasPlace(request);
  return (
    <Button
      size="s"
      pressed={pinned}
      disabled={!ready}
      title={ready ? (pinned ? 'Take it off the incident timeline' : 'Put it on the incident timeline') : 'Its file is still being read'}
      onClick={() => void togglePin(workbench, request.requestId)}
    >
      <span className={styles.diamond} aria-hidden="true" data-pinned={pinned} />
      {pinned ? 'Pinned' : 'Pin'} <span aria-hidden="true"><Kbd keys="p" /></span>
    </Button>
  );
}
