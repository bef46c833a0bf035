/** The one-line command that cuts a record out of its file, so that anybody can hold it against what is shown here. */
import { shellQuote } from '../../base/shell-quote';
import type { RecordPlace } from '../../model/evidence';

/** Undefined for a container that no single common tool turns into the bytes the offsets count. */
export function cutCommand(place: Pick<RecordPlace, 'evidenceName' | 'byteOffset' | 'byteLength'>, container: string): string | undefined {
  const file = shellQuote(place.evidenceName);
  const tail = `tail -c +${place.byteOffset + 1}`;
  const head = `head -c ${place.byteLength}`;
  if (container === 'none') return `${tail} ${file} | ${head}`;
  return ['gzip', 'zstd', 'bzip2', 'xz'].includes(container) ? `${container} -dc ${file} | ${tail} | ${head}` : undefined;
}
