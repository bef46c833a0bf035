const PATHS = {
  close: 'M3 3l6 6M9 3l-6 6',
  down: 'M3 4.5l3 3 3-3',
  right: 'M4.5 3l3 3-3 3',
  up: 'M3 7.5l3-3 3 3',
  more: 'M2.5 6h.01M6 6h.01M9.5 6h.01',
  search: 'M5.2 8.4a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM7.6 7.6L10 10',
  plus: 'M6 2.5v7M2.5 6h7',
  minus: 'M2.5 6h7',
  check: 'M2.5 6.2l2.4 2.4 4.6-5',
  ascending: 'M6 10V2M3 5l3-3 3 3',
  descending: 'M6 2v8M3 7l3 3 3-3',
} as const;

export type IconName = keyof typeof PATHS;

/** Line icons on a 12 px field; decorative, the control that carries one has the name. */
export function Icon({ name, size = 12 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
