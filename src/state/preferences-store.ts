/** "How do I like it?": kept in localStorage, each field falling back alone. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from '../model/schema';

const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  columnOrder: z.array(z.string()).catch([]),
  hiddenColumns: z.array(z.string()).catch([]),
  /** Columns shown that are hidden unless asked for. */
  shownColumns: z.array(z.string()).catch([]),
  columnWidths: z.record(z.string(), z.number()).catch({}),
  /** Those that say least at the start are folded until somebody opens them. */
  foldedFacets: z.array(z.string()).catch(['stage', 'level']),
  panels: z.record(z.string(), z.number()).catch({}),
});
export type Preferences = z.infer<typeof preferencesSchema>;
export type PreferencesStore = StoreApi<Preferences>;

const KEY = 'kubewitness.preferences.1';

export function createPreferencesStore(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): PreferencesStore {
  const store = createStore<Preferences>(() => readPreferences(storage));
  store.subscribe((preferences) => {
    // A full or forbidden storage costs the preferences, not the work.
    try {
      storage?.setItem(KEY, JSON.stringify(preferences));
    } catch {
      return;
    }
  });
  return store;
}

function readPreferences(storage: Pick<Storage, 'getItem'> | undefined): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(storage?.getItem(KEY) ?? '{}'));
  } catch {
    return preferencesSchema.parse({});
  }
}
