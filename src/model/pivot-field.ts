/** What a request can be filtered and grouped by. The id is the column name of the SQL views where there is one. */
export const PIVOT_GROUPS = ['who', 'what', 'where', 'how'] as const;
export type PivotGroup = (typeof PIVOT_GROUPS)[number];

export interface PivotFieldInfo {
  /** The field's name on screen: Kubernetes' own word where there is one. */
  readonly label: string;
  readonly group: PivotGroup;
  /** One request can have several values (its claimed IPs, its stages). */
  readonly many: boolean;
  /** Shown as a facet when nothing was chosen. */
  readonly facet: boolean;
}

export const PIVOT_FIELDS = {
  username: { label: 'user', group: 'who', many: false, facet: true },
  effective_username: { label: 'effective user', group: 'who', many: false, facet: true },
  pod_name: { label: 'pod-name', group: 'who', many: false, facet: true },
  credential_id: { label: 'credential-id', group: 'who', many: false, facet: false },
  user_agent: { label: 'user agent', group: 'who', many: false, facet: true },
  verb: { label: 'verb', group: 'what', many: false, facet: true },
  uri_template: { label: 'requestURI shape', group: 'what', many: false, facet: true },
  request_uri: { label: 'requestURI', group: 'what', many: false, facet: true },
  resource: { label: 'resource', group: 'what', many: false, facet: true },
  subresource: { label: 'subresource', group: 'what', many: false, facet: false },
  namespace: { label: 'namespace', group: 'what', many: false, facet: true },
  name: { label: 'object name', group: 'what', many: false, facet: false },
  peer_ip: { label: 'peer IP', group: 'where', many: false, facet: true },
  claimed_ip: { label: 'claimed IPs', group: 'where', many: true, facet: true },
  outcome: { label: 'outcome', group: 'how', many: false, facet: true },
  outcome_reason: { label: 'outcome in detail', group: 'how', many: false, facet: true },
  code: { label: 'code', group: 'how', many: false, facet: true },
  stage: { label: 'stage', group: 'how', many: true, facet: true },
  stage_record: { label: 'stages in all', group: 'how', many: false, facet: false },
  level: { label: 'level', group: 'how', many: false, facet: true },
  test: { label: 'trust test', group: 'how', many: true, facet: true },
  evidence: { label: 'evidence', group: 'where', many: true, facet: true },
  audit_id: { label: 'auditID', group: 'how', many: false, facet: false },
} as const satisfies Record<string, PivotFieldInfo>;

export type PivotField = keyof typeof PIVOT_FIELDS;

export const isPivotField = (text: string): text is PivotField => Object.hasOwn(PIVOT_FIELDS, text);
/** All pivot fields in the order they are shown. */
export const pivotFieldNames: readonly PivotField[] = Object.keys(PIVOT_FIELDS).filter(isPivotField);
