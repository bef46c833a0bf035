/**
 * An audit policy as kube-apiserver reads it (k8s.io/apiserver pkg/apis/audit/v1/types.go, pkg/audit/policy/reader.go and
 * pkg/apis/audit/validation/validation.go, 1.36). What the server would refuse to start with is an error here too;
 * keys it does not know are passed over, as it does after a warning.
 */
import { err, ok, type Result } from '../base/result';
import { z } from './schema';
import { LEVELS, STAGES } from './stage';

/** Go reads `null` as a list without entries. */
const texts = z.array(z.string()).nullish().transform((list) => list ?? []);
const stages = z.array(z.enum(STAGES)).nullish().transform((list) => list ?? []);

const resources = z
  .object({ group: z.string().nullish().transform((group) => group ?? ''), resources: texts, resourceNames: texts })
  .refine((one) => one.resourceNames.length === 0 || one.resources.length > 0, { message: 'resourceNames needs at least one resource' });

const rule = z
  .object({
    level: z.enum(LEVELS), users: texts, userGroups: texts, verbs: texts, namespaces: texts,
    resources: z.array(resources).nullish().transform((list) => list ?? []),
    nonResourceURLs: z.array(z.string().refine((url) => url === '*' || (url.startsWith('/') && !url.slice(0, -1).includes('*')), { message: 'has to begin with “/”, with “*” at the end only' })).nullish().transform((list) => list ?? []),
    omitStages: stages, omitManagedFields: z.boolean().nullish().transform((value) => value ?? undefined),
  })
  .refine((one) => one.nonResourceURLs.length === 0 || (one.resources.length === 0 && one.namespaces.length === 0), { message: 'a rule is about resources or about nonResourceURLs, not both' });

const policy = z.object({
  apiVersion: z.string().regex(/^audit\.k8s\.io\/v1(?:alpha1|beta1)?$/, 'is no version of audit.k8s.io'),
  kind: z.literal('Policy'),
  omitStages: stages,
  omitManagedFields: z.boolean().nullish().transform((value) => value ?? false),
  rules: z.array(rule).min(1, 'has no rule: kube-apiserver does not start with such a policy'),
});

export type PolicyRule = z.infer<typeof rule>;
export type AuditPolicy = z.infer<typeof policy>;

/** More than a few say no more than the first. */
const MOST_PROBLEMS = 3;

export function readAuditPolicy(document: string): Result<AuditPolicy> {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    return err('The policy could not be read as an object.');
  }
  const read = policy.safeParse(value);
  if (read.success) return ok(read.data);
  const problems = read.error.issues.map((issue) => `${issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '') || 'policy'}: ${issue.message}`);
  const rest = problems.length - MOST_PROBLEMS;
  return err(`kube-apiserver would refuse this policy. ${problems.slice(0, MOST_PROBLEMS).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`);
}
