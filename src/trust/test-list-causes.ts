/**
 * H6 to H17: an effect whose cause the log should show, and a cause whose effect it should show. Each is tested only in a log
 * that is seen to hold such pairs and covers the time in which the other one must be (`db/schema/060-cause-tests.sql`).
 */
import type { TrustTest } from './trust-test';

const NEEDS = 'causes and effects';
const SERVERS = 'another API server whose log is not here';

export const CAUSE_TESTS = {
  H6: { id: 'H6', title: 'Token that nobody issued', field: 'credential_id', effect: 'changes-interpretation', severity: 'warning', verdict: 'authenticated', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/registry/core/serviceaccount/storage/token.go; pkg/kubelet/token (renewed within the hour)',
    explanation: 'This pod’s token shows for the first time long after the log begins, and its issue is not in the log though those of others are: lines are missing, or it was signed with a stolen key.',
    falsePositives: `A policy that leaves out some token requests; pods that ask for tokens of many hours or never read theirs again; ${SERVERS}.` },
  H7: { id: 'H7', title: 'Namespace emptied that nobody deleted', field: 'evidence', effect: 'changes-interpretation', severity: 'note', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/controller/namespace (empties a namespace that was deleted)',
    explanation: 'The namespace controller empties this namespace and its deletion is not in the log: the line was lost, taken out, or written by another API server.',
    falsePositives: 'A deletion before the log begins that a finalizer held up; a policy that does not log deletions of namespaces.' },
  H8: { id: 'H8', title: 'Pod that nobody made', field: 'evidence', effect: 'changes-interpretation', severity: 'warning', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/registry/core/pod/storage (binding of a pod that exists); k8s.io/apiserver pkg/storage/names/generate.go',
    explanation: 'This pod is given a node and no request that made it is in the log: the line was lost or taken out, or the pod was written to etcd.',
    falsePositives: `A pod that waited for a node since before the log began; ${SERVERS}.` },
  H9: { id: 'H9', title: 'Pod removed that nobody deleted', field: 'evidence', effect: 'changes-interpretation', severity: 'warning', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/kubelet/status/status_manager.go canBeDeleted (only pods that are marked for deletion)',
    explanation: 'A kubelet removes this pod for good, which it does only after somebody deleted it, and nobody did in this log: that line was lost or taken out.',
    falsePositives: `A pod with a grace period of more than ten minutes, deleted before the log began; ${SERVERS}.` },
  H10: { id: 'H10', title: 'Right that changed by itself', field: 'decision', effect: 'changes-interpretation', severity: 'warning', verdict: 'observed', needs: NEEDS,
    source: 'k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go (decides by roles and bindings alone)',
    explanation: 'RBAC answered the same request of the same caller the other way before, and in between no role or binding was written in this log: that line was lost or taken out, or etcd was written to.',
    falsePositives: `Another authorizer beside RBAC that refuses or allows by other things; ${SERVERS}.` },
  H11: { id: 'H11', title: 'Namespace that nobody made', field: 'evidence', effect: 'changes-interpretation', severity: 'warning', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/controller/serviceaccount/serviceaccounts_controller.go; pkg/controller/certificates/rootcacertpublisher',
    explanation: 'Controllers give this namespace the account and the certificate that each new one gets, and nobody made it in this log, nor took those away: that line was lost or taken out.',
    falsePositives: `A controller manager that starts again after a long time; the first start of a version that brings such objects; ${SERVERS}.` },
  H12: { id: 'H12', title: 'Rollout that nobody ordered', field: 'evidence', effect: 'changes-interpretation', severity: 'warning', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/controller/deployment/sync.go getNewReplicaSet (named after the deployment and the hash of its pod template)',
    explanation: 'The deployment controller makes a new ReplicaSet, which it does when somebody writes the deployment, and within ten minutes nobody did in this log: that line was lost or taken out.',
    falsePositives: `A ReplicaSet that somebody deleted, which is made again; a controller manager that was down; ${SERVERS}.` },
  H13: { id: 'H13', title: 'Certificate that nobody approved', field: 'evidence', effect: 'changes-interpretation', severity: 'warning', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/controller/certificates/signer/signer.go handle (passes over what is not approved)',
    explanation: 'The control plane signs this certificate request, which it does once it is approved, and its approval is not in the log: that line was lost or taken out.',
    falsePositives: `An approval from before the log began, with the controller manager down until now; ${SERVERS}.` },
  H14: { id: 'H14', title: 'Session without a look at the pod', field: 'evidence', effect: 'changes-interpretation', severity: 'note', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubectl pkg/cmd/exec/exec.go, pkg/cmd/attach/attach.go, pkg/cmd/portforward/portforward.go (each gets the pod first)',
    explanation: 'A client that says kubectl opened this session and did not read the pod in the minute before, as kubectl does: lines are missing, or it is another program.',
    falsePositives: `A policy that leaves out some reads of pods; ${SERVERS}.` },
  H15: { id: 'H15', title: 'Made again, deleted never', field: 'evidence', effect: 'changes-interpretation', severity: 'warning', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/apiserver pkg/registry/generic/registry/store.go Create (refuses a name that is taken)',
    explanation: 'An object of this name was made before and none was deleted in between in this log, though there can be only one: the deletion was lost or taken out.',
    falsePositives: `A policy that leaves out deletions by controllers; a cluster that was restored from a backup; ${SERVERS}.` },
  H16: { id: 'H16', title: 'Pod that went nowhere', field: 'evidence', effect: 'changes-interpretation', severity: 'note', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/scheduler; pkg/kubelet/status/status_manager.go',
    explanation: 'This pod was made, and in the ten minutes after it nobody gave it a node, no kubelet reported on it and nobody deleted it: it waits, or what followed was taken out.',
    falsePositives: `A pod for which no node has room; scheduling gates; ${SERVERS}.` },
  H17: { id: 'H17', title: 'Namespace deleted and never emptied', field: 'evidence', effect: 'changes-interpretation', severity: 'note', verdict: 'unverifiable', needs: NEEDS,
    source: 'k8s.io/kubernetes pkg/controller/namespace/deletion/namespaced_resources_deleter.go',
    explanation: 'This namespace was deleted, and in the ten minutes after it the namespace controller did not empty it: the controller was down, or what followed was taken out.',
    falsePositives: `A policy that leaves out what the namespace controller does; ${SERVERS}.` },
} as const satisfies Record<string, TrustTest>;
