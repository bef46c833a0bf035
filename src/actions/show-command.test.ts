import { afterEach, beforeEach, expect, it } from 'vitest';
import { requestIdsQuery } from '../db/request-list.query';
import { readTable } from '../db/define-query';
import { fixedSql } from '../db/sql';
import { showRequestsOfCommand } from './show-command';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

let workbench: TestWorkbench;
beforeEach(async () => { workbench = await testWorkbench(); });
afterEach(() => workbench.engine.close());

const kubectl = { user: { username: 'alice', groups: ['dev'] }, userAgent: 'kubectl/v1.31.0 (linux/amd64) kubernetes/0a1b2c3', sourceIPs: ['10.0.0.9'] };
const pod = { ...kubectl, verb: 'get', requestURI: '/api/v1/namespaces/dev/pods/web', objectRef: { resource: 'pods', namespace: 'dev', name: 'web', apiVersion: 'v1' } };
const events = { ...kubectl, verb: 'list', requestURI: '/api/v1/namespaces/dev/events?fieldSelector=involvedObject.name%3Dweb&limit=500', objectRef: { resource: 'events', namespace: 'dev', apiVersion: 'v1' } };

it('shows what one command is made of: its caller, in its time', async () => {
  await load(workbench, 'a.log', [recordLine(1, pod), recordLine(2, events), recordLine(2, { ...pod, auditID: '5c2b1f0e-0000-4000-8000-00000000aaaa', user: { username: 'bob' } }), recordLine(40, pod)].join('\n'));
  const ids = async (sql: string): Promise<number[]> => Array.from((await workbench.engine.read(fixedSql(sql))).int32(0));
  const [first = 0] = await ids('SELECT request_id::INTEGER FROM requests ORDER BY received_at, request_id LIMIT 1');
  await showRequestsOfCommand(workbench, first);
  const { filter, tab } = workbench.view.getState().view;
  expect(tab).toBe('requests');
  const shown = Array.from((await readTable(workbench.engine, requestIdsQuery, { filter, sort: { column: 'received_at', descending: false } })).int32(0));
  expect(shown).toEqual(await ids("SELECT request_id::INTEGER FROM requests WHERE username = 'alice' AND received_at < '2026-03-14 08:00:30' ORDER BY received_at"));
  expect(shown).toHaveLength(2);
});
