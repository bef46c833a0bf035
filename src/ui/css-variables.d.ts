import 'react';

declare module 'react' {
  /** Measured geometry reaches the style sheets as custom properties. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
