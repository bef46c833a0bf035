/** Forms of the commands in the catalogue that one case per rule does not show: what belongs to them, how sure they are, and what only looks alike. */
import { describe, expect, it, test } from 'vitest';
import { explainRun } from './explain-run';
import { runOf, type Agent, type RunOverrides } from './run.fixture';

const NS = '/api/v1/namespaces/dev';
const APPS = '/apis/apps/v1/namespaces/dev';
const RELEASE = 'sh.helm.release.v1.web';

/** `text (rule, confidence, requests)` */
const told = (agent: Agent, lines: string, over?: RunOverrides): string[] => explainRun(runOf(agent, lines, over)).map(({ text, rule, confidence, requestIds }) => `${text} (${rule}, ${confidence}, ${requestIds.length})`);

test.each<[string, Agent, string, string[], RunOverrides?]>([
  ['get -w of one object', 'kubectl', `+0 GET ${NS}/pods/web\n+90 GET ${NS}/pods?fieldSelector=metadata.name%3Dweb&resourceVersion=7&watch=true`, ['kubectl get pods web -n dev -w (8, high, 2)']],
  ['wait, which lists first', 'kubectl', `+0 GET ${NS}/pods/web\n+50 GET ${NS}/pods?fieldSelector=metadata.name%3Dweb\n+90 GET ${NS}/pods?fieldSelector=metadata.name%3Dweb&resourceVersion=7&watch=true`, ['kubectl wait pods/web -n dev (42, medium, 3)']],
  ['rollout status, whose watch has a time-out', 'kubectl', `+0 GET ${APPS}/deployments/web\n+90 GET ${APPS}/deployments?allowWatchBookmarks=true&fieldSelector=metadata.name%3Dweb&resourceVersion=7&timeoutSeconds=300&watch=true`, ['kubectl rollout status deployments/web -n dev (42, medium, 2)']],
  ['describe of a node reads its lease and its pods', 'kubectl', '+0 GET /api/v1/nodes/n1\n+40 GET /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1\n+80 GET /api/v1/pods?fieldSelector=spec.nodeName%3Dn1&limit=500\n+120 GET /api/v1/events?fieldSelector=involvedObject.name%3Dn1&limit=500', ['kubectl describe nodes n1 (10, high, 4)']],
  ['describe of a deployment reads its replica sets', 'kubectl', `+0 GET ${APPS}/deployments/web\n+40 GET ${APPS}/replicasets?labelSelector=app%3Dweb&limit=500\n+90 GET ${NS}/events?fieldSelector=involvedObject.name%3Dweb&limit=500`, ['kubectl describe deployments web -n dev (10, high, 3)']],
  ['top asks without a limit', 'kubectl', '+0 GET /apis/metrics.k8s.io/v1beta1/nodes', ['kubectl top nodes (60, high, 1)']],
  ['get of the metrics, which is not get pods', 'kubectl', '+0 GET /apis/metrics.k8s.io/v1beta1/namespaces/dev/pods?limit=500', ['kubectl get pods.metrics.k8s.io -n dev (1, high, 1)']],
  ['discovery by --raw has no time-out', 'kubectl', '+0 GET /apis', ['kubectl get --raw /apis (68, medium, 1)']],
  ['a path that no command asks for', 'kubectl', '+0 GET /metrics', ['kubectl get --raw /metrics (68, medium, 1)']],
  ['cp without owners and modes', 'kubectl', `+0 POST ${NS}/pods/web/exec?command=tar&command=--no-same-permissions&command=--no-same-owner&command=-xmf&command=-&command=-C&command=%2Ftmp&stdin=true 101`, ['kubectl cp --no-preserve ./… dev/web:/tmp (17, high, 1)']],
  ['tar on a terminal is no cp', 'kubectl', `+0 POST ${NS}/pods/web/exec?command=tar&command=cf&command=-&command=%2Fetc&stdin=true&stdout=true&tty=true 101`, ['kubectl exec -it web -n dev -- tar cf - /etc (14, high, 1)']],
  ['attach, WebSocket and then SPDY', 'kubectl', `+0 GET ${NS}/pods/web\n+40 GET ${NS}/pods/web/attach?container=app&stdout=true 400\n+90 POST ${NS}/pods/web/attach?container=app&stdout=true 101`, ['kubectl attach web -n dev -c app (19, high, 3)']],
  ['port-forward, WebSocket and then SPDY', 'kubectl', `+0 GET ${NS}/pods/web/portforward 400\n+90 POST ${NS}/pods/web/portforward 101`, ['kubectl port-forward web -n dev … (20, high, 2)']],
  ['run -it attaches to the pod it made', 'kubectl', `+0 POST ${NS}/pods?fieldManager=kubectl-run as sh 201\n+200 GET ${NS}/pods?fieldSelector=metadata.name%3Dsh&watch=true\n+1500 POST ${NS}/pods/sh/attach?container=sh&stdin=true&stdout=true&tty=true 101`, ['kubectl run -it sh -n dev --image=… (34, high, 3)']],
  ['debug of a node without a terminal', 'kubectl', `+0 GET /api/v1/nodes/n1\n+80 POST ${NS}/pods as node-debugger-n1-abc12 201`, ['kubectl debug node/n1 -n dev --image=… (52, high, 2)']],
  ['a service through the API server, by kubectl', 'kubectl', `+0 GET ${NS}/services/dash/proxy/`, [`kubectl get --raw ${NS}/services/dash/proxy/ (21, high, 1)`]],
  ['the same by curl', 'curl', `+0 POST ${NS}/services/dash/proxy/login`, [`curl -X POST https://APISERVER${NS}/services/dash/proxy/login (21, high, 1)`]],
  ['the kubelet by kubectl', 'kubectl', '+0 POST /api/v1/nodes/n1/proxy/run/dev/web/app', ['kubectl create --raw /api/v1/nodes/n1/proxy/run/dev/web/app -f … (22, high, 1)']],
  ['can-i about a subresource', 'kubectl', '+0 POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201', ['kubectl auth can-i create pods --subresource exec -n dev (24, high, 1)'], { body: { spec: { resourceAttributes: { verb: 'create', resource: 'pods', subresource: 'exec', namespace: 'dev' } } } }],
  ['can-i in all namespaces', 'kubectl', '+0 POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201', ['kubectl auth can-i list secrets -A (24, high, 1)'], { body: { spec: { resourceAttributes: { verb: 'list', resource: 'secrets' } } } }],
  ['can-i about something of the whole cluster', 'kubectl', '+0 POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201', ['kubectl auth can-i list nodes (24, high, 1)'], { body: { spec: { resourceAttributes: { verb: 'list', resource: 'nodes' } } } }],
  ['can-i --list names its namespace', 'kubectl', '+0 POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews 201', ['kubectl auth can-i --list -n dev (25, high, 1)'], { body: { spec: { namespace: 'dev' } } }],
  ['a token with its bounds', 'kubectl', `+0 POST ${NS}/serviceaccounts/ci/token 201`, ['kubectl create token ci -n dev --bound-object-kind Pod --bound-object-name web --duration 315360000s (54, high, 1)'], { body: { spec: { boundObjectRef: { kind: 'Pod', name: 'web' }, expirationSeconds: 315_360_000 } } }],
  ['approve or deny: the body would tell', 'kubectl', '+60 PUT /apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval', ['kubectl certificate approve c # or deny (58, high, 1)']],
  ['cordon or uncordon: the body would tell', 'kubectl', '+60 PATCH /api/v1/nodes/n1', ['kubectl cordon n1 # or uncordon (48, high, 1)']],
  ['nodes of an extension are not cordoned', 'none', '+60 PATCH /apis/longhorn.io/v1beta2/namespaces/longhorn-system/nodes/n1', []],
  ['roles of an extension are no change of privileges', 'none', '+60 POST /apis/iam.example.com/v1/roles?fieldManager=kubectl-create as r 201', ['kubectl create … # roles.iam.example.com r (33, medium, 1)']],
  ['delete by field', 'kubectl', `+0 GET ${NS}/pods?fieldSelector=status.phase%3DFailed&limit=500\n+60 DELETE ${NS}/pods/a\n+90 DELETE ${NS}/pods/b`, ['kubectl delete pods -n dev --field-selector status.phase=Failed (46, high, 3)']],
  ['delete in all namespaces', 'kubectl', `+0 GET /api/v1/pods?limit=500\n+60 DELETE ${NS}/pods/a\n+90 DELETE /api/v1/namespaces/prod/pods/b`, ['kubectl delete pods -A --all (46, high, 3)']],
  ['delete by force', 'kubectl', `+0 DELETE ${NS}/pods/a`, ["kubectl delete pods a -n dev --grace-period=0 --force (45, high, 1)"], { body: { gracePeriodSeconds: 0 } }],
  ['a deletion with a query is --raw', 'kubectl', `+0 DELETE ${NS}/pods/a?gracePeriodSeconds=0`, [`kubectl delete --raw '${NS}/pods/a?gracePeriodSeconds=0' (68, medium, 1)`]],
  ['a form that no rule speaks of says less', 'kubectl', `+0 GET ${APPS}/deployments/web/status`, [`kubectl get --raw ${APPS}/deployments/web/status (68, low, 1)`]],
  ['deletecollection by curl', 'curl', `+0 DELETE ${NS}/pods`, [`curl -X DELETE https://APISERVER${NS}/pods (47, medium, 1)`]],
  ['deletecollection by a component', 'leader', `+0 DELETE ${NS}/pods`, ['deletion of pods as a collection in dev (47, medium, 1)']],
  ['a Helm upgrade to its end', 'helm', `+0 POST ${NS}/secrets as ${RELEASE}.v3 201\n+300 PUT ${NS}/secrets/${RELEASE}.v2\n+310 PUT ${NS}/secrets/${RELEASE}.v3`, ['helm upgrade web … -n dev (72, high, 3)']],
  ['a Helm installation that broke off', 'helm', `+0 POST ${NS}/secrets as ${RELEASE}.v1 201\n+90 POST ${APPS}/deployments?fieldManager=helm as web 403`, ['helm install web … -n dev (71, medium, 2)']],
  ['two requests of an old kubectl', 'old', '+0 GET /api?timeout=32s\n+40 GET /apis?timeout=32s', ['discovery of the API (kubectl api-resources, completion, or before another command) (64, medium, 2)']],
])('%s', (_, agent, lines, expected, over) => {
  expect(told(agent, lines, over)).toEqual(expected);
});

