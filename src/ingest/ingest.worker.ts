/** Worker entry. Everything is in `serveIngest`, which is tested without a worker. */
import { serveIngest } from './serve-ingest';

serveIngest(self);
