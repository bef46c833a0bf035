/** The statement behind the request list, laid out for people. */
import { escapeHostileText } from '../../base/hostile-text';
import { requestIdsQuery } from '../../db/request-list.query';
import { sqlForReading } from '../../db/sql';
import { filterSentence } from '../../model/filter';
import type { ViewState } from '../../state/view-state';

const CLAUSES = /^(FROM|LEFT JOIN|WHERE|AND|ORDER BY)\b/;

/** Each clause outside parentheses on a line of its own. The text has placeholders, so it has no text of the evidence. */
export function clausesOnLines(text: string): string {
  let depth = 0;
  let out = '';
  const tight = text.replace(/\s+/g, ' ').trim();
  for (let i = 0; i < tight.length; i += 1) {
    const character = tight.charAt(i);
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    const begins = depth === 0 && character === ' ' ? CLAUSES.exec(tight.slice(i + 1, i + 12)) : null;
    out += begins === null ? character : begins[1] === 'AND' ? '\n  ' : '\n';
  }
  return out;
}

/** Columns of the grid that are called otherwise in the view, or are made of several. */
const VIEW_COLUMNS: Readonly<Record<string, string>> = {
  resource: 'r.resource, r.subresource, r.namespace, r.name',
  claimed_ip: 'r.claimed_ips',
  // Worked out from the requests around it, which no statement does.
  command: 'r.request_uri',
  test: '(SELECT list(DISTINCT s.test_id ORDER BY s.test_id) FROM signals s WHERE s.request_id = r.request_id) AS tests',
};

/** The rows on screen in their order, with the columns the grid shows. */
export function screenSql({ filter, sort }: Pick<ViewState, 'filter' | 'sort'>, columns: readonly string[]): string {
  const statement = requestIdsQuery.sql({ filter, sort });
  // Indented while the values are still placeholders: a line end in a value must stay as it is.
  const ids = sqlForReading({ ...statement, text: clausesOnLines(statement.text).replace(/^/gm, '    ') });
  const selected = [...new Set(['r.request_id', ...columns.flatMap((id) => (VIEW_COLUMNS[id] ?? `r.${id}`).split(/, (?=r\.)/))])];
  return `-- The request list as it is on screen: ${escapeHostileText(filterSentence(filter))}.
SELECT ${selected.join(', ')}
FROM (
  SELECT request_id, row_number() OVER () AS place
  FROM (
${ids}
  )
) shown
JOIN requests r USING (request_id)
ORDER BY shown.place`;
}
