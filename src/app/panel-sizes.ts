/** How wide the panels are before the responder has moved them: the work in the centre keeps half of a small page. */
import type { PanelSide } from '../ui/panels';

const SIDES: readonly PanelSide[] = ['left', 'right', 'bottom'];

export function panelSizes(page: { readonly width: number; readonly height: number }, chosen: Readonly<Record<string, number>>): Record<PanelSide, number> {
  const small = page.width < 1280;
  const sizes = { left: small ? 200 : 264, right: small ? 304 : 408, bottom: page.height < 800 ? 124 : 168 };
  for (const side of SIDES) sizes[side] = chosen[side] ?? sizes[side];
  return sizes;
}
