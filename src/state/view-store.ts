/** The view, its undo history, and its place in the URL. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Filter } from '../model/filter';
import type { RecordRef } from '../model/record-ref';
import type { ViewState } from './view-state';
import { fragmentToView, viewToFragment } from './view-url';

/** Where the fragment lives; the browser's in the app, a plain object in tests. */
export interface FragmentHost {
  read(): string;
  push(fragment: string): void;
  replace(fragment: string): void;
}

export interface ViewStoreState {
  readonly view: ViewState;
  /** The open request as this session numbers it; unknown after a link was followed, until it is looked up. */
  readonly openId: number | undefined;
  readonly past: readonly Filter[];
  readonly future: readonly Filter[];
}

/** `step` makes a history entry; `drag` replaces the current one while a range is being pulled. */
export type ChangeKind = 'step' | 'drag';

export interface ViewStore extends StoreApi<ViewStoreState> {
  change(part: Partial<ViewState>, kind?: ChangeKind): void;
  /** Opens a request; its place is unknown while its file is still being read, and then it is not in the URL. */
  open(requestId: number | undefined, place: RecordRef | undefined): void;
  undo(): void;
  redo(): void;
  /** Shows a fragment: a link, a saved pivot, or the browser's back button. */
  show(fragment: string): void;
  /** Takes the fragment as it is now without writing it back. */
  readAddress(): void;
}

const UNDO_LIMIT = 200;

export function createViewStore(host: FragmentHost): ViewStore {
  const store = createStore<ViewStoreState>(() => ({ view: fragmentToView(host.read()), openId: undefined, past: [], future: [] }));
  const write = (view: ViewState, kind: ChangeKind): void => {
    const fragment = viewToFragment(view);
    if (kind === 'step') host.push(fragment);
    else host.replace(fragment);
  };
  return {
    ...store,
    change: (part, kind = 'step') => {
      const { view, past, future } = store.getState();
      const next = { ...view, ...part };
      const filterChanged = part.filter !== undefined && part.filter !== view.filter;
      store.setState({
        view: next,
        past: filterChanged && kind === 'step' ? [...past, view.filter].slice(-UNDO_LIMIT) : past,
        future: filterChanged ? [] : future,
      });
      write(next, kind);
    },
    open: (openId, open) => {
      const next = { ...store.getState().view, open };
      store.setState({ view: next, openId });
      write(next, 'drag');
    },
    undo: () => {
      const { view, past, future } = store.getState();
      const filter = past.at(-1);
      if (filter === undefined) return;
      const next = { ...view, filter };
      store.setState({ view: next, past: past.slice(0, -1), future: [view.filter, ...future] });
      write(next, 'step');
    },
    redo: () => {
      const { view, past, future } = store.getState();
      const [filter, ...rest] = future;
      if (filter === undefined) return;
      const next = { ...view, filter };
      store.setState({ view: next, past: [...past, view.filter], future: rest });
      write(next, 'step');
    },
    show: (fragment) => {
      const { view, past } = store.getState();
      const next = fragmentToView(fragment);
      store.setState({ view: next, openId: undefined, past: [...past, view.filter].slice(-UNDO_LIMIT), future: [] });
      write(next, 'step');
    },
    readAddress: () => {
      store.setState({ view: fragmentToView(host.read()), openId: undefined });
    },
  };
}

/** The browser's own fragment. */
export function browserFragment(window: Window): FragmentHost {
  return {
    read: () => window.location.hash.slice(1),
    push: (fragment) => {
      if (`#${fragment}` !== window.location.hash) window.history.pushState(null, '', `#${fragment}`);
    },
    replace: (fragment) => {
      window.history.replaceState(null, '', `#${fragment}`);
    },
  };
}

