/** How wide the panels are before the responder has moved them: the work in the centre keeps half of a small page, which is what the columns up to the peer take. */
import type { PanelSide } from '../ui/panels';

const SIDES: readonly PanelSide[] = ['left', 'right', 'bottom'];

export function panelSizes(page: { readonly width: number; readonly height: number }, chosen: Readonly<Record<string, number>>): Record<PanelSide, number> {
  const [left, right] = page.width < 1100 ? [184, 300] : page.width < 1280 ? [200, 304] : [264, 408];
  const sizes = { left, right, bottom: page.height < 800 ? 124 : 168 };
  for (const side of SIDES) sizes[side] = chosen[side] ?? sizes[side];
  return sizes;
}
