/** What was read from an engine and stays true as long as nothing is written to it. */
import type { Engine } from './engine';

/** The value that `fresh` made for the engine, made anew once its tables have changed. */
export function whileUnchanged<T>(fresh: () => T): (engine: Engine) => T {
  const kept = new WeakMap<Engine, { readonly changes: number; readonly value: T }>();
  return (engine) => {
    const changes = engine.changes();
    const known = kept.get(engine);
    if (known?.changes === changes) return known.value;
    const value = fresh();
    kept.set(engine, { changes, value });
    return value;
  };
}
