/**
 * The trust tests Kubewitness runs, by the letters and numbers used in signals, SQL and the trust model: F format, A audit ID,
 * S addresses, I identity, P tokens and pods, M impersonation, U URI, V verb, O object, R answer, B bodies, L level, K client,
 * N annotations, C clock, G stages of one request, H the history that the log as a whole tells.
 */
export const TEST_IDS = [
  'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'A1', 'A2', 'A3', 'A4', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8',
  'I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11', 'I12', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8',
  'M1', 'M2', 'M3', 'M4', 'M5', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'V1', 'V2', 'V3', 'V4', 'V5',
  'O1', 'O2', 'O3', 'O4', 'O5', 'O6', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'B1', 'B2', 'B3', 'B4', 'B5',
  'L1', 'L2', 'L3', 'L4', 'K1', 'K2', 'K3', 'K4', 'K5', 'N1', 'N2', 'N3', 'N4', 'N5', 'C1', 'C2', 'C3', 'C4', 'C5',
  'G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7',
  'H8', 'H9', 'H10', 'H11', 'H12', 'H13', 'H14', 'H15', 'H16', 'H17', 'H18',
] as const;
export type TestId = (typeof TEST_IDS)[number];

const KNOWN: ReadonlySet<string> = new Set(TEST_IDS);
export const isTestId = (text: string): text is TestId => KNOWN.has(text);

/** The tests in their fixed order, each once, so that two ways of finding them give equal lists. */
export const inTestOrder = (ids: readonly string[]): TestId[] => TEST_IDS.filter((id) => ids.includes(id));
