/**
 * F1, F2, F4, M4, O4, B3: what only the text of the record shows. The text is not kept when a file is loaded, so these are run
 * on the record that is looked at.
 */
import { inTestOrder, type TestId } from './test-id';
import { ANY_VERSION, type VersionRange } from './version-reading';

/** The order of k8s.io/apiserver pkg/apis/audit/v1/types.go, which Go's encoder keeps. */
const ORDER = [
  'kind', 'apiVersion', 'level', 'auditID', 'stage', 'requestURI', 'verb', 'user', 'impersonatedUser', 'authenticationMetadata', 'sourceIPs', 'userAgent', 'objectRef',
  'responseStatus', 'requestObject', 'responseObject', 'requestReceivedTimestamp', 'stageTimestamp', 'annotations',
];

const objectAt = (value: unknown, key: string): object | undefined => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'object' && found !== null ? found : undefined;
};

const textAt = (value: object | undefined, key: string): string | undefined => {
  const found: unknown = value === undefined ? undefined : Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'string' ? found : undefined;
};

/** Servers name the constraint of an impersonation from this minor on, unless the feature is switched off (KEP-5284). */
const NAMES_CONSTRAINTS = 36;

export function rawTests(text: string, server: VersionRange = ANY_VERSION): TestId[] {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, 'auditID')) return [];
  const places = Object.keys(record).map((key) => ORDER.indexOf(key));
  const status = objectAt(record, 'responseStatus');
  const response = objectAt(record, 'responseObject');
  const asked = textAt(objectAt(record, 'objectRef'), 'name');
  const answered = textAt(objectAt(response, 'metadata'), 'name');
  const fired: readonly (readonly [TestId, boolean])[] = [
    ['F1', places.some((place, i) => place === -1 || place < (places[i - 1] ?? 0))],
    // Outside its strings JSON has none of these, so wherever they stand they were not escaped.
    ['F2', /[&<>]/.test(text)],
    ['F4', status !== undefined && objectAt(status, 'metadata') === undefined],
    ['M4', (server.atLeast ?? 0) >= NAMES_CONSTRAINTS && objectAt(record, 'impersonatedUser') !== undefined && textAt(objectAt(record, 'authenticationMetadata'), 'impersonationConstraint') === undefined],
    ['O4', asked !== undefined && answered !== undefined && asked !== answered],
    ['B3', textAt(response, 'kind') === 'Table'],
  ];
  return inTestOrder(fired.flatMap(([id, holds]) => (holds ? [id] : [])));
}
