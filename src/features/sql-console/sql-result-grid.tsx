/** The rows of a result; only those on screen are decoded. */
import { useCallback, useMemo, useState } from 'react';
import type { GridColumn } from '../../ui/grid-columns';
import { HostileText } from '../../ui/hostile-text';
import { VirtualGrid } from '../../ui/virtual-grid';
import styles from './sql-console.module.css';
import type { SqlResult } from './sql-session';

const SAMPLE = 40;
const CHARACTER = 7.3;

export function SqlResultGrid({ result }: { readonly result: SqlResult }) {
  const [row, setRow] = useState<number | undefined>(undefined);
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
  const guessed = useMemo(() => result.names.map((_, column) => widthOf(result, column)), [result]);
  const columns = result.names.map((name, i): GridColumn => {
    const type = result.types[i] ?? '';
    return {
      id: String(i), label: `${name}, ${type}`, width: widths[String(i)] ?? guessed[i] ?? 120, minWidth: 48, sortable: false, fixed: true,
      align: result.numeric[i] === true ? 'end' : 'start',
      header: (
        <span className={styles.columnHead} title={`${name}: ${type}`}>
          <HostileText text={name} maxLength={120} /> <span className={styles.type}>{type}</span>
        </span>
      ),
    };
  });
  const renderCell = useCallback(
    (at: number, columnId: string) => {
      const text = result.text(at, Number(columnId));
      return text === undefined ? <span className={styles.null}>NULL</span> : text === '' ? <span className={styles.null}>(empty)</span> : <span className={styles.value}><HostileText text={text} maxLength={400} /></span>;
    },
    [result],
  );
  return (
    <VirtualGrid
      label="Result"
      rowCount={result.rowCount}
      columns={columns}
      renderCell={renderCell}
      activeRow={row}
      onActiveCell={(at) => setRow(at)}
      onColumnsChange={(change) => {
        if (change.kind === 'resize') setWidths({ ...widths, [change.id]: change.width });
      }}
      empty={<p className={styles.hint}>No rows.</p>}
    />
  );
}

/** As wide as what the first rows hold, within reason. */
function widthOf(result: SqlResult, column: number): number {
  const head = (result.names[column]?.length ?? 0) * 7 + Math.min(12, result.types[column]?.length ?? 0) * 6.5 + 22;
  let widest = head;
  for (let row = 0; row < Math.min(SAMPLE, result.rowCount); row += 1) widest = Math.max(widest, (result.text(row, column)?.length ?? 4) * CHARACTER + 18);
  return Math.round(Math.min(380, Math.max(56, widest)));
}
