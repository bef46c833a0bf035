/** "Addresses of the cluster": what no audit record says and some tests cannot do without, with what the evidence suggests. */
import { useState } from 'react';
import { addClusterRanges, removeClusterRange } from '../../actions/cluster-ranges';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf } from '../../base/number';
import { rangeFactsQuery } from '../../db/range-facts.query';
import { RANGE_KINDS, type ClusterRange, type RangeKind } from '../../model/cluster-range';
import { useDbQuery } from '../../state/use-db-query';
import { useCase } from '../../state/workbench-core';
import { overlaps } from '../../trust/cluster-ranges';
import { proposeRanges, type RangeProposal } from '../../trust/range-proposals';
import { TEST_IDS, TRUST_TESTS, type TrustTest } from '../../trust/tests';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { HostileText } from '../../ui/hostile-text';
import { Icon } from '../../ui/icon';
import { LiveRegion } from '../../ui/live-region';
import { Notice } from '../../ui/notice';
import { TextField } from '../../ui/text-field';
import styles from './network-panel.module.css';

export interface NetworkPanelProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const KINDS: Readonly<Record<RangeKind, { readonly title: string; readonly hint: string; readonly example: string }>> = {
  'pods': { title: 'Pods', hint: 'The ranges pods get their addresses from (the cluster CIDR).', example: '10.244.0.0/16' },
  'nodes': { title: 'Nodes', hint: 'Where kubelets call from; pods can appear under the address of their node.', example: '10.20.0.0/24' },
  'control-plane': { title: 'Control plane', hint: 'API servers, controller managers and schedulers.', example: '10.20.0.11' },
  'load-balancers': { title: 'Load balancers', hint: 'Hops in front of the API server: as a peer they stand for anyone.', example: '10.20.0.5' },
  'proxies': { title: 'Trusted proxies', hint: 'Hops whose claimed addresses you have reason to believe.', example: '10.20.0.7' },
};

export function NetworkPanel({ open, onOpenChange }: NetworkPanelProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Addresses of the cluster" size="l" description="No audit record says which address is a pod, a node or a load balancer. What you state here is kept in the case, and the tests that need it run on it.">
      <NetworkBody />
    </Dialog>
  );
}

function NetworkBody() {
  const ranges = useCase((state) => state.clusterRanges);
  const { data: facts = [] } = useDbQuery(rangeFactsQuery, undefined);
  const proposals = proposeRanges(facts).filter((proposal) => !ranges.some((known) => known.kind === proposal.kind && known.text === withBits(proposal.text)));
  const both = overlaps(ranges);
  return (
    <div className={styles.body}>
      {both.slice(0, MOST_NOTICES).map(([a, b]) => (
        <Notice key={`${a.kind} ${a.text} ${b.kind} ${b.text}`} tone="warning" title={`${a.text} (${KINDS[a.kind].title.toLowerCase()}) and ${b.text} (${KINDS[b.kind].title.toLowerCase()}) share addresses.`} kept="Both are kept; an address in both counts as both." advice="Make one of them narrower if a test should tell them apart." />
      ))}
      {both.length <= MOST_NOTICES ? null : <p className={styles.hint}>{countOf(both.length - MOST_NOTICES, 'more pair', 'more pairs')} of ranges share addresses.</p>}
      {RANGE_KINDS.map((kind) => (
        <KindSection key={kind} kind={kind} ranges={ranges.filter((range) => range.kind === kind)} proposals={proposals.filter((proposal) => proposal.kind === kind)} />
      ))}
    </div>
  );
}

const MOST_NOTICES = 5;

const withBits = (text: string): string => (text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);

interface KindSectionProps {
  readonly kind: RangeKind;
  readonly ranges: readonly ClusterRange[];
  readonly proposals: readonly RangeProposal[];
}

function KindSection({ kind, ranges, proposals }: KindSectionProps) {
  const workbench = useWorkbench();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [said, setSaid] = useState('');
  const { title, hint, example } = KINDS[kind];
  const tests = TEST_IDS.filter((id) => { const { needs } = TRUST_TESTS[id]; return Array.isArray(needs) && needs.includes(kind); });
  const parts = TEST_IDS.flatMap((id) => { const test: TrustTest = TRUST_TESTS[id]; const whom = test.leavesAlone?.[kind]; return whom === undefined ? [] : [`${id} on ${whom}`]; });
  const add = (text: string): void => {
    const result = addClusterRanges(workbench, kind, text);
    setError(result.ok ? undefined : result.error);
    if (!result.ok) return;
    setTyped('');
    setSaid(`${title}: ${text} added`);
  };
  return (
    <section className={styles.kind} aria-label={title}>
      <div className={styles.about}>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.hint}>{hint}</p>
        {tests.length + parts.length === 0 ? null : <p className={styles.hint}>{ranges.length === 0 ? 'Not tested without it' : 'Tested with it'}: {[...tests, ...parts].join(', ')}</p>}
      </div>
      <div className={styles.entries}>
        <ul className={styles.ranges} aria-label={`${title} stated`}>
          {ranges.map((range) => (
            <li key={range.text} className={styles.range}>
              <code><HostileText text={range.text} /></code>
              <IconButton label={`Remove ${range.text} from ${title.toLowerCase()}`} onClick={() => removeClusterRange(workbench, range)}>
                <Icon name="close" size={12} />
              </IconButton>
            </li>
          ))}
        </ul>
        <div className={styles.form}>
          <TextField label={`Address or range of ${title.toLowerCase()}`} hideLabel mono value={typed} placeholder={example} error={error} onChange={setTyped} onSubmit={() => { if (typed.trim() !== '') add(typed); }} />
          <Button aria-label={`Add to ${title.toLowerCase()}`} disabled={typed.trim() === ''} onClick={() => add(typed)}>Add</Button>
        </div>
        {proposals.length === 0 ? null : (
          <ul className={styles.proposals} aria-label={`${title} suggested by the evidence`}>
            {proposals.slice(0, 6).map((proposal) => (
              <li key={proposal.text} className={styles.proposal}>
                <code><HostileText text={proposal.text} /></code>
                <span className={styles.reason}>{proposal.reason}</span>
                <Button size="s" aria-label={`Use ${proposal.text} for ${title.toLowerCase()}`} onClick={() => add(proposal.text)}>Use</Button>
              </li>
            ))}
          </ul>
        )}
        <LiveRegion message={said} />
      </div>
    </section>
  );
}
