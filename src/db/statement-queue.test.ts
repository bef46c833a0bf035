import { expect, it } from 'vitest';
import { StatementQueue } from './statement-queue';

it('runs one at a time, in order', async () => {
  const queue = new StatementQueue();
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} starts`);
    await Promise.resolve();
    log.push(`${name} ends`);
  };
  await Promise.all([queue.run(work('a')), queue.run(work('b'))]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  expect(queue.busy).toBe(false);
});

it('goes on after a failure, also one before the first await', async () => {
  const queue = new StatementQueue();
  const failed = queue.run((): Promise<void> => {
    throw new Error('at once');
  });
  await expect(failed).rejects.toThrow('at once');
  await expect(queue.run(() => Promise.resolve(1))).resolves.toBe(1);
});

it('drops what is aborted before its turn', async () => {
  const queue = new StatementQueue();
  const controller = new AbortController();
  let ran = false;
  const first = queue.run(() => Promise.resolve());
  const second = queue.run(() => {
    ran = true;
    return Promise.resolve();
  }, controller.signal);
  controller.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  await first;
  expect(ran).toBe(false);
});

it('takes what is ahead before what waits in turn, and each kind in its order', async () => {
  const queue = new StatementQueue();
  const log: string[] = [];
  const work = (name: string) => (): Promise<void> => {
    log.push(name);
    return Promise.resolve();
  };
  await Promise.all([
    queue.run(work('running')), queue.run(work('a')), queue.run(work('b')),
    queue.run(work('first'), undefined, true), queue.run(work('second'), undefined, true), queue.run(work('c')),
  ]);
  expect(log).toEqual(['running', 'first', 'second', 'a', 'b', 'c']);
});
