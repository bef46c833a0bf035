/** Damaged evidence: every record that stands whole is read, everything else is an issue with its place. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { readAll, utf8, type Outcome } from './bytes.testing';
import { BATCH_EVENTS, FIRST_BATCH_EVENTS } from './limits';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 60_000 });

const event = (id: string, more = ''): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"${id}","user":{"username":"u"},"verb":"get"${more}}`;
const bare = (id: string): string => `{"metadata":{},"level":"Metadata","auditID":"${id}","stage":"s","verb":"get","user":{}}`;
const pretty = (text: string): string => JSON.stringify(JSON.parse(text), null, 4);
const [a, b, c, d] = [event('a'), event('b'), event('c'), event('d')];
const ids = (outcome: Outcome): (string | null)[] => outcome.rows.map((row) => row.auditId);
const issuesOf = (outcome: Outcome) => outcome.issues.map((issue) => [issue.kind, issue.line, issue.byteOffset, issue.byteLength]);

describe('broken records', () => {
  const cut = a.slice(0, 70);
  test.each<[string, string, string[], (string | number)[][]]>([
    ['a cut last line', `${b}\n${cut}`, ['b'], [['cut-record', 2, b.length + 1, cut.length]]],
    ['a cut line in the middle', `${b}\n${cut}\n${c}\n${d}\n`, ['b', 'c', 'd'], [['cut-record', 2, b.length + 1, cut.length]]],
    ['a line cut inside a string', `${a.slice(0, 12)}\n${c}\n`, ['c'], [['cut-record', 1, 0, 12]]],
    ['a line cut after a colon, so that the next one looks like its value', `{"user":\n${b}\n${c}\n`, ['b', 'c'], [['cut-record', 1, 0, 8]]],
    ['a line cut after a bracket', `{"user":[\n${b}\n${c}\n`, ['b', 'c'], [['cut-record', 1, 0, 9]]],
    ['an item of a list cut after a colon, in the middle of its line', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${a},{"user":\n${b}\n`, ['a', 'b'],
      [['cut-record', 1, 61 + a.length, 8], ['cut-record', 1, 0, 71 + a.length + b.length]]],
    ['the same at the end', `{"user":\n${b}\n`, ['b'], [['cut-record', 1, 0, 8]]],
    ['a cut first line', `${a.slice(40)}\n${b}\n`, ['b'], [['skipped-bytes', 1, 0, a.length - 40]]],
    ['a first line without its brace, which is no header of a table', `${a.slice(1)}\n${b}\n`, ['b'], [['skipped-bytes', 1, 0, a.length - 1]]],
    ['the end of a Ruby hash, which is no header of a table either', `"auditID"=>"x", "requestURI"=>"/api", "verb"=>"list", "stage"=>"s"}]\n${b}\n`, ['b'], [['skipped-bytes', 1, 0, 68]]],
    ['a record as a JSON string with an escape that JSON does not know', `${JSON.stringify(a).replace('verb', '\\x')}\n${b}\n`, ['b'], [['skipped-bytes', 1, 0, JSON.stringify(a).length - 2]]],
    ['a value of a record whose beginning is missing, which is a record as a string', `${JSON.stringify(a)}}\n${b}\n`, ['b'], [['skipped-bytes', 1, 0, JSON.stringify(a).length + 1]]],
    ['the same with members behind it', `${JSON.stringify(a)},"verb":"get"}\n${b}\n`, ['b'], [['skipped-bytes', 1, 0, JSON.stringify(a).length + 14]]],
    ['an answer of the text log that is no code', `2017-03-01T09:10:11.1+02:00 AUDIT: id="l" response="}00"\n${b}\n`, ['b'], [['cut-record', 1, 0, 56]]],
    ['a cut first line of a bare item', `rl":"/x","objectRef":{"name":"x"},"responseStatus":{"code":200}}\n${bare('b')}\n`, ['b'], [['skipped-bytes', 1, 0, 64]]],
    ['bad JSON in a line', `${b}\n{"a":1 "b":2}\n${c}\n`, ['b', 'c'], [['bad-json', 2, b.length + 1, 13]]],
    ['two bad lines', `{"a":tru}\n{"a":01}\n${c}\n`, ['c'], [['bad-json', 1, 0, 9], ['bad-json', 2, 10, 8]]],
    ['a control character in a string', `{"a":"\u0001"}\n${c}\n`, ['c'], [['bad-json', 1, 0, 9]]],
    ['an unknown escape', `{"a":"\\x"}\n${c}\n`, ['c'], [['bad-json', 1, 0, 10]]],
    ['two writers, one inside a string of the other', `${a.slice(0, 9)}${b}${a.slice(9)}\n${c}\n`, ['b', 'c'], [['bad-json', 1, 0, 9], ['skipped-bytes', 1, 9 + b.length, a.length - 9]]],
    ['a cut indented record', `${pretty(a).slice(0, 100)}\n${pretty(b)}\n`, ['b'], [['cut-record', 1, 0, pretty(a).slice(0, 100).trimEnd().length]]],
    ['a bad indented record between others', `${pretty(a)}\n${pretty(b).replace('"verb": "get"', '"verb": get')}\n${pretty(c)}\n`, ['a', 'c'], [['bad-json', 10, pretty(a).length + 1, pretty(b).length - 2]]],
    ['a broken record and then bare items', `{"metadata":{},"level":\n${bare('b')}\n${bare('c')}\n`, ['b', 'c'], [['cut-record', 1, 0, 23]]],
    ['a cut EventList', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${a},${b},${a.slice(0, 80)}`, ['a', 'b'],
      [['cut-record', 1, 62 + a.length + b.length, 80], ['cut-record', 1, 0, 62 + a.length + b.length + 80]]],
    ['a broken item', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${a},{"x":1,},${c}]}\n${d}`, ['a', 'c', 'd'], [['bad-json', 1, 61 + a.length, 9]]],
    ['a list with nothing in it but zeros', `${a}\n{"items":[\0]}\n`, ['a'], [['skipped-bytes', 2, a.length + 11, 1], ['not-audit', 2, a.length + 1, 13]]],
    ['an empty list between others', `${a}\n{"items":[]}\n{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[ ]}\n${b}\n`, ['a', 'b'], [['not-audit', 2, a.length + 1, 12], ['not-audit', 3, a.length + 14, 63]]],
  ])('%s', async (_, text, expected, issues) => {
    const outcome = await readAll(text);
    expect(ids(outcome)).toEqual(expected);
    expect(issuesOf(outcome)).toEqual(issues);
    for (const size of [1, 7]) expect(await readAll(text, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  });

  test.each<[string, string, string[], number]>([
    ['a prefix on every line', `10:01 host ${a}\n10:02 host ${b}\n`, ['a', 'b'], 2],
    ['a prefix and a cut record', `10:01 host ${a.slice(0, 60)}\n10:02 host ${b}\n`, ['b'], 3],
    ['a prefix and a cut bare item', `10:01 host ${bare('a').slice(0, 60)}\n10:02 host ${bare('b')}\n`, ['b'], 3],
    ['three lines of text are one region', `${a}\nI0101 started\nI0101 {level} "x"\nI0101 done\n${b}\n`, ['a', 'b'], 1],
    ['text after a record', `${a} # done\n${b}\n`, ['a', 'b'], 1],
    ['lines that cat -n numbers', `     1\t${a}\n     2\t${b}\n    10\t${c}\n`, ['a', 'b', 'c'], 0],
    ['a word, and a list below it', `Here it is:\n[\n  ${a},\n  ${b}\n]\n`, ['a', 'b'], 1],
    ['a prompt, and an indented list below it', `$ jq . x\n${JSON.stringify([a, b].map((text): object => JSON.parse(text)), null, 2)}\n$ exit\n`, ['a', 'b'], 2],
    ['a list with a name before it', `const events = [\n  ${a},\n  ${b}\n];\n`, ['a', 'b'], 2],
    ['a list with a name before it, on one line', `events = [${a},${b}]\n`, ['a', 'b'], 1],
    ['the end of a record whose beginning is missing, with a list in its body', `rl":"/x","requestObject":[${a}]}\n${b}\n`, ['b'], 1],
    ['the same, indented', `  "requestObject": [\n    ${a}\n  ]\n}\n${b}\n`, ['b'], 1],
    ['NUL bytes', `${a}\n${'\0'.repeat(5000)}${b}\n`, ['a', 'b'], 1],
    ['NUL bytes first', `${'\0'.repeat(9000)}${b}\n`, ['b'], 1],
    ['a cut line whose body holds a list', `${event('a', ',"responseObject":{"kind":"PodList","items":[{"x":1},{"x":2').slice(0, -1)}\n${b}\n`, ['b'], 1],
  ])('%s', async (_, text, expected, issues) => {
    const outcome = await readAll(text);
    expect(ids(outcome)).toEqual(expected);
    expect(outcome.issues, JSON.stringify(outcome.issues)).toHaveLength(issues);
    for (const size of [1, 7]) expect(await readAll(text, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  });

  test('an object after text on a line of its own is named', async () => {
    expect((await readAll(`some text\n{"kind":"Pod"}\n${a}`)).issues.map((issue) => issue.kind)).toEqual(['skipped-bytes', 'not-audit']);
  });

  test('the issue shows the place', async () => {
    const [issue] = (await readAll(`${a}\nhello \u202e there\n${b}`)).issues;
    expect(issue).toMatchObject({ kind: 'skipped-bytes', line: 2, byteOffset: a.length + 1, excerpt: 'hello \u202e there' });
  });

  test('nested openings cost no more than their length', async () => {
    // Were the whole rest looked at for each of them, this would take many minutes.
    for (const opening of ['{"kind":"Event","a":', '{"a":[', '{":{":', 'x{"a":', '{"items":[']) {
      const outcome = await readAll(`${opening.repeat(100_000)}\n${b}\n`, 65_536, { hash: false });
      expect(ids(outcome), opening).toEqual(['b']);
    }
  });
});

describe('what looks like an event inside a broken record', () => {
  const forged = event('forged');
  const list = `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${forged},${forged}]}`;
  const bodied = (body: string): string => event('a', `,"requestObject":${body},"level":"RequestResponse"`);
  const cutAfter = (text: string, mark: string): string => text.slice(0, text.indexOf(mark) + mark.length);
  const broken = (text: string): string => text.replace('"verb":"get"', '"verb":get');
  const late = (text: string): string => text.replace('"level":"RequestResponse"', '"level":RequestResponse');

  test.each<[string, string, number]>([
    ['the body of a cut record', cutAfter(bodied(forged), '"level":'), 1],
    ['a nested body of a cut record', cutAfter(bodied(`{"a":{"b":[1,${forged},${forged}]}}`), '"level":'), 0],
    ['a body before the break', late(bodied(forged)), 1],
    ['a body after the break', broken(bodied(forged)), 1],
    ['a list in a body after the break', broken(bodied(`{"items":[${forged},${forged}]}`)), 0],
    ['a list of numbers and events after the break', broken(bodied(`[1,${forged}]`)), 1],
    ['braces in a string after the break', broken(bodied(`["}}}}]",[1,${forged}]]`)), 1],
    ['an EventList as a body after the break', broken(bodied(list)), 2],
    ['an EventList as a body before the break', late(bodied(list)), 0],
    ['the tail of a record whose beginning is missing', bodied(forged).slice(40), 1],
    ['an indented body', pretty(bodied(`{"items":[${forged},${forged}]}`)).replace('"verb": "get"', '"verb": get'), 0],
    ['an indented list as a body', pretty(bodied(`[${forged},${forged}]`)).replace('"verb": "get"', '"verb": get'), 2],
  ])('%s is not an event', async (_, text, parts) => {
    const whole = `${b}\n${text}\n${c}\n`;
    const outcome = await readAll(whole);
    expect(ids(outcome)).toEqual(['b', 'c']);
    const said = outcome.issues.map((issue) => issue.reason).join(' ');
    if (parts === 1) expect(said).toContain('An object in it that looks like an audit event is a value of the broken record');
    if (parts > 1) expect(said).toContain(`${parts} objects in it that look like audit events`);
    for (const size of [1, 7]) expect(await readAll(whole, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  });

  test('a record past the limit', async () => {
    const long = event('long', `,"requestObject":{"a":${forged},"pad":"${'x'.repeat(5_000)}","items":[${forged}]}`);
    for (const size of [1, 100, 100_000]) expect(ids(await readAll(`${b}\n${long}\n${c}\n`, size, { maxRecordBytes: 1_000 }))).toEqual(['b', 'c']);
  });

  const whole = bodied(`{"x":"some text","list":[1,${forged}]}`);
  const places = ['{"kind":"Ev', '"auditID":"a",', '"requestObject":{', '"some te', '[1'];
  test.each(places)('a record of another writer after %s is found, and the body is not', async (mark) => {
    const first = cutAfter(whole, mark);
    for (const text of [`${first}${b}${c}${whole.slice(first.length)}\n${d}\n`, `[${first}${b}${whole.slice(first.length)},${c},\n${d}]`]) {
      const outcome = await readAll(text);
      expect(ids(outcome)).toEqual(['b', 'c', 'd']);
      for (const size of [1, 7]) expect(await readAll(text, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues });
    }
  });

  test('a crash in the middle of a line, and the next record on the same line', async () => {
    for (let cut = 1; cut < whole.length; cut += 1) {
      const outcome = await readAll(`${whole.slice(0, cut)}${b}\n${c}\n`);
      const found = ids(outcome);
      expect(found, whole.slice(0, cut)).not.toContain('forged');
      expect(found).toContain('c');
      if (!found.includes('b')) expect(outcome.issues[0]?.reason, whole.slice(0, cut)).toContain('that look');
    }
  });

  test('an item of a list whose beginning is missing is read with a word', async () => {
    const outcome = await readAll(`"x"},${a},${b}]}\n${c}\n`);
    expect(ids(outcome)).toEqual(['a', 'b', 'c']);
    expect(outcome.issues[0]?.reason).toContain('may be part of a body');
  });
});

describe('long records', () => {
  test('a line of 50 MB', async () => {
    const { rows, issues } = await readAll(`${a}\n${event('long', `,"requestObject":"${'x'.repeat(50_000_000)}"`)}\n${b}\n`, 65_536, { hash: false });
    expect(rows.map((row) => row.auditId)).toEqual(['a', 'long', 'b']);
    expect(issues).toEqual([]);
  });

  test('a record past the limit is an issue and the next one is read', async () => {
    const long = event('long', `,"requestObject":"${'x'.repeat(5_000)}"`);
    for (const size of [1, 100, 100_000]) {
      const outcome = await readAll(`${a}\n${long}\n${b}\n`, size, { maxRecordBytes: 1_000 });
      expect(ids(outcome)).toEqual(['a', 'b']);
      expect(issuesOf(outcome)).toEqual([['bad-json', 2, a.length + 1, long.length]]);
    }
  });
});

describe('files that hold no event', () => {
  const bytes = (...list: number[]): Uint8Array => new Uint8Array([...list, ...new Array<number>(50).fill(7)]);
  test.each<[string, string | Uint8Array, string, RegExp]>([
    ['nothing', '', 'empty', /is empty/],
    ['white space', ' \n\t\r\n', 'empty', /white space/],
    ['a BOM', '\ufeff', 'empty', /white space/],
    ['PNG', bytes(0x89, 0x50, 0x4e, 0x47), 'not-text', /PNG/],
    ['an xz signature alone', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), 'container', /damaged/],
    ['a tree copied from Splunk', '{ [-]\n   kind: Event\n   verb: list\n}\n', 'not-json', /copied from Splunk/],
    ['broken zstd', bytes(0x28, 0xb5, 0x2f, 0xfd), 'container', /damaged|too early/],
    ['ELF', bytes(0x7f, 0x45, 0x4c, 0x46), 'not-text', /ELF/],
    ['other binary', bytes(1, 2, 3, 4), 'not-text', /binary/],
    ['HTML', '<!DOCTYPE html><html><script>var x = {"a":1}</script></html>', 'not-json', /web page/],
    ['text', 'hello\nworld { "quoted" } \n', 'not-json', /text/],
    ['a number', '5', 'not-json', /text/],
    ['PNG inside gzip', gzipSync(bytes(0x89, 0x50, 0x4e, 0x47)), 'not-text', /PNG/],
    ['a header without a row', 'auditID,verb,requestURI,stage\n', 'not-audit', /no rows/],
    ['a header to which a row was joined', 'auditID,verb,requestURI,stage,x,list,/api/v1/pods\n', 'not-audit', /no rows/],
    ['gzip of nothing', gzipSync(''), 'empty', /compressed, and empty/],
    ['gzip of nothing, padded', Buffer.concat([gzipSync(''), new Uint8Array(40)]), 'empty', /compressed, and empty/],
    ['a gzip header alone', gzipSync('').subarray(0, 10), 'container', /cut/],
  ])('%s', async (_, content, kind, reason) => {
    const outcome = await readAll(content);
    expect(outcome.issues.map((issue) => issue.kind)).toEqual([kind]);
    expect(outcome.issues[0]?.reason).toMatch(reason);
    expect(outcome.summary).toMatchObject({ events: 0, format: 'none' });
    expect((await readAll(content, 1)).issues).toEqual(outcome.issues);
  });
});

describe('gzip', () => {
  const text = Array.from({ length: 3_000 }, (_, n) => `${event(`id-${n * 7919}`)}\n`).join('');
  const packed = new Uint8Array(gzipSync(text));

  test('gives the rows of the unpacked file', async () => {
    const plain = await readAll(text);
    const { createHash } = await import('node:crypto');
    for (const size of [1, 1000, 1_000_000]) {
      const outcome = await readAll(packed, size);
      expect(outcome.rows).toEqual(plain.rows);
      expect(outcome.issues).toEqual([]);
      expect(outcome.summary).toEqual({
        ...plain.summary, bytes: packed.length, container: 'gzip', layers: ['gzip'], sha256: createHash('sha256').update(packed).digest('hex'),
      });
    }
  });

  test('several members, cut inside a record', async () => {
    const members = Buffer.concat([gzipSync(text.slice(0, 100_001)), gzipSync(text.slice(100_001, 200_003)), gzipSync(text.slice(200_003))]);
    for (const size of [1, 5, 100_000]) {
      const outcome = await readAll(members, size);
      expect(outcome.rows).toHaveLength(3_000);
      expect(outcome.issues).toEqual([]);
    }
  });

  test('cut in half: what was read stays', async () => {
    const outcome = await readAll(packed.subarray(0, packed.length >> 1));
    expect(outcome.rows.length).toBeGreaterThan(500);
    expect(outcome.issues.map((issue) => issue.kind)).toEqual(['cut-record', 'container']);
  });

  test('cut inside the trailer', async () => {
    const outcome = await readAll(packed.subarray(0, packed.length - 4));
    expect(outcome.rows).toHaveLength(3_000);
    expect(outcome.issues.map((issue) => issue.kind)).toEqual(['container']);
  });

  test('a flipped bit in the data', async () => {
    const damaged = packed.slice();
    damaged[packed.length >> 1] = (damaged[packed.length >> 1] ?? 0) ^ 0x10;
    expect((await readAll(damaged)).issues.map((issue) => issue.kind)).toContain('container');
  });

  test('a checksum that does not match', async () => {
    const damaged = packed.slice();
    damaged[packed.length - 8] = (damaged[packed.length - 8] ?? 0) ^ 1;
    const outcome = await readAll(damaged);
    expect(outcome.rows).toHaveLength(3_000);
    expect(outcome.issues.map((issue) => issue.kind)).toEqual(['container']);
  });

  test.each([['text', utf8('garbage after the end')], ['text after zeros', Buffer.concat([new Uint8Array(100_000), utf8('garbage')])], ['one byte', new Uint8Array([1])]])('trailing %s', async (_, tail) => {
    for (const size of [1, 100_000]) {
      const outcome = await readAll(Buffer.concat([packed, tail]), size);
      expect(outcome.rows).toHaveLength(3_000);
      expect(outcome.issues.map((issue) => issue.kind)).toEqual(['container']);
    }
  });

  test.each([1, 3, 4, 100, 200_000])('padding of %i NUL bytes, as tapes and block devices leave it, is no damage', async (length) => {
    for (const size of [1000, 100_000]) {
      const outcome = await readAll(Buffer.concat([packed, new Uint8Array(length)]), size);
      expect(outcome.rows).toHaveLength(3_000);
      expect(outcome.issues).toEqual([]);
    }
  });

  test('a bomb is stopped at the limit', async () => {
    const bomb = gzipSync(`${a}\n${' '.repeat(20_000_000)}`);
    const outcome = await readAll(bomb, 65_536, { unpackLimits: { freeBytes: 1_000_000, ratio: 400 } });
    expect(ids(outcome)).toEqual(['a']);
    expect(outcome.issues.map((issue) => issue.kind)).toEqual(['container']);
    expect(outcome.issues[0]?.reason).toMatch(/400 times its size/);
    expect(outcome.summary.unpackedBytes).toBeLessThan(20_000_000);
  });
});

describe('limits', () => {
  test('issue rows are capped and the count stays exact', async () => {
    const outcome = await readAll(`{"kind":"Pod"}\n`.repeat(50) + '{"a":tru}\n'.repeat(3), 65_536, { maxIssueRows: 10 });
    expect(outcome.summary.issues).toBe(53);
    expect(outcome.issues).toHaveLength(11);
    expect(outcome.issues[10]?.reason).toBe('Only the first 10 issues are listed; counted but not listed: 40 not-audit, 3 bad-json.');
  });

  test('the first batch is small', async () => {
    const outcome = await readAll(`${a}\n`.repeat(40_000), 65_536, { hash: false });
    expect(outcome.batchSizes.slice(0, 2)).toEqual([FIRST_BATCH_EVENTS, BATCH_EVENTS]);
    expect(outcome.batchSizes.reduce((sum, size) => sum + size, 0)).toBe(40_000);
  });
});

test('a known prefix is a part of the record that is no event', async () => {
  const outcome = await readAll(`${a}\nnull {}\n`);
  expect(ids(outcome)).toEqual(['a']);
  expect(issuesOf(outcome)).toEqual([['not-audit', 2, a.length + 1, 7]]);
});