describe('a version of kubectl that could not ask so', () => {
  it.each<[string, Agent, string, RegExp | undefined]>([
    ['exec over WebSocket', 'old', `+0 GET ${NS}/pods/web/exec?command=id&stdout=true 101`, /1\.17; kubectl has exec and attach over WebSocket since 1\.29/],
    ['the same by 1.32', 'kubectl', `+0 GET ${NS}/pods/web/exec?command=id&stdout=true 101`, undefined],
    ['port-forward over WebSocket', 'old', `+0 GET ${NS}/pods/web/portforward 101`, /port-forward over WebSocket since 1\.30/],
    ['create token', 'old', `+0 POST ${NS}/serviceaccounts/ci/token 201`, /create token since 1\.24/],
    ['whoami', 'old', '+0 POST /apis/authentication.k8s.io/v1/selfsubjectreviews 201', /auth whoami since 1\.26/],
    ['fieldValidation', 'old', `+0 POST ${NS}/configmaps?fieldManager=kubectl-create&fieldValidation=Strict as c 201`, /fieldValidation since 1\.24/],
    ['a Helm of any version', 'helm', `+0 GET ${NS}/pods/web/exec?command=id&stdout=true 101`, undefined],
  ])('%s', (_, agent, lines, expected) => {
    const [command] = explainRun(runOf(agent, lines));
    if (expected === undefined) {
      expect(command?.contradictions ?? []).toEqual([]);
      return;
    }
    expect(command?.contradictions.join(' ')).toMatch(expected);
    expect(command?.confidence).toBe('medium');
  });
});

test('a session that was tried twice is as long as the one that worked', () => {
  const asked = runOf('kubectl', `+0 GET ${NS}/pods/web/portforward 400\n+90 POST ${NS}/pods/web/portforward 101`).map((one) => ({ ...one, durationUs: one.code === 101 ? 60_000_000n : 2_000n }));
  expect(explainRun(asked)[0]?.reason).toContain('The session lasted 1 min');
  const attached = runOf('kubectl', `+0 GET ${NS}/pods/web/attach?stdout=true 400\n+90 POST ${NS}/pods/web/attach?stdout=true 101`).map((one) => ({ ...one, durationUs: one.code === 101 ? 60_000_000n : 2_000n }));
  expect(explainRun(attached)[0]?.reason).toContain('The session lasted 1 min');
});
