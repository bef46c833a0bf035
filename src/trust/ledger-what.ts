import { APISERVER, KUBEWITNESS, type LedgerEntry } from './ledger-entry';

const REQUEST_INFO = `${APISERVER} pkg/endpoints/request/requestinfo.go`;
const REQUEST_OBJECT = `${APISERVER} pkg/audit/request.go LogRequestObject`;
const FROM_THE_URL = 'the server, parsing the request path';

/** What was asked for: faithful readings of bytes the client chose. */
export const LEDGER_WHAT = {
  verb: {
    label: 'verb', verdict: 'derived', writtenBy: 'the server, from method, path and query', source: REQUEST_INFO, tests: [],
    reason: 'The server worked this out from the method and path the client sent; a WebSocket exec is "get", and "watch" can return full contents.',
  },
  request_uri: {
    label: 'requestURI', verdict: 'derived', writtenBy: 'the client, re-serialised by the server', source: `${APISERVER} pkg/audit/request.go LogRequestMetadata`, tests: [],
    reason: 'This is what the client asked for, in the client’s own percent-encoding; it does not prove that the object exists.',
  },
  uri_path: {
    label: 'requestURI path', verdict: 'derived', writtenBy: 'Kubewitness, from requestURI', source: KUBEWITNESS, tests: [],
    reason: 'The part of requestURI before the question mark, exactly as the client sent it.',
  },
  uri_template: {
    label: 'requestURI shape', verdict: 'derived', writtenBy: 'Kubewitness, from requestURI', source: KUBEWITNESS, tests: [],
    reason: 'requestURI with namespaces and names replaced; it says as little about existing objects as requestURI does.',
  },
  api_group: {
    label: 'objectRef.apiGroup', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The API group in the path the client chose; the same object can be reachable through several groups.',
  },
  api_version: {
    label: 'objectRef.apiVersion', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The API version in the path the client chose; the same object can be reached through several versions.',
  },
  resource: {
    label: 'objectRef.resource', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The resource in the path the client chose; the server records it whether or not such a resource exists.',
  },
  subresource: {
    label: 'objectRef.subresource', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The subresource in the path the client chose.',
  },
  namespace: {
    label: 'objectRef.namespace', verdict: 'derived', writtenBy: FROM_THE_URL, source: REQUEST_INFO, tests: [],
    reason: 'The namespace in the path the client chose, or in the body of a create that names none in its path.',
  },
  name: {
    label: 'objectRef.name', verdict: 'derived', writtenBy: 'the server, parsing the path; on create the request body', source: `${REQUEST_INFO}; ${REQUEST_OBJECT}`, tests: [],
    reason: 'The name in the path the client chose; on a list or watch it comes from a field selector.',
  },
  object_uid: {
    label: 'objectRef.uid', verdict: 'claimed', writtenBy: 'the client, in the request body', source: REQUEST_OBJECT, tests: [],
    reason: 'Copied from the request body before the server checked or replaced it.',
  },
  object_resource_version: {
    label: 'objectRef.resourceVersion', verdict: 'claimed', writtenBy: 'the client, in the request body', source: REQUEST_OBJECT, tests: [],
    reason: 'Copied from the request body before the server checked or replaced it.',
  },
  request_object: {
    label: 'requestObject', verdict: 'claimed', writtenBy: 'the client; decoded and re-encoded by the server', source: `${REQUEST_OBJECT}, LogRequestPatch`, tests: [],
    reason: 'The body the client sent, before defaulting and admission; what was stored may differ.',
  },
} as const satisfies Record<string, LedgerEntry>;
