/** What is in the evidence, in one document: the numbers the page's facets show. */
import { readRows } from '../db/define-query';
import type { Engine } from '../db/engine';
import { facetQuery } from '../db/facet.query';
import { requestCountQuery } from '../db/request-list.query';
import { fixedSql } from '../db/sql';
import type { JsonValue } from '../export/ascii-json';
import { EMPTY_FILTER } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import { jsonOf } from './cli-json';
import { TOOL_VERSION } from './version';

const TOP_USERS = 20;
const ALL = 1000;

const EVIDENCE = fixedSql(`
  SELECT name, path, bytes, sha256, format, container, events, issues, coalesce(duplicates, 0) AS duplicates, first_at, last_at, falco_alerts, kubelet_entries, audit_policies FROM evidence ORDER BY evidence_id`);
const ISSUES = fixedSql('SELECT kind, count(*) AS issues FROM issues GROUP BY kind ORDER BY issues DESC, kind');
const TESTS = fixedSql(`
  SELECT test_id, field, verdict, explanation, count(DISTINCT request_id) AS requests, count(DISTINCT event_id) AS events
  FROM signals GROUP BY ALL ORDER BY requests DESC, test_id`);

export async function summarize(engine: Engine): Promise<Readonly<Record<string, JsonValue>>> {
  const rows = async (statement: typeof EVIDENCE) => jsonOf((await engine.read(statement)).objects());
  const facet = (field: PivotField, limit: number) => readRows(engine, facetQuery, { field, filter: EMPTY_FILTER, search: '', limit });
  const [count] = await readRows(engine, requestCountQuery, { filter: EMPTY_FILTER });
  const outcomes = await facet('outcome', ALL);
  const users = await facet('username', TOP_USERS);
  return {
    tool: `Kubewitness ${TOOL_VERSION}`,
    evidence: await rows(EVIDENCE),
    issues: await rows(ISSUES),
    requests: count?.n ?? 0,
    outcomes: Object.fromEntries(outcomes.map(({ value, n }) => [value ?? '', n])),
    users: users[0]?.total ?? 0,
    top_users: users.map(({ value, n }) => ({ username: value, requests: n })),
    tests: await rows(TESTS),
  };
}
