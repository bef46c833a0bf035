/** Worker entry: serves the port it is sent. Everything is in `serveHash`, which is tested without a worker. */
import { serveHash } from './remote-hash';
import { warmUpHashing } from './warm-up';

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!(data instanceof MessagePort)) return;
  serveHash(data);
  data.start();
});
void warmUpHashing();
