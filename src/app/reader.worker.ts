/** Worker entry: reads evidence and encodes it for the database, all away from the page's own thread. */
import { packEncoded } from '../actions/encode-evidence';
import { serveIngest } from '../ingest/serve-ingest';
import { warmUpReading } from '../ingest/warm-up';

serveIngest(self, packEncoded());
void warmUpReading(packEncoded()(0));
