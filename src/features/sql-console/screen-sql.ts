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

export function screenSql({ filter, sort }: Pick<ViewState, 'filter' | 'sort'>): string {
  const statement = requestIdsQuery.sql({ filter, sort });
  return `-- The request list as it is on screen: ${escapeHostileText(filterSentence(filter))}.\n${sqlForReading({ ...statement, text: clausesOnLines(statement.text) })}`;
}
