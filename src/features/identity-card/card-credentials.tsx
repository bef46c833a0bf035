/** Tokens and certificates: who had each issued, and every address it was used from. */
import { openRequest } from '../../actions/open-request';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf } from '../../base/number';
import { HostileText } from '../../ui/hostile-text';
import { CardSection } from './card-section';
import { CardValue } from './card-value';
import styles from './identity-card.module.css';
import type { CardCredential } from './read-card';

export function CardCredentials({ rows }: { readonly rows: readonly CardCredential[] }) {
  const workbench = useWorkbench();
  if (rows.length === 0) return null;
  const away = rows.filter(({ uses }) => uses.some(({ place }) => place?.away === 'yes')).length;
  return (
    <CardSection title="Credentials" note="The server computes the ID from the credential itself: the same ID is the same token or certificate.">
      {away === 0 ? null : <p className={styles.away}>{countOf(away, 'token')} {away === 1 ? 'was' : 'were'} used away from the pod or node {away === 1 ? 'it is' : 'they are'} bound to.</p>}
      <ul className={styles.lines}>
        {rows.map(({ id, issue, bond, uses }) => (
          <li key={id} className={styles.credential}>
            <button type="button" className={styles.link} onClick={() => changeView(workbench, { card: { field: 'credential_id', text: id } })}><CardValue field="credential_id" text={id} maxLength={90} /></button>
            {bond === undefined ? null : <Bond {...bond} />}
            <p className={styles.path}>
              {issue === undefined ? (
                <span className={styles.faint}>{id.startsWith('JTI=') ? 'Its issue is not in this evidence' : 'Certificates leave no record of their issue here'}</span>
              ) : (
                <span>
                  Minted for {issue.issuer === null ? 'nobody named' : <CardValue field="username" text={issue.issuer} maxLength={80} />} at {issue.peer === null ? 'no address' : <CardValue field="peer_ip" text={issue.peer} />}{' '}
                  <button type="button" className={styles.link} onClick={() => { changeView(workbench, { card: undefined }); void openRequest(workbench, issue.requestId); }}>Open the request</button>
                </span>
              )}
              <span aria-hidden="true">→</span>
              <span>
                used from{' '}
                {uses.map(({ peer, n, place }, i) => (
                  <span key={peer ?? ''}>
                    {i === 0 ? '' : ', then '}
                    {peer === null ? 'no address' : <CardValue field="peer_ip" text={peer} />} <span className={styles.faint}>({countOf(n, 'request')}{place === undefined ? '' : <>; <span className={place.away === 'yes' ? styles.away : undefined}>{place.words}</span></>})</span>
                  </span>
                ))}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

function Bond({ kind, pod, node }: NonNullable<CardCredential['bond']>) {
  if (kind === 'nothing') return <p className={styles.path}>Bound to no pod and no node: it works from anywhere until it expires, so no address speaks against it.</p>;
  return (
    <p className={styles.path}>
      <span>
        Bound to {pod === null ? null : <>pod <CardValue field="pod_name" text={pod} />{node === null ? '' : ' on '}</>}
        {node === null ? null : <>node <HostileText text={node} maxLength={120} /></>}
      </span>
    </p>
  );
}
