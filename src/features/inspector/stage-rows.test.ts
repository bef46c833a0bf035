import { describe, expect, it } from 'vitest';
import { after, request } from '../../trust/request.fixture';
import { stageStory } from '../../trust/stage-story';
import { eventName, stageRows, stepEvent } from './stage-rows';

const rowsOf = (about: ReturnType<typeof request>) => stageRows(about, stageStory(about)).map(({ name, from, at, clock, delta }) => [name, from, at, clock, delta]);

describe('stages along the time of a request', () => {
  it('starts at the arrival, each bar from the stage before', () => {
    const about = request([{ stage: 'RequestReceived', stageAt: after(0) }, { stage: 'ResponseStarted', stageAt: after(1_000) }, { stage: 'ResponseComplete', stageAt: after(4_000) }]);
    expect(rowsOf(about)).toEqual([
      ['RequestReceived', 0, 0, '10:00:00.000000', ''],
      ['ResponseStarted', 0, 0.25, '10:00:00.001000', '+1.000 ms'],
      ['ResponseComplete', 0.25, 1, '10:00:00.004000', '+3.000 ms'],
    ]);
  });

  it('measures a lone end from the arrival and says that the beginning is missing', () => {
    expect(rowsOf(request([{ stage: 'ResponseComplete', stageAt: after(2_500) }]))).toEqual([
      ['RequestReceived', 0, 0, 'not in this evidence', ''],
      ['ResponseComplete', 0, 1, '10:00:00.002500', '+2.500 ms'],
    ]);
  });

  it('calls a watch without an end open', () => {
    const about = request([{ stage: 'RequestReceived', verb: 'watch', stageAt: after(0) }, { stage: 'ResponseStarted', verb: 'watch', stageAt: after(500) }]);
    expect(rowsOf(about).at(-1)).toEqual(['ResponseComplete', 1, 1, 'still open', '']);
  });

  it('misses nothing where the request was refused at the door', () => {
    expect(rowsOf(request([{ stage: 'ResponseStarted', code: 401, stageAt: after(10) }])).map(([name]) => name)).toEqual(['ResponseStarted']);
  });

  it('stays on the track when a stage is earlier than the arrival', () => {
    const about = request([{ stage: 'RequestReceived', stageAt: after(0) }, { stage: 'ResponseComplete', stageAt: after(-1_000) }]);
    for (const [, from, at] of rowsOf(about)) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(1);
    }
    expect(rowsOf(about).at(-1)?.[4]).toBe('−1.000 ms');
  });

  it('copes with times and stages that are not there', () => {
    expect(rowsOf(request([{ stage: null, stageAt: null, receivedAt: null }]))).toEqual([
      ['RequestReceived', 0, 0, 'not in this evidence', ''],
      ['(no stage)', 0, 0, 'no time', ''],
      ['ResponseComplete', 1, 1, 'not in this evidence', ''],
    ]);
  });
});

describe('stepping through the records', () => {
  const about = request([{ stage: 'RequestReceived' }, { stage: 'ResponseComplete' }, { stage: 'ResponseComplete' }]);
  it('stops at both ends', () => {
    expect([stepEvent(about, 1, -1), stepEvent(about, 1, 1), stepEvent(about, 3, 1)]).toEqual([1, 2, 3]);
  });
  it('numbers records of the same stage', () => {
    expect([1, 2, 3].map((id) => eventName(about, id))).toEqual(['RequestReceived', 'ResponseComplete 1', 'ResponseComplete 2']);
  });
});

it('whole seconds are shown as such, without microseconds nobody measured', () => {
  const about = request([{ stage: 'RequestReceived', stageAt: after(0) }, { stage: 'ResponseComplete', stageAt: after(0) }]);
  expect(stageRows(about, stageStory(about)).map(({ clock, delta }) => [clock, delta])).toEqual([['10:00:00', ''], ['10:00:00', 'under 1 s']]);
});
