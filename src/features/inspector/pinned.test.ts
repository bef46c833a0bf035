import { describe, expect, it } from 'vitest';
import type { Pin } from '../../model/pin';
import { event, request } from '../../trust/request.fixture';
import { hasPlace, pinOf } from './pinned';

const pin = (evidenceSha256: string, byteOffset: number): Pin => ({
  pinId: 'p', places: [{ ...event().place, evidenceSha256, byteOffset }], note: '', tags: [], phase: undefined, pinnedAtMs: 0,
});

describe('pins of a request', () => {
  const place = event().place;
  it('are known by the place of any of its records', () => {
    const about = request([{ stage: 'RequestReceived', place: { ...place, byteOffset: 1 } }, { place: { ...place, byteOffset: 2 } }]);
    expect(pinOf([pin(place.evidenceSha256, 2)], about)?.pinId).toBe('p');
    expect(pinOf([pin(place.evidenceSha256, 3), pin('ff'.repeat(32), 2)], about)).toBeUndefined();
  });
  it('are not known while the file is still being read', () => {
    const reading = request([{ place: { ...place, evidenceSha256: '', byteOffset: 2 } }]);
    expect(pinOf([pin('', 2)], reading)).toBeUndefined();
    expect(hasPlace(reading)).toBe(false);
  });
});
