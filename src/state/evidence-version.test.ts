import { expect, test } from 'vitest';
import { nextTask } from '../base/next-task';
import { Announcer } from './evidence-version';
import { createJobsStore } from './jobs-store';

function announced(parts: number) {
  const jobs = createJobsStore();
  const announcer = new Announcer(jobs);
  const told: number[] = [];
  const leave = Array.from({ length: parts }, (_, part) => announcer.subscribe(() => told.push(part)));
  const change = (): void => {
    jobs.setState((state) => ({ evidenceVersion: state.evidenceVersion + 1 }));
  };
  const done = async (): Promise<void> => {
    while (!announcer.isDone) await nextTask();
  };
  return { jobs, announcer, told, leave, change, done };
}

test('every part is told once, in the order in which they came, a few in each task', async () => {
  const { announcer, told, change, done } = announced(8);
  expect(announcer.isDone).toBe(true);
  change();
  expect(told).toEqual([0, 1, 2]);
  expect(announcer.isDone).toBe(false);
  await done();
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('another change while they are told is told to all of them, and to none by two at once', async () => {
  const { told, change, done } = announced(5);
  change();
  change();
  await done();
  expect(told).toEqual([0, 1, 2, 0, 1, 2, 3, 4]);
});

test('a part that has left is not told', async () => {
  const { told, leave, change, done } = announced(5);
  change();
  leave[3]?.();
  await done();
  expect(told).toEqual([0, 1, 2, 4]);
});

test('nothing is told of a change of anything else', () => {
  const { jobs, announcer, told } = announced(2);
  jobs.setState({ hasEvidence: true });
  expect(told).toEqual([]);
  expect(announcer.isDone).toBe(true);
});
