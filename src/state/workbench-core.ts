/** The stores and the engine that one session of the app shares, and how components reach them. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { must } from '../base/assert';
import type { Engine } from '../db/engine';
import type { CaseState, CaseStore } from './case-store';
import type { JobsState, JobsStore } from './jobs-store';
import type { Preferences, PreferencesStore } from './preferences-store';
import type { ViewState } from './view-state';
import type { ViewStore, ViewStoreState } from './view-store';

export interface WorkbenchCore {
  readonly engine: Engine;
  readonly view: ViewStore;
  readonly jobs: JobsStore;
  readonly cases: CaseStore;
  readonly preferences: PreferencesStore;
}

export const WorkbenchCoreContext = createContext<WorkbenchCore | undefined>(undefined);

export const useWorkbenchCore = (): WorkbenchCore => must(useContext(WorkbenchCoreContext), 'the workbench');

export const useView = <T>(select: (view: ViewState) => T): T => useStore(useWorkbenchCore().view, (state) => select(state.view));
export const useViewHistory = <T>(select: (state: ViewStoreState) => T): T => useStore(useWorkbenchCore().view, select);
export const useJobs = <T>(select: (jobs: JobsState) => T): T => useStore(useWorkbenchCore().jobs, select);
export const useCase = <T>(select: (state: CaseState) => T): T => useStore(useWorkbenchCore().cases, select);
export const usePreferences = <T>(select: (preferences: Preferences) => T): T => useStore(useWorkbenchCore().preferences, select);
