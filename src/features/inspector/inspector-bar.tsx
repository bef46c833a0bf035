import type { ReactNode } from 'react';
import { closeRequest } from '../../actions/open-request';
import { togglePin } from '../../actions/pins';
import { useWorkbench } from '../../actions/use-workbench';
import type { AuditRequest } from '../../model/audit-record';
import type { Outcome } from '../../model/stage';
import { useCase } from '../../state/workbench-core';
import { outcomeReasonOf } from '../../trust/outcome-reason';
import { factsOfRequest } from '../../trust/request-facts';
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
export function InspectorBar({ request }: { readonly request: AuditRequest | undefined }) {
  const workbench = useWorkbench();
  return (
    <div className={styles.bar}>
      {request === undefined ? null : <OutcomeOf request={request} />}
      <span className={styles.space} />
      {request === undefined ? null : <PinButton request={request} />}
      <IconButton label="Close the request" onClick={() => closeRequest(workbench)}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}

function OutcomeOf({ request }: { readonly request: AuditRequest }): ReactNode {
  const facts = factsOfRequest(request);
  const outcome = verdictFor('outcome', facts);
  const code = verdictFor('code', facts);
  const why = verdictFor('outcome_reason', facts);
  const reason = outcomeReasonOf(request);
  const codeText = request.best.code === null ? undefined : String(request.best.code);
  return (
    <span className={styles.outcome}>
      <span className={cx(styles.swatch, styles[request.outcome])} aria-hidden="true" />
      <Value inline text={request.outcome} verdict={outcome.verdict} reason={outcome.reason} target={{ field: 'outcome', value: { kind: 'exact', text: request.outcome }, requestId: request.requestId, reason: outcome.reason }}>
        <span className={styles.word}>{OUTCOME_WORDS[request.outcome]}</span>
      </Value>
      {reason === 'answered' || reason === 'still open' ? null : (
        <Value inline text={reason} verdict={why.verdict} reason={why.reason} target={{ field: 'outcome_reason', value: { kind: 'exact', text: reason }, requestId: request.requestId, reason: why.reason }}>
          <span className={styles.why}>{reason}</span>
        </Value>
      )}
      {codeText === undefined ? null : (
        <Value inline text={codeText} verdict={code.verdict} reason={code.reason} target={{ field: 'code', value: { kind: 'exact', text: codeText }, requestId: request.requestId, reason: code.reason }} />
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
