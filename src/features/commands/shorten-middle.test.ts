import { describe, expect, it } from 'vitest';
import { shortenMiddle } from './shorten-middle';

describe('a long value', () => {
  it('keeps its beginning and its end', () => {
    expect(shortenMiddle('kubectl', 20)).toBe('kubectl');
    expect(shortenMiddle('kube-controller-manager/v1.32.4 leader-election', 21)).toBe('kube-contro…-election');
  });
  it('is never cut inside a character', () => {
    for (let limit = 4; limit < 20; limit += 1) expect(shortenMiddle('😀'.repeat(20), limit).isWellFormed()).toBe(true);
  });
});
