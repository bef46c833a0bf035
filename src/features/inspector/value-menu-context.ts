import { createContext } from 'react';
import type { ValueMenuTarget } from '../../actions/value-menu';
import type { MenuAnchor } from '../../ui/menu';

export interface ValueMenuRequest {
  readonly target: ValueMenuTarget;
  readonly anchor: MenuAnchor;
  /** Gets the focus back. */
  readonly from: HTMLElement;
}

export const ValueMenuContext = createContext<(request: ValueMenuRequest) => void>(() => undefined);
