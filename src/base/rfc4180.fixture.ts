/** A reader of RFC 4180 by its grammar, for tests only: independent of the writer it checks. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) throw new Error('a quoted cell does not end');
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    } else {
      const end = /,|\r\n|$/.exec(text.slice(at))?.index ?? 0;
      cell = text.slice(at, at + end);
      if (cell.includes('"')) throw new Error('a bare cell holds a quote');
      at += end;
    }
    row.push(cell);
    if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ',') at += 1;
    else throw new Error(`no separator at ${at}`);
  }
  return rows;
}
