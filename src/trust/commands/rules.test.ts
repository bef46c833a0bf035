/** Each rule has a case that it must find and one, as close to it as may be, that it must not. */
import { describe, expect, it } from 'vitest';
import { explainRun } from './explain-run';
import { ALL_RULES } from './rules';
import { runOf, type Agent, type RunOverrides } from './run.fixture';

interface Case {
  readonly rule: number;
  readonly agent: Agent;
  readonly requests: string;
  /** The command of the rule, with the number of requests it takes. */
  readonly text: string;
  readonly members?: number;
  readonly over?: RunOverrides;
  /** Near to it, and not it. */
  readonly not: string;
  readonly notAgent?: Agent;
  readonly notOver?: RunOverrides;
}

const NS = '/api/v1/namespaces/dev';
const APPS = '/apis/apps/v1/namespaces/dev';
const SSA = 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict';
const RELEASE = 'sh.helm.release.v1.web';

const CASES: readonly Case[] = [
  { rule: 1, agent: 'kubectl', requests: `+0 GET ${NS}/pods?limit=500`, text: 'kubectl get pods -n dev', not: `+0 GET ${NS}/pods?limit=250` },
  { rule: 2, agent: 'kubectl', requests: '+0 GET /api/v1/pods?limit=500', text: 'kubectl get pods -A', not: '+0 GET /api/v1/nodes?limit=500' },
  { rule: 3, agent: 'kubectl', requests: `+0 GET ${NS}/pods?labelSelector=app%3Dweb&limit=500`, text: 'kubectl get pods -n dev -l app=web', not: `+0 GET ${NS}/pods?limit=500` },
  { rule: 4, agent: 'kubectl', requests: `+0 GET ${NS}/pods?fieldSelector=status.phase%3DFailed&limit=500`, text: 'kubectl get pods -n dev --field-selector status.phase=Failed', not: `+0 GET ${NS}/pods?labelSelector=a%3Db&limit=500` },
  { rule: 5, agent: 'kubectl', requests: `+0 GET ${NS}/pods?continue=abc&limit=500`, text: 'kubectl get pods -n dev', not: `+0 GET ${NS}/pods?limit=500\n+90 GET ${NS}/pods?continue=abc&limit=500` },
  { rule: 6, agent: 'kubectl', requests: `+0 GET ${NS}/pods?includeObject=Object`, text: 'kubectl get pods -n dev --sort-by=…', not: `+0 GET ${NS}/pods?limit=500` },
  { rule: 7, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web`, text: 'kubectl get pods web -n dev', not: `+0 GET ${NS}/pods/web?pretty=true` },
  { rule: 8, agent: 'kubectl', requests: `+0 GET ${NS}/pods?limit=500\n+130 GET ${NS}/pods?resourceVersion=7&watch=true`, text: 'kubectl get pods -n dev -w', members: 2, not: `+0 GET ${NS}/pods?limit=500\n+2600 GET ${NS}/pods?resourceVersion=7&watch=true` },
  {
    rule: 9, agent: 'kubectl', members: 6, text: 'kubectl get all -n dev',
    requests: `+0 GET ${NS}/pods?limit=500\n+50 GET ${NS}/services?limit=500\n+90 GET ${APPS}/daemonsets?limit=500\n+130 GET ${APPS}/deployments?limit=500\n+170 GET ${APPS}/replicasets?limit=500\n+210 GET /apis/batch/v1/namespaces/dev/jobs?limit=500`,
    not: `+0 GET ${NS}/pods?limit=500\n+50 GET ${NS}/services?limit=500`,
  },
  { rule: 10, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web\n+70 GET ${NS}/events?fieldSelector=involvedObject.name%3Dweb%2CinvolvedObject.namespace%3Ddev&limit=500`, text: 'kubectl describe pods web -n dev', members: 2, not: `+0 GET ${NS}/pods/other\n+70 GET ${NS}/events?fieldSelector=involvedObject.name%3Dweb&limit=500` },
  { rule: 11, agent: 'kubectl', requests: `+0 GET ${NS}/events?limit=500`, text: 'kubectl events -n dev', not: `+0 GET ${NS}/events?fieldSelector=involvedObject.name%3Dweb&limit=500` },
  { rule: 12, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web\n+60 GET ${NS}/pods/web/log?container=app&follow=true&tailLines=20`, text: 'kubectl logs web -n dev -c app -f --tail=20', members: 2, not: `+0 GET ${NS}/pods/web/status` },
  { rule: 13, agent: 'kubectl', requests: `+0 GET ${NS}/pods?labelSelector=app%3Dweb\n+60 GET ${NS}/pods/web-1/log?container=app\n+90 GET ${NS}/pods/web-2/log?container=app`, text: 'kubectl logs -l app=web -n dev', members: 3, not: `+0 GET ${NS}/pods/web-1/log?container=app\n+90 GET ${NS}/pods/web-2/log?container=app` },
  { rule: 14, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web\n+60 GET ${NS}/pods/web/exec?command=sh&command=-c&command=id+-u&container=app&stdin=true&stdout=true&tty=true 101`, text: "kubectl exec -it web -n dev -c app -- sh -c 'id -u'", members: 2, not: `+0 GET ${NS}/pods/web/exec?container=app` },
  { rule: 15, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web/exec?command=id&stdout=true 400\n+60 POST ${NS}/pods/web/exec?command=id&stdout=true 101`, text: 'kubectl exec web -n dev -- id', members: 2, not: `+0 GET ${NS}/pods/web/exec?command=id&stdout=true 101\n+60 POST ${NS}/pods/web/exec?command=id&stdout=true 101` },
  { rule: 16, agent: 'kubectl', requests: `+0 POST ${NS}/pods/web/exec?command=tar&command=cf&command=-&command=%2Fetc%2Fpasswd&stdout=true 101`, text: 'kubectl cp dev/web:/etc/passwd ./…', not: `+0 POST ${NS}/pods/web/exec?command=tar&command=tf&command=a.tar&stdout=true 101` },
  { rule: 17, agent: 'kubectl', requests: `+0 POST ${NS}/pods/web/exec?command=test&command=-d&command=%2Ftmp&stdout=true 101\n+90 POST ${NS}/pods/web/exec?command=tar&command=-xmf&command=-&command=-C&command=%2Ftmp&stdin=true 101`, text: 'kubectl cp ./… dev/web:/tmp', members: 2, not: `+0 POST ${NS}/pods/web/exec?command=tar&command=--version&stdout=true 101` },
  { rule: 18, agent: 'kubectl', requests: `+0 POST ${NS}/pods/web/exec?command=sh&command=-c&command=tar+cf+-+%2Fdata+%7C+tail+-c%2B100&stdout=true 101`, text: 'kubectl cp dev/web:/data ./… --retries=…', not: `+0 POST ${NS}/pods/web/exec?command=sh&command=-c&command=tar+cf+-+%2Fdata&stdout=true 101` },
  { rule: 19, agent: 'kubectl', requests: `+0 POST ${NS}/pods/web/attach?container=app&stdin=true&stdout=true&tty=true 101`, text: 'kubectl attach -it web -n dev -c app', not: `+0 POST ${NS}/pods/web/eviction 201` },
  { rule: 20, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web\n+40 POST ${NS}/pods/web/portforward 101`, text: 'kubectl port-forward web -n dev …', members: 2, not: `+0 GET ${NS}/pods/web/log?container=a` },
  { rule: 21, agent: 'browser', requests: `+0 GET ${NS}/services/https:dash:443/proxy/api/v1/login`, text: 'browsing services https:dash:443 in dev through the API server: /api/v1/login', not: `+0 GET ${NS}/services/dash` },
  { rule: 22, agent: 'curl', requests: '+0 POST /api/v1/nodes/n1/proxy/run/dev/web/app', text: 'curl -X POST https://APISERVER/api/v1/nodes/n1/proxy/run/dev/web/app', not: '+0 GET /api/v1/nodes/n1' },
  { rule: 23, agent: 'prometheus', requests: '+0 GET /api/v1/nodes/n1/proxy/metrics', text: 'metrics of node n1', not: '+0 GET /api/v1/nodes/n1/proxy/pods' },
  { rule: 24, agent: 'kubectl', requests: '+0 POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201', text: 'kubectl auth can-i …', not: '+0 POST /apis/authorization.k8s.io/v1/subjectaccessreviews 201' },
  { rule: 25, agent: 'kubectl', requests: '+0 POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews 201', text: 'kubectl auth can-i --list', not: '+0 POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201' },
  { rule: 26, agent: 'kubectl', requests: '+0 POST /apis/authentication.k8s.io/v1/selfsubjectreviews 201', text: 'kubectl auth whoami', not: '+0 POST /apis/authentication.k8s.io/v1/tokenreviews 201' },
  { rule: 27, agent: 'python', requests: Array.from({ length: 10 }, (_, i) => `+${i * 50} POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201`).join('\n'), text: '10 questions about own rights', members: 10, not: Array.from({ length: 9 }, (_, i) => `+${i * 50} POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201`).join('\n') },
  { rule: 28, agent: 'kubelet', over: { username: 'system:node:n1' }, requests: '+0 POST /apis/authorization.k8s.io/v1/subjectaccessreviews 201', text: 'system:node:n1 checks a caller of its kubelet', not: '+0 POST /apis/authorization.k8s.io/v1/subjectaccessreviews 201', notOver: { username: 'alice' } },
  { rule: 29, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+80 PATCH ${APPS}/deployments/web?${SSA}`, text: 'kubectl apply -f … -n dev', members: 2, not: `+0 GET ${APPS}/deployments/web\n+80 PATCH ${APPS}/deployments/web?fieldManager=kubectl-edit&fieldValidation=Strict` },
  { rule: 30, agent: 'kubectl', requests: `+0 GET /openapi/v3?timeout=32s\n+70 GET ${APPS}/deployments/web 404\n+150 POST ${APPS}/deployments?${SSA} as web 201`, text: 'kubectl apply -f … -n dev', members: 3, not: `+0 POST ${APPS}/deployments?fieldManager=kubectl-create as web 201` },
  { rule: 31, agent: 'kubectl', requests: `+0 PATCH ${APPS}/deployments/web?fieldManager=kubectl&fieldValidation=Strict&force=true`, text: 'kubectl apply --server-side --force-conflicts -f … -n dev', not: `+0 PATCH ${APPS}/deployments/web?fieldManager=kubectl-patch` },
  { rule: 32, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+80 PATCH ${APPS}/deployments/web?dryRun=All&${SSA}`, text: 'kubectl diff -f … -n dev', members: 2, not: `+0 PATCH ${APPS}/deployments/web?${SSA}` },
  { rule: 33, agent: 'kubectl', requests: `+0 POST ${NS}/configmaps?fieldManager=kubectl-create&fieldValidation=Strict as settings 201`, text: 'kubectl create … -n dev # configmaps settings', not: `+0 POST ${NS}/pods?fieldManager=kubectl-run as web 201` },
  { rule: 34, agent: 'kubectl', requests: `+0 POST ${NS}/pods?fieldManager=kubectl-run as web 201`, text: 'kubectl run web -n dev --image=…', not: `+0 POST ${NS}/pods?fieldManager=kubectl-create as web 201` },
  { rule: 35, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+60 POST ${NS}/services?fieldManager=kubectl-expose as web 201`, text: 'kubectl expose deployments/web -n dev', members: 2, not: `+0 POST ${NS}/services?fieldManager=kubectl-create as web 201` },
  { rule: 36, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+60 POST /apis/autoscaling/v2/namespaces/dev/horizontalpodautoscalers?fieldManager=kubectl-autoscale as web 201`, text: 'kubectl autoscale deployments/web -n dev --max=…', members: 2, not: '+60 POST /apis/autoscaling/v2/namespaces/dev/horizontalpodautoscalers?fieldManager=kubectl-create as web 201' },
  { rule: 37, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+1900 PATCH ${APPS}/deployments/web?fieldManager=kubectl-edit&fieldValidation=Strict`, text: 'kubectl edit deployments web -n dev', members: 2, not: `+0 PATCH ${APPS}/deployments/web?fieldManager=editor` },
  { rule: 38, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+60 PATCH ${APPS}/deployments/web?fieldManager=kubectl-patch`, text: 'kubectl patch deployments web -n dev -p …', members: 2, not: `+0 GET ${APPS}/deployments/web` },
  { rule: 39, agent: 'kubectl', requests: '+0 GET /api/v1/nodes/n1\n+60 PATCH /api/v1/nodes/n1?fieldManager=kubectl-taint', text: 'kubectl taint nodes n1 …', members: 2, not: '+0 PATCH /api/v1/nodes/n1' },
  { rule: 40, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+60 PATCH ${APPS}/deployments/web?fieldManager=kubectl-rollout`, text: 'kubectl rollout restart deployments/web -n dev # or pause, resume', members: 2, not: `+0 PATCH ${APPS}/deployments/web?fieldManager=kubectl-set` },
  { rule: 41, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+60 GET ${APPS}/replicasets?labelSelector=app%3Dweb\n+120 PATCH ${APPS}/deployments/web`, text: 'kubectl rollout undo deployments/web -n dev', members: 3, not: `+0 GET ${APPS}/deployments/web\n+120 PATCH ${APPS}/deployments/web` },
  { rule: 42, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+90 GET ${APPS}/deployments?fieldSelector=metadata.name%3Dweb&watch=true`, text: 'kubectl rollout status deployments/web -n dev', members: 2, not: `+0 GET ${APPS}/deployments/web\n+90 GET ${APPS}/deployments?fieldSelector=metadata.name%3Dother&watch=true` },
  { rule: 43, agent: 'kubectl', requests: `+0 GET ${APPS}/deployments/web\n+60 PATCH ${APPS}/deployments/web/scale`, over: { body: { spec: { replicas: 0 } } }, text: 'kubectl scale deployments/web -n dev --replicas=0', members: 2, not: `+0 GET ${APPS}/deployments/web/scale` },
  { rule: 44, agent: 'kubectl', requests: `+0 GET ${NS}/configmaps/c\n+60 PUT ${NS}/configmaps/c?fieldManager=kubectl-replace&fieldValidation=Strict`, text: 'kubectl replace -f … -n dev', members: 2, not: `+0 PUT ${NS}/configmaps/c?fieldManager=kubectl-edit` },
  { rule: 45, agent: 'kubectl', requests: `+0 DELETE ${NS}/pods/web\n+60 GET ${NS}/pods/web\n+130 GET ${NS}/pods?fieldSelector=metadata.name%3Dweb&watch=true`, text: 'kubectl delete pods web -n dev', members: 3, not: `+0 GET ${NS}/pods/web` },
  { rule: 46, agent: 'kubectl', requests: `+0 GET ${NS}/pods?labelSelector=app%3Dweb&limit=500\n+60 DELETE ${NS}/pods/a\n+90 DELETE ${NS}/pods/b`, text: 'kubectl delete pods -n dev -l app=web', members: 3, not: `+0 GET ${NS}/pods?limit=500\n+60 DELETE ${NS}/pods/a` },
  { rule: 47, agent: 'operator', requests: `+0 DELETE ${NS}/pods?labelSelector=a%3Db`, text: 'deletion of pods as a collection in dev', not: `+0 DELETE ${NS}/pods/a` },
  { rule: 48, agent: 'kubectl', requests: '+0 GET /api/v1/nodes/n1\n+60 PATCH /api/v1/nodes/n1', over: { body: { spec: { unschedulable: true } } }, text: 'kubectl cordon n1', members: 2, not: '+0 PATCH /api/v1/nodes/n1?fieldManager=kubectl-label' },
  {
    rule: 49, agent: 'kubectl', members: 6, text: 'kubectl drain n1',
    requests: `+0 GET /api/v1/nodes/n1\n+60 PATCH /api/v1/nodes/n1\n+120 GET /api/v1/pods?fieldSelector=spec.nodeName%3Dn1&limit=500\n+200 GET ${APPS}/daemonsets/ds\n+260 POST ${NS}/pods/a/eviction 201\n+300 POST ${NS}/pods/b/eviction 201`,
    not: '+120 GET /api/v1/pods?fieldSelector=spec.nodeName%3Dn1&limit=500',
  },
  { rule: 50, agent: 'operator', requests: `+0 POST ${NS}/pods/a/eviction 201`, text: 'eviction of pod a', not: `+0 POST ${NS}/pods/a/eviction 201`, notAgent: 'kubectl' },
  { rule: 51, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web\n+60 PATCH ${NS}/pods/web/ephemeralcontainers\n+90 GET ${NS}/pods?fieldSelector=metadata.name%3Dweb&watch=true\n+900 POST ${NS}/pods/web/attach?container=debugger&stdin=true&stdout=true&tty=true 101`, text: 'kubectl debug -it web -n dev --image=…', members: 4, not: `+0 PATCH ${NS}/pods/web?fieldManager=kubectl-patch` },
  { rule: 52, agent: 'kubectl', requests: `+0 GET /api/v1/nodes/n1\n+80 POST ${NS}/pods as node-debugger-n1-abc12 201\n+900 POST ${NS}/pods/node-debugger-n1-abc12/attach?container=debugger&stdin=true&stdout=true&tty=true 101`, text: 'kubectl debug -it node/n1 -n dev --image=…', members: 3, not: `+80 POST ${NS}/pods as node-debugger-n1 201` },
  { rule: 53, agent: 'kubectl', requests: `+0 GET ${NS}/pods/web\n+80 POST ${NS}/pods as web-copy 201`, text: 'kubectl debug web -n dev --copy-to web-copy', members: 2, not: `+80 POST ${NS}/pods as web-copy 201` },
  { rule: 54, agent: 'kubectl', requests: `+0 POST ${NS}/serviceaccounts/ci/token 201`, text: 'kubectl create token ci -n dev', not: `+0 GET ${NS}/serviceaccounts/ci` },
  { rule: 55, agent: 'kubelet', over: { username: 'system:node:n1' }, requests: `+0 POST ${NS}/serviceaccounts/ci/token 201`, text: 'token of dev/ci renewed for a pod', not: `+0 POST ${NS}/serviceaccounts/ci/token 201`, notAgent: 'kubectl' },
  { rule: 56, agent: 'python', over: { body: { type: 'kubernetes.io/service-account-token' } }, requests: `+0 POST ${NS}/secrets as tok 201`, text: 'long-lived token in secret dev/tok', not: `+0 POST ${NS}/secrets as tok 201`, notOver: { body: { type: 'Opaque' } } },
  { rule: 57, agent: 'kubelet', over: { username: 'system:bootstrap:abc' }, requests: '+0 POST /apis/certificates.k8s.io/v1/certificatesigningrequests as csr-1 201', text: 'certificate request of a kubelet', not: '+0 GET /apis/certificates.k8s.io/v1/certificatesigningrequests/csr-1' },
  { rule: 58, agent: 'kubectl', requests: '+0 GET /apis/certificates.k8s.io/v1/certificatesigningrequests/c\n+60 PUT /apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval', over: { body: { status: { conditions: [{ type: 'Denied' }] } } }, text: 'kubectl certificate deny c', members: 2, not: '+60 PUT /apis/certificates.k8s.io/v1/certificatesigningrequests/c/status' },
  { rule: 59, agent: 'kubectl', requests: '+0 POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings?fieldManager=kubectl-create as pwn 201', text: 'kubectl create … # clusterrolebindings pwn', not: '+0 GET /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/pwn' },
  { rule: 60, agent: 'kubectl', requests: '+0 GET /apis?timeout=32s\n+70 GET /apis/metrics.k8s.io/v1beta1/namespaces/dev/pods', text: 'kubectl top pods -n dev', members: 2, not: `+70 GET ${NS}/pods` },
  { rule: 61, agent: 'kubectl', requests: '+0 GET /api/v1/namespaces/kube-system/services?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue', text: 'kubectl cluster-info', not: '+0 GET /api/v1/namespaces/kube-system/services?limit=500' },
  {
    rule: 62, agent: 'kubectl', members: 9, text: 'kubectl cluster-info dump',
    requests: ['+0 GET /api/v1/nodes', ...['events', 'replicationcontrollers', 'services'].map((r, i) => `+${50 + i} GET ${NS}/${r}`), ...['daemonsets', 'deployments', 'replicasets'].map((r, i) => `+${60 + i} GET ${APPS}/${r}`), `+70 GET ${NS}/pods`, `+80 GET ${NS}/pods/web/log?container=app`].join('\n'),
    not: ['+0 GET /api/v1/nodes', `+70 GET ${NS}/pods`, `+80 GET ${NS}/pods/web/log?container=app`].join('\n'),
  },
  { rule: 63, agent: 'kubectl', requests: '+0 GET /version?timeout=32s', text: 'kubectl version', not: '+0 GET /version' },
  { rule: 64, agent: 'kubectl', requests: '+0 GET /api?timeout=32s\n+40 GET /apis?timeout=32s', text: 'discovery of the API (kubectl api-resources, completion, or before another command)', members: 2, not: '+0 GET /healthz' },
  { rule: 65, agent: 'old', requests: '+0 GET /api?timeout=32s\n+40 GET /apis?timeout=32s\n+60 GET /apis/apps/v1?timeout=32s\n+70 GET /apis/batch/v1?timeout=32s', text: 'discovery of the API, group by group', members: 4, not: '+0 GET /api?timeout=32s\n+40 GET /apis?timeout=32s' },
  { rule: 66, agent: 'kubectl', requests: '+0 GET /openapi/v3?timeout=32s\n+40 GET /openapi/v3/apis/apps/v1?hash=AB&timeout=32s', text: 'kubectl explain …', members: 2, not: '+0 GET /openapi/v2?timeout=32s' },
  { rule: 67, agent: 'operator', requests: '+0 GET /openapi/v2', text: 'download of the API schema', not: '+0 GET /openapi/v3' },
  { rule: 68, agent: 'kubectl', requests: `+0 GET ${NS}/secrets?limit=500&continue=`, text: "kubectl get --raw '/api/v1/namespaces/dev/secrets?limit=500&continue='", not: `+0 GET ${NS}/secrets?limit=500` },
  { rule: 69, agent: 'helm', requests: `+0 GET ${NS}/secrets?labelSelector=name%3Dweb%2Cowner%3Dhelm%2Cstatus%3Ddeployed`, text: 'helm status web -n dev', not: `+0 GET ${NS}/secrets?labelSelector=owner%3Dhelm` },
  { rule: 70, agent: 'helm', requests: '+0 GET /api/v1/secrets?labelSelector=owner%3Dhelm', text: 'helm list -A', not: '+0 GET /api/v1/secrets?labelSelector=name%3Dweb%2Cowner%3Dhelm' },
  { rule: 71, agent: 'helm', requests: `+0 GET ${NS}/secrets?labelSelector=name%3Dweb%2Cowner%3Dhelm\n+50 POST ${NS}/secrets as ${RELEASE}.v1 201\n+90 POST ${APPS}/deployments?fieldManager=helm as web 201\n+300 PUT ${NS}/secrets/${RELEASE}.v1`, text: 'helm install web … -n dev', members: 4, not: `+50 POST ${NS}/secrets as ${RELEASE}.v2 201` },
  { rule: 72, agent: 'helm', requests: `+50 POST ${NS}/secrets as ${RELEASE}.v3 201\n+90 PATCH ${APPS}/deployments/web?fieldManager=helm\n+300 PUT ${NS}/secrets/${RELEASE}.v3`, text: 'helm upgrade web … -n dev', members: 3, not: `+50 POST ${NS}/secrets as ${RELEASE}.v1 201` },
  { rule: 73, agent: 'helm', requests: `+0 GET ${NS}/secrets?labelSelector=name%3Dweb%2Cowner%3Dhelm\n+50 DELETE ${APPS}/deployments/web\n+300 DELETE ${NS}/secrets/${RELEASE}.v1`, text: 'helm uninstall web -n dev', members: 3, not: `+300 DELETE ${NS}/secrets/other` },
  { rule: 74, agent: 'curl', requests: `+0 GET ${NS}/secrets/${RELEASE}.v4`, text: 'reading version 4 of the Helm release web', not: `+0 GET ${NS}/secrets/${RELEASE}.v4`, notAgent: 'helm' },
  { rule: 75, agent: 'curl', over: { sourceIps: ['127.0.0.1', '198.51.100.4'] }, requests: '+0 GET /api/v1/pods/', text: 'curl http://127.0.0.1:8001/api/v1/pods/', not: '+0 GET /api/v1/pods/', notOver: { sourceIps: ['8.8.8.8', '198.51.100.4'] } },
  { rule: 76, agent: 'curl', requests: `+0 DELETE ${NS}/pods/web`, text: 'curl -X DELETE -H "Authorization: Bearer …" https://APISERVER/api/v1/namespaces/dev/pods/web', not: `+0 DELETE ${NS}/pods/web`, notAgent: 'kubectl' },
  { rule: 77, agent: 'browser', over: { sourceIps: ['::1', '198.51.100.4'] }, requests: '+0 GET /api/v1/pods', text: 'browser at http://127.0.0.1:8001/api/v1/pods (kubectl proxy)', not: '+0 GET /api/v1/pods', notOver: {} },
  { rule: 78, agent: 'python', requests: '+0 GET /api/v1/pods', text: 'script with OpenAPI-Generator', not: '+0 GET /api/v1/pods', notAgent: 'operator' },
  { rule: 79, agent: 'leader', requests: '+0 PUT /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kcm', text: 'leader election heartbeat', not: '+0 PUT /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kcm', notAgent: 'operator' },
  { rule: 80, agent: 'kubelet', requests: '+0 PATCH /api/v1/nodes/n1/status', text: 'node heartbeat', not: '+0 PATCH /api/v1/nodes/n1' },
  { rule: 81, agent: 'scheduler', requests: `+0 POST ${NS}/pods/web/binding 201`, text: 'scheduling of pod web', not: `+0 POST ${NS}/pods/web/eviction 201` },
  { rule: 82, agent: 'kubeadm', over: { username: 'system:anonymous' }, requests: '+0 GET /api/v1/namespaces/kube-public/configmaps/cluster-info', text: 'kubeadm join …', not: '+0 GET /api/v1/namespaces/kube-public/configmaps/cluster-info', notOver: { username: 'alice' } },
  { rule: 83, agent: 'none', over: { username: null }, requests: '+0 GET / 401\n+50 GET /api 401\n+90 GET /version 401', text: '3 failed logins in a row', members: 3, not: '+0 GET / 401' },
  { rule: 84, agent: 'kubectl', requests: '+0 GET /api/v1/secrets?limit=500', text: 'kubectl get secrets -A', not: '+0 GET /api/v1/namespaces/dev/secrets?limit=500' },
  { rule: 85, agent: 'curl', over: { podName: 'web', credentialPeers: 2 }, requests: `+0 GET ${NS}/pods/web\n+90 GET /api/v1/nodes/n1\n+200 GET ${NS}/secrets`, text: 'exploration with the token of pod web', members: 3, not: `+0 GET ${NS}/pods/web\n+90 GET /api/v1/nodes/n1\n+200 GET ${NS}/secrets`, notOver: { podName: 'web', credentialPeers: 1 } },
];

const found = (agent: Agent, requests: string, over?: RunOverrides) => explainRun(runOf(agent, requests, over));

describe.each(CASES)('rule $rule: $text', ({ rule, agent, requests, text, members = 1, over, not, notAgent, notOver }) => {
  it('finds it', () => {
    const command = found(agent, requests, over).find((one) => one.rule === rule);
    expect(command?.text).toBe(text);
    expect(command?.requestIds).toHaveLength(members);
  });
  it('does not find its neighbour', () => {
    expect(found(notAgent ?? agent, not, notOver ?? over).map((one) => one.rule)).not.toContain(rule);
  });
});

it('has all rules of the catalogue, each with a case', () => {
  const numbers = [...new Set(ALL_RULES.map((rule) => rule.number))];
  expect(numbers).toEqual(Array.from({ length: 85 }, (_, i) => i + 1));
  expect(new Set(CASES.map((one) => one.rule))).toEqual(new Set(numbers));
});
