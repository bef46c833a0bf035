/**
 * The engine, asked for by the first module of the page: it is compiled in a worker meanwhile, while the page's own thread still evaluates the
 * modules of everything else.
 */
import { openBrowserDatabase } from '../db/duckdb-browser';

export const startingDatabase = openBrowserDatabase();
// Whoever waits for it says what went wrong.
startingDatabase.catch(() => undefined);
