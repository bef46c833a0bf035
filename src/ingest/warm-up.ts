/**
 * Work for nothing, done while nobody waits: the browser compiles code well only after it has run for a while, and
 * code that hashes for some seconds alone. What runs here is compiled by the time the first file comes.
 */
import { streamHash } from './hashing';
import { ingest, type IngestProgressMessage } from './ingest';

const RECORDS = 3_000;
const HASHED_BYTES = 24 * 1024 * 1024;

/** Records as API servers write them, all different, none of them evidence. */
function record(n: number): string {
  const name = `warm-up-${n % 500}`;
  return JSON.stringify({
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: crypto.randomUUID(),
    stage: n % 3 === 0 ? 'RequestReceived' : 'ResponseComplete', requestURI: `/api/v1/namespaces/${name}/pods/${name}?timeout=${n % 40}s`,
    verb: n % 2 === 0 ? 'get' : 'patch',
    user: {
      username: `system:serviceaccount:${name}:default`, uid: 'b2f1f5a0-0000-4000-8000-000000000000', groups: ['system:serviceaccounts', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/pod-name': [name] },
    },
    sourceIPs: ['192.0.2.1'], userAgent: `warm-up/v${n % 7}`,
    objectRef: { resource: 'pods', namespace: name, name: `${name}-${n}`, apiVersion: 'v1' }, responseStatus: { metadata: {}, code: n % 50 === 0 ? 404 : 200 },
    requestReceivedTimestamp: '2000-01-01T00:00:00.000001Z', stageTimestamp: '2000-01-01T00:00:00.000002Z',
    annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': `RBAC: allowed by ClusterRoleBinding "${name}"` },
  });
}

export async function warmUpReading(consume: (message: IngestProgressMessage) => void): Promise<void> {
  const text = Array.from({ length: RECORDS }, (_, n) => record(n)).join('\n');
  const bytes = new TextEncoder().encode(text);
  const chunks = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const messages = ingest({ name: 'warm-up', size: bytes.length, chunks: chunks.values() });
  for (let step = await messages.next(); step.done !== true; step = await messages.next()) consume(step.value);
}

export async function warmUpHashing(): Promise<void> {
  const hash = await streamHash();
  const bytes = new Uint8Array(1024 * 1024);
  for (let done = 0; done < HASHED_BYTES; done += bytes.length) {
    hash.update(bytes);
    // A file that has come in the meantime goes first.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
