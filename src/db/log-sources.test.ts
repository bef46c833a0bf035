import { expect, it } from 'vitest';
import { logSources, type LogFile } from './log-sources';

const file = (evidenceId: number, uids: string, over: Partial<LogFile> = {}): LogFile => ({
  evidenceId, label: null, set: undefined,
  instances: uids.split(' ').filter((uid) => uid !== '').map((part) => {
    const [uid = '', from = '0', to = '0'] = part.split(':');
    return { uid, firstUs: BigInt(from), lastUs: BigInt(to) };
  }),
  ...over,
});
const sources = (...files: readonly LogFile[]): Record<number, string | null> => Object.fromEntries(logSources(files).map(({ evidenceId, source }) => [evidenceId, source]));

it('tells servers apart that ran at the same time', () => {
  expect(sources(file(1, 'a:0:10'), file(2, 'b:5:15'), file(3, 'a:11:20'))).toEqual({ 1: 'server 1', 2: 'server 2', 3: 'server 1' });
});
it('takes one after another for restarts of one server', () => {
  expect(sources(file(1, 'a:0:10'), file(2, 'b:10:15'))).toEqual({ 1: null, 2: null });
});
it('keeps the files of a rotated set together, whatever their uids', () => {
  expect(sources(file(1, 'a:0:10', { set: 's' }), file(2, 'b:5:15', { set: 's' }))).toEqual({ 1: null, 2: null });
});
it('says nothing where no uid is', () => {
  expect(sources(file(1, ''), file(2, ''))).toEqual({ 1: null, 2: null });
});
it('lets the responder decide', () => {
  expect(sources(file(1, 'a:0:10', { label: 'cp-1' }), file(2, 'a:0:10', { label: 'cp-2' }), file(3, 'a:0:10'))).toEqual({ 1: 'cp-1', 2: 'cp-2', 3: null });
});
