/** What a reader may conclude from a report and what not. Every report says all of it: it is about audit logs, not about the case. */
export const CAN_RELY_ON: readonly string[] = [
  'Every record is quoted from an evidence file with its line, byte offset, length and SHA-256, so anyone who has the file can check it.',
  'Values marked ● were measured by the API server itself; values marked ◐ passed a credential check.',
  'Times come from the clock of the API server that wrote the record. Two servers have two clocks.',
  'Values marked ○ are a faithful reading of what was asked for; whether it exists or happened is said by the answer.',
];

export const CANNOT_RELY_ON: readonly string[] = [
  'Completeness. An audit log has no sequence number and no signature: whoever can write the file can add, change or remove lines. The hashes prove that a file is the one that was examined, not that it is what the server wrote.',
  'Silence. No entry does not mean that nothing happened: the audit policy leaves requests out, and direct access to a kubelet, to etcd or to a host is never recorded.',
  'Values marked ~ as facts: the caller wrote them. Values marked ! are spoken against by something else in the evidence.',
  'A name as a person. A credential check is true about the credential, not about who held it.',
  'What was done inside a session. An exec, attach or port-forward leaves its start, its end and its first command, nothing typed later.',
  'Notes, tags and phases as evidence: they are the judgement of the author of this report. Requests that were not pinned are not in it.',
];
