import { expect, it } from 'vitest';
import { addEvidence } from './add-evidence';
import { recordLine, workbenchWithoutDatabase } from './workbench.testing';

const added = (name: string) => ({ file: new File([recordLine(1)], name), path: name });

it('says of every file that it could not be loaded, and lets nobody wait', async () => {
  const workbench = workbenchWithoutDatabase();
  workbench.jobs.setState({ engine: { phase: 'failed', reason: 'blocked' } });
  const results = await addEvidence(workbench, [added('a.log'), added('b.log')]);
  expect(results.map(({ name, outcome, events }) => [name, outcome, events])).toEqual([['a.log', 'failed', 0], ['b.log', 'failed', 0]]);
  const { notices, load } = workbench.jobs.getState();
  expect(load).toEqual({ phase: 'idle' });
  expect(notices.map(({ tone, title }) => [tone, title])).toEqual([['error', 'a.log could not be loaded'], ['error', 'b.log could not be loaded']]);
  expect(notices[0]?.detail).toBe('This test has no database. Reload the page and add the file again; the file itself is unchanged.');
});
