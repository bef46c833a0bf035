import { describe, expect, test } from 'vitest';
import { must } from '../base/assert';
import { parseTimestamp } from '../base/time';
import { dateText, panBy, spanOf, ticks, tickStep, usAt, xOf, zoomAround } from './time-scale';

const at = (text: string): bigint => must(parseTimestamp(text), text);
const hour = { fromUs: at('2022-06-17T12:00:00Z'), toUs: at('2022-06-17T13:00:00Z') };

describe('an axis', () => {
  test('has round times, apart from each other', () => {
    expect(ticks(hour, 700, 90).map((tick) => tick.text)).toEqual(['12:00', '12:10', '12:20', '12:30', '12:40', '12:50', '13:00']);
  });

  test('starts at the first round time inside the view', () => {
    const view = { fromUs: at('2022-06-17T12:03:11Z'), toUs: at('2022-06-17T12:24:00Z') };
    expect(ticks(view, 300, 90).map((tick) => tick.text)).toEqual(['12:10', '12:20']);
  });

  test('counts in microseconds far in, exactly', () => {
    const view = { fromUs: at('2022-06-17T12:00:00.000100Z'), toUs: at('2022-06-17T12:00:00.000200Z') };
    expect(ticks(view, 500, 100).map((tick) => tick.text)).toEqual(['100', '120', '140', '160', '180', '200'].map((us) => `12:00:00.000${us}`));
  });

  test('counts in days far out', () => {
    const year = { fromUs: at('2022-01-01T00:00:00Z'), toUs: at('2022-12-31T00:00:00Z') };
    expect(tickStep(year, 800, 100) % 86_400_000_000n).toBe(0n);
  });

  test('is empty without width or time', () => {
    expect(ticks(hour, 0, 90)).toEqual([]);
    expect(ticks({ fromUs: 5n, toUs: 5n }, 100, 90)).toEqual([]);
  });

  test('names both days when the view runs past midnight', () => {
    expect(dateText(hour)).toBe('2022-06-17 UTC');
    expect(dateText({ fromUs: at('2022-06-17T23:00:00Z'), toUs: at('2022-06-18T01:00:00Z') })).toBe('2022-06-17 – 2022-06-18 UTC');
  });
});

describe('place and time', () => {
  test('there and back is the same microsecond', () => {
    const view = { fromUs: hour.fromUs, toUs: hour.fromUs + 1000n };
    for (const us of [0n, 1n, 499n, 1000n]) expect(usAt(view, 1000, xOf(view, 1000, view.fromUs + us))).toBe(view.fromUs + us);
  });

  test('zooming keeps the time under the pointer', () => {
    const pointer = at('2022-06-17T12:15:00Z');
    const near = zoomAround(hour, pointer, 0.5);
    expect(spanOf(near)).toBe(spanOf(hour) / 2);
    expect(xOf(near, 1000, pointer)).toBeCloseTo(250);
  });

  test('zooming ends somewhere, both ways', () => {
    expect(spanOf(zoomAround(hour, hour.fromUs, 1e-12))).toBe(50);
    expect(spanOf(zoomAround(hour, hour.fromUs, 1e6, hour))).toBe(spanOf(hour) * 1.2);
  });

  test('panning never loses the evidence', () => {
    expect(panBy(hour, 0.5).fromUs).toBe(at('2022-06-17T12:30:00Z'));
    expect(panBy(hour, 50, hour).fromUs).toBeLessThan(hour.toUs);
    expect(panBy(hour, -50, hour).toUs).toBeGreaterThan(hour.fromUs);
  });
});
