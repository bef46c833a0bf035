import { expect, it, test } from 'vitest';
import { ANNOTATION_LEDGER } from './annotation-ledger';
import { attackOn, topicId, topicOfField, versionNotesOn } from './topic';

test.each([
  ['a field', topicOfField('peer_ip', 'peer IP'), 'field-peer_ip'],
  ['a key that has a row', topicOfField('extra', 'authentication.kubernetes.io/pod-name'), 'extra-authentication.kubernetes.io/pod-name'],
  ['a key of a family', topicOfField('annotations', 'failed-open.validating.webhook.admission.k8s.io/round_0_index_3'), 'annotation-failed-open.validating.webhook.admission.k8s.io/*'],
  ['a key nobody knows', topicOfField('annotations', 'policy.example.com/verdict'), 'annotation-*'],
  ['the field itself', topicOfField('annotations', 'annotations'), 'field-annotations'],
  ['a test', { kind: 'test', id: 'A2' } as const, 'test-A2'],
])('%s has its entry', (_, topic, id) => {
  expect(topicId(topic)).toBe(id);
});

it('knows the attack behind a family of keys', () => {
  expect(attackOn({ kind: 'annotation', key: 'failed-open.mutation.webhook.admission.k8s.io/round_0_index_0' })).toContain('Bringing a guard down');
  expect(attackOn({ kind: 'annotation', key: '' })).toBe(ANNOTATION_LEDGER.at(-1)?.attack);
});

it('says of a field what its server’s version decides', () => {
  expect(versionNotesOn({ kind: 'field', field: 'message' }, { atLeast: 30, atMost: 30 })).toEqual(['Server 1.30: Failures carry message and details.']);
  expect(versionNotesOn({ kind: 'field', field: 'groups' })).toEqual([]);
});
