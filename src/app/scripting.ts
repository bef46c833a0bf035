/** `window.kubewitness`: what automation and the console can do. Documented in docs/scripting.md. */
import type { QueryClient } from '@tanstack/react-query';
import { addEvidence, filesWithPaths } from '../actions/add-evidence';
import { exportReport } from '../actions/export-report';
import { pinRequests, type PinAnnotation } from '../actions/pins';
import { readRawRecords, recordText } from '../actions/read-raw';
import { isReportKind, reportKinds } from '../actions/report-kinds';
import type { Workbench } from '../actions/workbench';
import { readCommands } from '../db/read-commands';
import type { SqlValue } from '../db/sql';
import { readUserSql } from '../db/user-sql';
import { PHASES } from '../model/pin';
import type { LikelyCommand } from '../trust/commands/likely-command';
import { idle } from './create-workbench';

/** Reconstructed, never a fact. */
export interface ScriptedCommand extends Omit<LikelyCommand, 'text'> {
  readonly requestId: number;
  readonly command: string;
}

export interface KubewitnessScripting {
  load(files: Iterable<File>): Promise<{ evidence: { name: string; format: string; events: number; issues: number; sha256: string }[] }>;
  sql(text: string, params?: unknown[]): Promise<object[]>;
  raw(eventId: number): Promise<string>;
  commands(requestIds: number[]): Promise<ScriptedCommand[]>;
  pin(requestIds: number[], annotation?: { note?: string; tags?: string[]; phase?: string }): Promise<void>;
  export(kind: 'html' | 'markdown' | 'csv' | 'timesketch' | 'case', options?: { filter?: boolean }): Promise<Blob>;
  idle(): Promise<void>;
  readonly version: string;
}

export function scripting(workbench: Workbench, queries: QueryClient): KubewitnessScripting {
  return {
    load: async (files) => {
      const results = await addEvidence(workbench, filesWithPaths(files));
      return { evidence: results.map(({ name, format, events, issues, sha256 }) => ({ name, format, events, issues, sha256 })) };
    },
    sql: async (text, params = []) => (await readUserSql(workbench.engine, text, params.map(sqlValue))).objects(),
    raw: async (eventId) => {
      const [bytes] = await readRawRecords(workbench, [eventId]);
      return recordText(bytes ?? new Uint8Array());
    },
    commands: async (requestIds) => {
      const { commands } = await readCommands(workbench.engine, requestIds.map(requestNumber));
      return requestIds.flatMap((requestId): ScriptedCommand[] => {
        const found = commands.get(requestId);
        if (found === undefined) return [];
        const { text, ...rest } = found;
        return [{ requestId, command: text, ...rest }];
      });
    },
    pin: async (requestIds, annotation = {}) => pinRequests(workbench, requestIds, annotationOf(annotation)),
    export: async (kind, { filter = false } = {}) => {
      if (!isReportKind(kind)) throw new TypeError(`There is no export of kind ${String(kind)}. Kinds are ${reportKinds.join(', ')}.`);
      return exportReport(workbench, kind, { filter });
    },
    idle: () => idle(workbench, queries),
    version: workbench.toolVersion,
  };
}

function requestNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError('Request ids are whole numbers, as in the view requests.');
  return value;
}

function sqlValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return value;
  throw new TypeError('Parameters are texts, numbers, booleans or null.');
}

function annotationOf({ note, tags, phase }: { readonly note?: string; readonly tags?: readonly string[]; readonly phase?: string }): PinAnnotation {
  const known = PHASES.find((candidate) => candidate === phase);
  if (phase !== undefined && known === undefined) throw new TypeError(`There is no phase ${phase}. Phases are ${PHASES.join(', ')}.`);
  return { ...(note === undefined ? {} : { note }), ...(tags === undefined ? {} : { tags }), ...(known === undefined ? {} : { phase: known }) };
}

declare global {
  interface Window {
    kubewitness?: KubewitnessScripting;
  }
}
