import { APISERVER, KUBEWITNESS, type LedgerEntry } from './ledger-entry';

const STAGES = `${APISERVER} pkg/audit/context.go ProcessEventStage`;
const RECEIVED = `${APISERVER} pkg/endpoints/filters/request_received_time.go, since 1.20`;

/** The record itself: its stage, its times, its ID, its place. */
export const LEDGER_RECORD = {
  level: {
    label: 'level', verdict: 'observed', writtenBy: 'the audit policy of the server', source: `${APISERVER} pkg/audit/context.go Init`, tests: [],
    reason: 'The server applied its audit policy; the caller can still choose a request that falls under a weaker rule.',
    attack: 'Choosing names, namespaces or paths that fall under a weaker rule of the policy.',
  },
  stage: {
    label: 'stage', verdict: 'observed', writtenBy: 'the server', source: STAGES, tests: ['G1', 'G2', 'G5'],
    reason: 'The server wrote this record when the request reached this stage.',
    attack: 'Inserting a record of a stage that the request never had.',
    byVersion: [
      { until: 20, says: 'A lone ResponseStarted is a failed login (401).' },
      { from: 21, says: 'A lone ResponseStarted is a failed login (401) or an invalid time-out parameter (400).' },
    ],
  },
  stages: {
    label: 'stages', verdict: 'observed', writtenBy: 'Kubewitness, from the events of the request', source: KUBEWITNESS, tests: ['G1', 'G2', 'G5'],
    reason: 'Each listed stage was written by the server; a missing one can mean policy, a gap or an edit.',
    attack: 'Taking single records out of the log: a request without its beginning or its end stays behind.',
  },
  stage_record: {
    label: 'stages in all', verdict: 'observed', writtenBy: 'Kubewitness, from the stages of the request and of those like it', source: KUBEWITNESS, tests: ['G1', 'G2', 'G3', 'G4', 'G5', 'G7', 'G8', 'C1', 'C2', 'N4'],
    reason: 'Whether all stages a server writes are here, held against like requests; why one is missing is an inference, said with its alternatives.',
    attack: 'Taking single records out of the log, or putting one in: the stages no longer make a sequence that a server writes.',
  },
  audit_id: {
    label: 'auditID', verdict: 'claimed', writtenBy: 'the client if it sends Audit-ID, else the server', source: `${APISERVER} pkg/endpoints/filters/audit_init.go`, tests: ['A1', 'A2'],
    reason: 'The ID looks as the server makes them, which does not prove it: a caller can send one of its own, even without logging in.',
    attack: 'Sending the ID of a harmless request, so that tools that drop duplicates drop the attack.',
    byVersion: [
      { until: 21, says: 'The ID is not handed on to aggregated API servers: in the logs of two servers the same ID is a copy.' },
      { from: 22, says: 'The ID is handed on to aggregated API servers, from 1.36 by default to peers too, so two servers can rightly log the same one.' },
    ],
  },
  received_at: {
    label: 'requestReceivedTimestamp', verdict: 'observed', writtenBy: 'the server’s clock', source: RECEIVED, tests: ['C1'],
    reason: 'The server’s own clock when the request arrived; two servers have two clocks.',
    attack: 'Moving a record to another time by editing it, or all of them by setting the clock.',
    byVersion: [
      { until: 8, says: 'Times are whole seconds.' },
      { from: 9, until: 19, says: 'Taken when the audit filter ran, after the login was checked.' },
      { from: 20, says: 'Taken at the beginning, before the login was checked.' },
    ],
  },
  started_at: {
    label: 'ResponseStarted at', verdict: 'observed', writtenBy: 'the server’s clock', source: STAGES, tests: [],
    reason: 'The server’s own clock when it began to answer a long-running request, or refused the login.',
    attack: 'Moving the beginning of a session to another time by editing the record.',
  },
  completed_at: {
    label: 'ResponseComplete at', verdict: 'observed', writtenBy: 'the server’s clock', source: STAGES, tests: [],
    reason: 'The server’s own clock when it had finished answering.',
    attack: 'Moving the end of a session to another time by editing the record.',
  },
  stage_at: {
    label: 'stageTimestamp', verdict: 'observed', writtenBy: 'the server’s clock', source: STAGES, tests: ['C1'],
    reason: 'The server’s own clock when it wrote this record.',
    attack: 'Inserting a record at a time at which the server had no such request.',
  },
  duration_us: {
    label: 'duration', verdict: 'observed', writtenBy: 'Kubewitness, from two times of the server', source: KUBEWITNESS, tests: ['C1'],
    reason: 'The difference of two times of one server’s clock: server time for short requests, session length for exec and watch.',
    attack: 'Making a long session look short by editing one of its two times.',
  },
  evidence: {
    label: 'evidence', verdict: 'observed', writtenBy: 'Kubewitness, from the file you added', source: KUBEWITNESS, tests: [],
    reason: 'Kubewitness read the record from this file in this tab; who could change the file before that, the log cannot say.',
    attack: 'Swapping or editing the file after it was read: its hash would be another.',
  },
  record_hash: {
    label: 'record hash', verdict: 'observed', writtenBy: 'Kubewitness, from the bytes of the record', source: KUBEWITNESS, tests: [],
    reason: 'Kubewitness hashed the bytes in this tab; the hash shows that they are unchanged since, not that they were true before.',
    attack: 'Changing a record after it was quoted in a report: its hash would be another.',
  },
  test: {
    label: 'trust test', verdict: 'observed', writtenBy: 'Kubewitness, from the record', source: KUBEWITNESS, tests: [],
    reason: 'Kubewitness ran this test on the record in this tab; anyone can repeat it on the same bytes.',
    attack: 'A verdict that nobody can check: each test names what it looked at.',
  },
  event_count: {
    label: 'events', verdict: 'observed', writtenBy: 'Kubewitness, counting records', source: KUBEWITNESS, tests: [],
    reason: 'The number of records in this evidence that belong to the request; records that are missing are not counted.',
    attack: 'Taking single records of a request away unnoticed.',
  },
} as const satisfies Record<string, LedgerEntry>;
