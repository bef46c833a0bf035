import { expect, it, vi } from 'vitest';
import { WorkerLife } from './worker-life';

const failing = (message: string): Event => Object.assign(new Event('error'), { message });

it('answers while the worker lives', async () => {
  const life = new WorkerLife(new EventTarget());
  await expect(life.ask(() => Promise.resolve(7))).resolves.toBe(7);
  await expect(life.ask(() => Promise.reject(new Error('no such column')))).rejects.toThrow('no such column');
});

it('ends what waits, and what is asked later, when the worker fails', async () => {
  const worker = new EventTarget();
  const life = new WorkerLife(worker);
  const waiting = [life.ask(() => new Promise<never>(() => undefined)), life.ask(() => new Promise<never>(() => undefined))];
  worker.dispatchEvent(failing('Uncaught RangeError'));
  worker.dispatchEvent(failing('again'));
  for (const question of waiting) await expect(question).rejects.toThrow('The database’s worker failed: Uncaught RangeError.');
  const asked = vi.fn(() => Promise.resolve(1));
  await expect(life.ask(asked)).rejects.toThrow('Uncaught RangeError');
  expect(asked).not.toHaveBeenCalled();
  await expect(life.ended).resolves.toBe('The database’s worker failed: Uncaught RangeError.');
});

it('says that a worker without a message was never there', async () => {
  const worker = new EventTarget();
  const life = new WorkerLife(worker);
  const starting = life.ask(() => new Promise<never>(() => undefined));
  worker.dispatchEvent(new Event('error'));
  await expect(starting).rejects.toThrow('could not be loaded');
});
