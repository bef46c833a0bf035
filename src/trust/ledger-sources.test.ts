/**
 * Every statement can be checked: each entry names a file of Kubernetes (or whose word it is, where it is not upstream) and the
 * release it speaks of. Paths and first releases of keys were read in the release tags of k8s.io/apiserver and
 * k8s.io/pod-security-admission, and in the files of k8s.io/kubernetes.
 */
import { describe, expect, it } from 'vitest';
import { ANNOTATION_LEDGER } from './annotation-ledger';
import { EXTRA_LEDGER } from './extra-ledger';
import { FIELD_LEDGER, LEDGER_FIELDS } from './field-ledger';
import { keyedEntry } from './keyed-entry';
import { TEST_IDS, TRUST_TESTS, type TestId } from './tests';
import { VERSION_HINTS } from './version-hints';

/** A module of Kubernetes and a path in it. */
const FILE = /(?:k8s\.io\/[a-z-]+|openshift\/api)[^;]*? (?:[\w-]+\/)+[\w.-]+/;
const RELEASE = /1\.\d{1,2}/;
/** Whose word it is where no file of Kubernetes says so. */
const NOT_UPSTREAM = /not upstream|public (?:EKS|GKE) logs|Kubewitness/;

describe.each([...EXTRA_LEDGER, ...ANNOTATION_LEDGER].map((entry) => [entry.key, entry] as const))('the key %s', (_, { source, since }) => {
  it('has a file and a release', () => {
    if (NOT_UPSTREAM.test(source)) expect(since).toMatch(/^(?:EKS|GKE|OpenShift)$/);
    else {
      expect(source).toMatch(FILE);
      expect(since).toMatch(/1\.\d{1,2}|^always$/);
    }
  });
});

describe.each(LEDGER_FIELDS.map((field) => [field, FIELD_LEDGER[field]] as const))('the field %s', (_, { source, byVersion }) => {
  it('has a file, and its versions are releases in order', () => {
    if (!NOT_UPSTREAM.test(source)) expect(source).toMatch(FILE);
    for (const { from = 0, until = 99 } of byVersion ?? []) expect(from).toBeLessThanOrEqual(until);
  });
});

/** Tests that rest on something else than a file of Kubernetes: on this evidence itself, on Unicode, on Go’s library, on etcd. */
const RESTS_ELSEWHERE: readonly TestId[] = ['S6', 'I11', 'U4', 'O6', 'C5', 'H5'];

it('every test names a file or a discussion of Kubernetes, but those that rest on something else', () => {
  const named = (id: TestId): boolean => FILE.test(TRUST_TESTS[id].source) || /kubernetes(?:\/kubernetes)? (?:PR|issue) \d+/.test(TRUST_TESTS[id].source);
  expect(TEST_IDS.filter((id) => !named(id))).toEqual(RESTS_ELSEWHERE);
});

/** First releases, as the tags of the sources have them. */
it.each([
  ['annotation', 'k8s.io/deprecated', '1.19'], ['annotation', 'mutation.webhook.admission.k8s.io/round_0_index_0', '1.16'], ['annotation', 'patch.webhook.admission.k8s.io/round_0_index_0', '1.16'],
  ['annotation', 'pod-security.kubernetes.io/enforce-policy', '1.23'], ['annotation', 'pod-security.kubernetes.io/exempt', '1.23'], ['annotation', 'failed-open.validating.webhook.admission.k8s.io/round_0_index_0', '1.22'],
  ['annotation', 'validation.policy.admission.k8s.io/validation_failure', '1.27'], ['annotation', 'authentication.kubernetes.io/issued-credential-id', '1.30'], ['annotation', 'apiserver.latency.k8s.io/total', '1.24'],
  ['annotation', 'audit.k8s.io/truncated', '1.11'], ['annotation', 'missing-san.invalid-cert.kubernetes.io/a', '1.24'], ['annotation', 'apiserver.k8s.io/unsafe-delete-ignore-read-error', '1.32'],
] as const)('the %s %s is of %s, in the ledger and where it tells the version', (domain, key, release) => {
  expect(keyedEntry(ANNOTATION_LEDGER, key)?.since).toBe(release);
  const hint = VERSION_HINTS.filter((one) => one.domain === domain && key.startsWith(one.prefix)).map(({ atLeast }) => atLeast ?? 0);
  if (hint.length > 0) expect(`1.${Math.max(...hint)}`).toBe(release);
  expect(release).toMatch(RELEASE);
});
