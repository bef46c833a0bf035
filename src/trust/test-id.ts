/** The trust tests Kubewitness runs, by the letters and numbers used in signals, SQL and the trust model. */
export const TEST_IDS = ['A1', 'A2', 'S1', 'S2', 'S3', 'S4', 'I1', 'I3', 'I7', 'I8', 'M1', 'M2', 'R1', 'R2', 'C1', 'G1', 'G2', 'G5', 'G8'] as const;
export type TestId = (typeof TEST_IDS)[number];

export const isTestId = (text: string): text is TestId => TEST_IDS.some((id) => id === text);

/** The tests in their fixed order, each once, so that two ways of finding them give equal lists. */
export const inTestOrder = (ids: readonly string[]): TestId[] => TEST_IDS.filter((id) => ids.includes(id));
