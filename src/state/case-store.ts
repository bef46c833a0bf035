/** "What have I concluded?": pins, notes, tags and saved pivots. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Pin, SavedPivot } from '../model/pin';

export interface CaseState {
  readonly name: string;
  readonly pins: readonly Pin[];
  readonly savedPivots: readonly SavedPivot[];
}

export type CaseStore = StoreApi<CaseState>;

export const EMPTY_CASE: CaseState = { name: 'Untitled case', pins: [], savedPivots: [] };

export const createCaseStore = (initial: CaseState = EMPTY_CASE): CaseStore => createStore<CaseState>(() => initial);
