/** The audit policies among the evidence, and what their evaluation needs to know of the cluster's users. */
import { defineQuery, number, orNull, text, textList } from './define-query';
import { fixedSql, sql } from './sql';

export const auditPoliciesQuery = defineQuery({
  name: 'audit policies of the evidence',
  example: undefined,
  sql: () => fixedSql('SELECT p.policy_id, p.name, v.name AS evidence_name, p.document, list_transform(p.rule_lines, n -> n::VARCHAR) AS rule_lines FROM audit_policies p JOIN evidence_rows v USING (evidence_id) ORDER BY p.policy_id'),
  columns: { policy_id: number, name: orNull(text), evidence_name: text, document: text, rule_lines: textList },
});

/** The groups a name was last seen with. */
export const groupsOfUserQuery = defineQuery({
  name: 'groups of a user',
  example: { username: 'alice' },
  sql: ({ username }: { readonly username: string }) => sql`
    SELECT coalesce(u.groups, []) AS groups FROM users u JOIN texts t ON t.text_key = u.username_key WHERE t.text = ${username} ORDER BY len(coalesce(u.groups, [])) DESC LIMIT 1`,
  columns: { groups: textList },
});
