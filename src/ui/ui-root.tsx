import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';

/** Around the whole app, once: no `<style>` elements (the page's security policy forbids them), tooltips that take turns. */
export function UiRoot({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <Base.Provider delay={350} closeDelay={80}>
        {children}
      </Base.Provider>
    </CSPProvider>
  );
}
