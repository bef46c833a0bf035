/** Worker entry: serves the port it is sent. Everything is in `serveChunks`, which is tested without a worker. */
import { serveChunks } from './remote-chunks';

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!(data instanceof MessagePort)) return;
  serveChunks(data);
  data.start();
});
