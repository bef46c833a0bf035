import { useEffect, useState } from 'react';

/** A tab that is hidden draws no frames. */
const LONGEST_FRAME_MS = 100;

/**
 * Counts from 0 to `last`, one in each frame. Parts of the page that appear together are drawn one after the other by
 * it, so that no task keeps the page from answering.
 */
export function useTurns(last: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn >= last) return undefined;
    const next = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      setTurn(turn + 1);
    };
    // After the frame, not in it: what was drawn last is on the screen by then.
    const frame = requestAnimationFrame(() => setTimeout(next, 0));
    const timer = setTimeout(next, LONGEST_FRAME_MS);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [turn, last]);
  return turn;
}
