/** The columns of the views that SQL can ask. */
import { defineQuery, text } from '../../db/define-query';
import { joinSql, sql } from '../../db/sql';

export const VIEWS = [
  { name: 'requests', about: 'one row per API call, its stages joined' },
  { name: 'events', about: 'one row per audit record, one stage each' },
  { name: 'signals', about: 'trust tests that fired, per event' },
  { name: 'evidence', about: 'one row per file' },
  { name: 'issues', about: 'what could not be read as an event' },
  { name: 'gaps', about: 'times of which the evidence does not speak' },
  { name: 'falco_alerts', about: 'what Falco saw' },
  { name: 'kubelet_entries', about: 'what the kubelet logged' },
  { name: 'audit_policies', about: 'audit policies found in the evidence' },
] as const;

export const viewColumnsQuery = defineQuery({
  name: 'columns of the views',
  example: undefined,
  sql: () => {
    const describe = (name: string) => ({ text: `SELECT '${name}' AS view_name, column_name, column_type FROM (DESCRIBE ${name})`, values: [] });
    return sql`${joinSql(VIEWS.map(({ name }) => describe(name)), ' UNION ALL ')}`;
  },
  columns: { view_name: text, column_name: text, column_type: text },
});
