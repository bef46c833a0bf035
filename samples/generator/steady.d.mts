export function steadyLog(options: { events: number; seed: number; level: 'Metadata' | 'RequestResponse' }): Generator<string>;
