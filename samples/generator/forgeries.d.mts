export interface Plant {
  readonly test: string;
  readonly how: string;
  /** 1-based line that the test has to name. */
  readonly line: number;
}
export function forge(clean: readonly string[], seed: number): { readonly lines: readonly string[]; readonly plants: readonly Plant[] };
