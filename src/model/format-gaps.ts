/**
 * What a form of evidence cannot say, and why: the columns are NULL there because the source has no such fact, not
 * because nothing happened. Shown for each piece of evidence, so that an absence is not read as a finding.
 */
export interface FormatGap {
  /** The question that stays open. */
  readonly question: string;
  readonly reason: string;
}

/** What was put into the API server's words by a rule, and so is not as logged. */
type Gaps = readonly (readonly [question: string, reason: string])[];

const NO_ANNOTATIONS: readonly [string, string] = ['Was it allowed, and by which rule?', 'Annotations were first written by Kubernetes 1.10.'];

const STORE_TIME: readonly [string, string] = ['When was the request received?', 'Where no column has the event\'s own time, that of the store or the query (@timestamp, time, …) stands for it; it can be later.'];

/** Form as the evidence list names it (see format-name), or the part of the name that tells. */
export const FORMAT_GAPS: Readonly<Record<string, Gaps>> = {
  'audit.k8s.io/v1alpha1': [
    NO_ANNOTATIONS,
    ['With what program?', 'The user agent was first written by Kubernetes 1.12.'],
    ['From which pod?', 'Tokens name their pod from Kubernetes 1.21 on.'],
    ['When exactly?', 'Before Kubernetes 1.9 times are whole seconds.'],
    ['Was the impersonation allowed?', 'In Kubernetes 1.7 the impersonated user is copied from the request, also when it was refused.'],
  ],
  'audit.k8s.io/v1beta1': [
    NO_ANNOTATIONS,
    ['With what program?', 'The user agent was first written by Kubernetes 1.12.'],
    ['From which pod?', 'Tokens name their pod from Kubernetes 1.21 on.'],
    ['When exactly?', 'Before Kubernetes 1.9 times are whole seconds.'],
  ],
  'legacy text lines': [
    ['Was it allowed, and by which rule?', 'The text log has no annotations; only the HTTP code says how it went.'],
    ['From which pod?', 'The text log has neither uid nor extra fields of the user.'],
    ['Who was impersonated, and was it allowed?', 'The text log has names only, in the classic form copied from the request, also when it was refused.'],
    ['With what program?', 'The user agent is there from Kubernetes 1.22 on, in the form with stages.'],
    ['Through which proxies?', 'The text log has one address.'],
    ['What was sent and answered?', 'The text log never has bodies, nor reason and message of a failure.'],
    ['How long did it take?', 'Only the classic form has the time of the answer; the form with stages repeats the time of arrival.'],
    ['On which object?', 'Resource, namespace and name are read from the path.'],
  ],
  'GKE Cloud Audit Logs entries': [
    ['In which groups?', 'Cloud Audit Logs name the caller and no groups, uid or extra fields.'],
    ['From which pod?', 'Cloud Audit Logs have no extra fields of the user.'],
    ['Who was impersonated?', 'Cloud Audit Logs do not say whom a request was made as.'],
    ['Through which proxies?', 'Cloud Audit Logs have one address.'],
    ['With which query, and which command in exec?', 'Only the resource is logged: the request URI is rebuilt from it, without a query.'],
    ['At which stage, and how long did it take?', 'One entry stands for a whole request; it has one time.'],
    ['At which audit level?', 'The level is not logged.'],
    ['Which HTTP code?', 'The code is mapped from the RPC code, except where the answer carried a Status; success is shown as 200, also for what was created.'],
    ['Which API server?', 'Cloud Audit Logs name the cluster only.'],
    ['What was read?', 'Reads are logged only where data access logs are switched on.'],
  ],
  'Security Lake OCSF records': [
    ['From which pod?', 'OCSF has no place for most extra fields of the user.'],
    ['Who was impersonated?', 'OCSF has no place for the impersonated user.'],
    ['When exactly?', 'Times are cut to milliseconds.'],
    ['With which query?', 'Some versions leave the query out of the path.'],
    ['Which API server?', 'OCSF records do not name the log stream.'],
  ],
  'AKS diagnostic records': [
    ['What was read?', 'The category kube-audit-admin has neither get nor list; reading a secret leaves no trace there.'],
    ['What was sent and answered?', 'Long records are cut by the log pipeline; those that are no whole JSON are issues.'],
  ],
  'AKSAudit table rows': [
    ['Who was impersonated?', 'The table has no column for the impersonated user.'],
    ['What was sent and answered?', 'Bodies that are too large are replaced by a marker.'],
    ['What was read?', 'The table AKSAuditAdmin has neither get nor list.'],
  ],
  'Datadog archive records': [['Is every field as logged?', 'Where Datadog\'s pipeline moved fields under its own names (usr.*, http.*, network.client.ip), they are put back by a rule; without the original path the query is put together again from its parts.']],
  'flat JSON rows': [STORE_TIME, ['On which object?', 'Where no column names the object, resource, namespace and name are read from the path.'], ['What does the whole record say?', 'A table has only the columns that were exported.']],
  'CloudWatch Insights rows': [STORE_TIME, ['What does the whole record say?', 'Rows without @message have only the columns that were asked for.']],
  'CSV rows without a header': [['Is a column what it was taken for?', 'There is no header: the columns were told by their content, and the issue says how. What could not be told is not read.']],
  'CSV rows': [STORE_TIME, ['On which object?', 'Where no column names the object, resource, namespace and name are read from the path.'], ['What does the whole record say?', 'A table has only the columns that were exported, and spreadsheets cut cells at 32,767 characters.']],
  'Elasticsearch documents': [STORE_TIME, ['What does the whole record say?', 'Exports of fields have only what was indexed.']],
  'Fluent Bit lines': [['Does every field say what was logged?', 'Fluent Bit prints records to its standard output without escaping quotes: a caller who puts them into a value can make the fields behind it say anything.']],
  'GELF messages': [STORE_TIME, ['What does the whole record say?', 'Where every field is by itself, lists and objects are text, and what was not sent as a field is absent.']],
  'Falco alerts': [['Is it audit?', 'Falco says what it saw in containers; the API server vouches for none of it. Fields Falco did not enrich are absent.']],
  'kubelet log': [['When exactly?', 'klog writes neither year nor zone. Without a header that does, the year is that of the evidence around it and the zone is taken for UTC (time_basis says which).']],
  'Splunk results': [['Is the record whole?', 'Splunk cuts a line at 10,000 bytes by default; cut records are issues.']],
};

/** What the evidence with this format, a name or several as the evidence list shows it, cannot answer. */
export function gapsOfFormat(format: string): readonly FormatGap[] {
  const gaps = new Map<string, FormatGap>();
  for (const [form, list] of Object.entries(FORMAT_GAPS)) {
    if (!format.includes(form)) continue;
    for (const [question, reason] of list) if (!gaps.has(question)) gaps.set(question, { question, reason });
  }
  return [...gaps.values()];
}

/** Whether the format keeps the query of a request; where it does not, a missing parameter says nothing. */
export const keepsQuery = (format: string): boolean => !gapsOfFormat(format).some(({ question }) => /\bquery\b/.test(question));
