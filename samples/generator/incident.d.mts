export interface Planted {
  readonly step: string;
  readonly stage: 'RequestReceived' | 'ResponseStarted' | 'ResponseComplete' | 'Panic';
  readonly line: number;
  readonly text: string;
}

export interface IncidentLog {
  readonly lines: Generator<string>;
  readonly planted: readonly Planted[];
  readonly gap: { readonly cutLine: number; readonly lastLineBefore: number; readonly firstLineAfter: number };
}

export const INCIDENT_EVENTS: number;
export const INCIDENT_SEED: number;
export function incidentLog(options?: { events?: number; seed?: number }): IncidentLog;
