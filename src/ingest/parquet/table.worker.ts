/** Worker entry: serves the port it is sent with the rows of tables. It is started when the first table comes. */
import { serveChunks } from '../remote-chunks';
import { ParquetRows } from './parquet-rows';

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!(data instanceof MessagePort)) return;
  serveChunks(data, (file, _, sink) => new ParquetRows(file, sink));
  data.start();
});
