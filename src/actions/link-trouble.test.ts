import { expect, it } from 'vitest';
import { sayLinkTrouble, troubleWords } from './link-trouble';
import { workbenchWithoutDatabase } from './workbench.testing';

it('says which version a link is of, and that the view can differ', () => {
  const workbench = workbenchWithoutDatabase();
  sayLinkTrouble(workbench, 'v=99&f=verb=e:get');
  sayLinkTrouble(workbench, 'v=99&f=verb=e:get');
  expect(workbench.jobs.getState().notices).toMatchObject([{ tone: 'warning', title: 'This link was made by another version of Kubewitness', detail: expect.stringContaining('version 99; this page reads version 1.') as unknown }]);
  sayLinkTrouble(workbench, 'v=1&f=verb=e:get');
  expect(workbench.jobs.getState().notices).toHaveLength(1);
});

it('names what was left out, and not all of a link made to be long', () => {
  expect(troubleWords({ version: undefined, left: ['f=nofield=e:x'] })).toMatchObject({ title: '1 part of this link could not be read', detail: expect.stringContaining('Could not be read: “f=nofield=e:x”.') as unknown });
  const { title, detail } = troubleWords({ version: undefined, left: Array.from({ length: 5_000 }, (_, i) => `f=${i}${'x'.repeat(100)}`) });
  expect(title).toBe('5,000 parts of this link could not be read');
  expect(detail).toContain('and 4997 more');
  expect(detail.length).toBeLessThan(500);
});
