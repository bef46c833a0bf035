import type { IncidentLog } from '../incident.mjs';

export interface StoryRequest {
  readonly lines: readonly number[];
  readonly stages: readonly string[];
  readonly auditId: string;
  readonly verb: string;
  readonly requestUri: string;
  readonly user: string | null;
  readonly impersonatedUser: string | null;
  readonly peer: string;
  readonly claimed: readonly string[];
  readonly userAgent: string | null;
  readonly code: number | null;
}

export interface StoryStep {
  readonly step: string;
  readonly kind: 'attack' | 'noise';
  readonly question: string;
  readonly answer: string;
  readonly lines: readonly number[];
  readonly user: string | null;
  readonly requestUri: string | null;
  readonly requests: readonly StoryRequest[];
}

export interface Story {
  readonly events: number;
  readonly lines: number;
  readonly gap: { readonly cutLine: number; readonly lastLineBefore: number; readonly firstLineAfter: number };
  readonly steps: readonly StoryStep[];
}

export function tellStory(log: IncidentLog, lines: number): Story;
export function storyTable(story: Story, kind: 'attack' | 'noise'): string;
