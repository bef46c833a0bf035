import { useState } from 'react';
import type { RawLayout } from './raw-section';

/** How the reader likes the inspector; kept from one request to the next. */
export interface InspectorLook {
  readonly fullReasons: boolean;
  readonly setFullReasons: (full: boolean) => void;
  readonly layout: RawLayout;
  readonly setLayout: (layout: RawLayout) => void;
}

export function useInspectorLook(): InspectorLook {
  const [fullReasons, setFullReasons] = useState(false);
  const [layout, setLayout] = useState<RawLayout>('as-is');
  return { fullReasons, setFullReasons, layout, setLayout };
}
