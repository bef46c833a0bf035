/** The reason RBAC gives for an allow (k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac). */
export interface RbacGrant {
  readonly bindingKind: 'ClusterRoleBinding' | 'RoleBinding';
  /** A RoleBinding is written `name/namespace`. */
  readonly binding: string;
  readonly roleKind: 'ClusterRole' | 'Role';
  readonly role: string;
  readonly subjectKind: string;
  readonly subject: string;
}

const GRANT = /^RBAC: allowed by (?:(ClusterRoleBinding)|RoleBinding) "([^"]*)" of (?:(ClusterRole)|Role) "([^"]*)" to ([A-Za-z]+) "([^"]*)"$/;

export function parseRbacReason(reason: string): RbacGrant | undefined {
  const match = GRANT.exec(reason);
  const [, clusterBinding, binding, clusterRole, role, subjectKind, subject] = match ?? [];
  if (binding === undefined || role === undefined || subjectKind === undefined || subject === undefined) return undefined;
  return {
    bindingKind: clusterBinding === undefined ? 'RoleBinding' : 'ClusterRoleBinding', binding,
    roleKind: clusterRole === undefined ? 'Role' : 'ClusterRole', role, subjectKind, subject,
  };
}
