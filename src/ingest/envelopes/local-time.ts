/**
 * Times as programs show them to people: what Kibana, Azure's portal, Splunk and spreadsheets write into a table in place of the logged
 * text. Only what can be read in one way is read. `03/02/2025` is in February for some and in March for others, so it stays
 * what it is unless a part of it says which: a day past 12, dots between the parts, or the clock of twelve hours in capitals,
 * which of the two habits only the American one has (Unicode CLDR, dateFormats of en-US, en-GB, en-AU, de).
 */

export interface LocalTime {
  readonly iso: string;
  /** The text itself says which zone it is in. */
  readonly hasZone: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = String.raw`(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:\s?([AaPp])\.?[Mm]\.?)?(?:\s?(Z|UTC|GMT|[+-]\d\d:?\d\d))?`;
const BETWEEN = String.raw`(?:,?\s+(?:@\s+)?|T)`;
const NAMED_MONTH_FIRST = new RegExp(`^(?:[A-Za-z]{3,9},?\\s)?([A-Za-z]{3,9})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4})${BETWEEN}${CLOCK}$`);
const NAMED_DAY_FIRST = new RegExp(`^(?:[A-Za-z]{3,9},?\\s)?(\\d{1,2})[\\s-/]([A-Za-z]{3,9})\\.?[\\s-/](\\d{4})${BETWEEN.replace('T', '[T:]')}${CLOCK}$`);
const YEAR_FIRST = new RegExp(`^(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})${BETWEEN}${CLOCK}$`);
const NUMBERS = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d\\d)${BETWEEN}${CLOCK}$`);
/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told by their length; today's have 10, 13, 16 or 19 digits. */
const EPOCH = /^(\d{10})(?:\.?(\d{1,9}))?$/;

/** The time as RFC 3339; undefined when it is none, or could be two. */
export function localTime(given: string): LocalTime | undefined {
  const text = given.trim();
  const epoch = EPOCH.exec(text);
  if (epoch !== null) return ofEpoch(epoch[1] ?? '', epoch[2] ?? '', text.includes('.'));
  const named = NAMED_MONTH_FIRST.exec(text);
  if (named !== null) return made(named[3], monthOf(named[1]), named[2], named.slice(4));
  const dayFirst = NAMED_DAY_FIRST.exec(text);
  if (dayFirst !== null) return made(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1], dayFirst.slice(4));
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return made(yearFirst[1], Number(yearFirst[2]), yearFirst[3], yearFirst.slice(4));
  const numbers = NUMBERS.exec(text);
  if (numbers === null) return undefined;
  const [, first = '', mark, second = '', year = '', ...clock] = numbers;
  const isDayFirst = mark === '.' || Number(first) > 12;
  const isMonthFirst = !isDayFirst && (Number(second) > 12 || /[AP]M/.test(text));
  if (!isDayFirst && !isMonthFirst) return undefined;
  const century = year.length === 2 ? `20${year}` : year;
  return isDayFirst ? made(century, Number(second), first, clock) : made(century, Number(first), second, clock);
}

const monthOf = (name: string | undefined): number => MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;

function made(year: string | undefined, month: number, day: string | undefined, clock: readonly (string | undefined)[]): LocalTime | undefined {
  const [hours = '', minutes = '', seconds = '', fraction, half, zone] = clock;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0);
  if (month < 1 || month > 12 || (half !== undefined && (Number(hours) < 1 || Number(hours) > 12))) return undefined;
  const two = (number: number | string | undefined): string => String(number).padStart(2, '0');
  const shownZone = zone === undefined || /^(?:UTC|GMT)$/.test(zone) ? 'Z' : zone;
  return { iso: `${year ?? ''}-${two(month)}-${two(day)}T${two(hour)}:${minutes}:${seconds}${fraction === undefined ? '' : `.${fraction}`}${shownZone}`, hasZone: zone !== undefined };
}

function ofEpoch(seconds: string, rest: string, hasPoint: boolean): LocalTime | undefined {
  if (!hasPoint && ![0, 3, 6, 9].includes(rest.length)) return undefined;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return { iso: `${whole}${rest === '' ? '' : `.${rest}`}Z`, hasZone: true };
}
