import { APISERVER, KUBEWITNESS, type LedgerEntry } from './ledger-entry';

const REQUEST_INFO = `${APISERVER} pkg/endpoints/request/requestinfo.go`;
const REQUEST_OBJECT = `${APISERVER} pkg/audit/request.go LogRequestObject`;
const FROM_THE_URL = 'the server, parsing the request path';

/** What was asked for: faithful readings of bytes the client chose. */
export const LEDGER_WHAT = {
  verb: {
    label: 'verb', verdict: 'derived', writtenBy: 'the server, from method, path and query', source: REQUEST_INFO, tests: [],
    reason: 'The server worked this out from the method and path the client sent; a WebSocket exec is "get", and "watch" can return full contents.',
    attack: 'Getting past rules that look for one verb: exec as get over WebSocket, reading everything by watch, a verb no rule knows.',
    byVersion: [
      { until: 34, says: 'exec, attach and port-forward over WebSocket need only the right to get.' },
      { from: 35, says: 'exec, attach and port-forward over WebSocket need the right to create as well; verb and reason still speak of get.' },
    ],
  },
  request_uri: {
    label: 'requestURI', verdict: 'derived', writtenBy: 'the client, re-serialised by the server', source: `${APISERVER} pkg/audit/request.go LogRequestMetadata`, tests: [],
    reason: 'This is what the client asked for, in the client’s own percent-encoding; it does not prove that the object exists.',
    attack: 'Hiding a resource from text searches by percent-encoding, or swelling the record until it is dropped.',
  },
  uri_path: {
    label: 'requestURI path', verdict: 'derived', writtenBy: 'Kubewitness, from requestURI', source: KUBEWITNESS, tests: [],
    reason: 'The part of requestURI before the question mark, exactly as the client sent it.',
    attack: 'Hiding a resource from text searches by percent-encoding the letters of its name.',
  },
  uri_template: {
    label: 'requestURI shape', verdict: 'derived', writtenBy: 'Kubewitness, from requestURI', source: KUBEWITNESS, tests: [],
    reason: 'requestURI with namespaces and names replaced; it says as little about existing objects as requestURI does.',
    attack: 'Drowning one path among thousands that differ only in the names in them.',
  },
  api_group: {
    label: 'objectRef.apiGroup', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The API group in the path the client chose; the same object can be reachable through several groups.',
    attack: 'Reaching an object through another group than the one a rule names.',
  },
  api_version: {
    label: 'objectRef.apiVersion', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The API version in the path the client chose; the same object can be reached through several versions.',
    attack: 'Reaching an object through another version than the one a rule names.',
  },
  resource: {
    label: 'objectRef.resource', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The resource in the path the client chose; the server records it whether or not such a resource exists.',
    attack: 'Filling an inventory with resources that do not exist, by asking for them and being refused.',
  },
  subresource: {
    label: 'objectRef.subresource', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The subresource in the path the client chose.',
    attack: 'Running commands through exec, attach or proxy where a rule looks at the resource alone.',
  },
  namespace: {
    label: 'objectRef.namespace', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The namespace in the path the client chose, or in the body of a create that names none in its path.',
    attack: 'Laying a false trail by asking for namespaces and being refused.',
  },
  name: {
    label: 'objectRef.name', verdict: 'derived', writtenBy: 'the server, parsing the path; on create the request body', source: `${REQUEST_INFO}; ${REQUEST_OBJECT}`, tests: [],
    reason: 'The name in the path the client chose; on a list or watch it comes from a field selector.',
    attack: 'Laying a false trail with names of objects that never existed, or a create whose name admission changed.',
  },
  object_uid: {
    label: 'objectRef.uid', verdict: 'claimed', writtenBy: 'the client, in the request body', source: REQUEST_OBJECT, tests: [],
    reason: 'Copied from the request body before the server checked or replaced it.',
    attack: 'Passing an object off as another one by sending that one’s UID in the body.',
  },
  object_resource_version: {
    label: 'objectRef.resourceVersion', verdict: 'claimed', writtenBy: 'the client, in the request body', source: REQUEST_OBJECT, tests: [],
    reason: 'Copied from the request body before the server checked or replaced it.',
    attack: 'Feigning an order of events by sending a resource version of one’s own.',
  },
  request_object: {
    label: 'requestObject', verdict: 'claimed', writtenBy: 'the client; decoded and re-encoded by the server', source: `${REQUEST_OBJECT}, LogRequestPatch`, tests: [],
    reason: 'The body the client sent, before defaulting and admission; what was stored may differ.',
    attack: 'Showing a harmless body in the log while admission, or a field lost in decoding, makes something else of it.',
    byVersion: [
      { until: 36, says: 'A patch that is no JSON, such as a hand-made server-side apply in YAML, loses its last record at level Request and above (PR 139419).' },
      { from: 37, says: 'A patch that is no JSON keeps its last record.' },
    ],
  },
} as const satisfies Record<string, LedgerEntry>;
