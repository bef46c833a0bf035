/** How much of a hostile text can be drawn: a hidden character takes the room, and the work, of several plain ones. */
import { hostileTextParts } from '../../base/hostile-text';

const PLAIN = /^[\n\t\u0020-\u007e]*$/;

export function drawingCost(text: string, escapeCost: number): number {
  if (PLAIN.test(text)) return text.length;
  return text.length + (escapeCost - 1) * hostileTextParts(text).filter((part) => part.kind === 'escape').length;
}

/** The beginning of the text that the budget pays for, cut between code points: all of it, or at least half of what fits. */
export function affordable(text: string, budget: number, escapeCost: number): string {
  let end = Math.min(text.length, Math.max(0, budget));
  while (end > 0 && drawingCost(text.slice(0, end), escapeCost) > budget) end = Math.floor(end / 2);
  return end < text.length && /[\ud800-\udbff]/.test(text[end - 1] ?? '') ? text.slice(0, end - 1) : text.slice(0, end);
}
