import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileInput } from './hostile.fixture';
import { incidentInput } from './incident.fixture';
import { buildReport } from './report';
import { renderReportHtml } from './report-html';

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/g;
const VOID = ['meta', 'br'];

/** Reads the file as a strict subset of HTML; whatever does not fit is an error. Returns tag and attribute names. */
function readStrictly(page: string): { readonly names: ReadonlySet<string>; readonly hrefs: readonly string[] } {
  const names = new Set<string>();
  const hrefs: string[] = [];
  const open: string[] = [];
  const body = page.replace('<!doctype html>', '').replace(/<style>[^<]*<\/style>/, '');
  for (const [, slash, name = '', attributes = ''] of body.matchAll(TAG)) {
    names.add(name);
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (!VOID.includes(name)) open.push(name);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      names.add(attribute);
      if (attribute === 'href') hrefs.push(value);
    }
  }
  expect(open).toEqual([]);
  expect(body.replaceAll(TAG, '')).not.toMatch(/[<>]/);
  return { names, hrefs };
}

const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe('the HTML report', () => {
  const benign = renderReportHtml(buildReport(incidentInput()));
  const ours = readStrictly(benign);

  it('says the likely command, and that it is likely only', () => {
    expect(benign).toMatch(/Likely command \(medium confidence\): <code>kubectl exec /);
    expect(benign).toContain('Any HTTP client could have sent them.');
  });

  it('has no script, no link out of itself, and a policy that forbids both', () => {
    expect(benign).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect([...ours.names]).not.toEqual(expect.arrayContaining(['script']));
    expect(ours.hrefs.every((href) => href.startsWith('#') && (benign.includes(`id="${href.slice(1)}"`)))).toBe(true);
    expect(benign).not.toMatch(/@import|url\(|src=/);
  });

  it('says sentence, gap, note, provenance and hash of every entry', () => {
    for (const text of ['4 min 12 s later', '50.134 s later', '2 h 3 min later', 'Rotate every secret', 'line 2, byte 736', 'gzip -dc audit-2022-06-17T12-30-00.log.gz | tail -c +737']) {
      expect(benign).toContain(text);
    }
    for (const entry of buildReport(incidentInput()).entries) for (const record of entry.records) expect(benign.split(record.place.recordHash).length).toBeGreaterThan(2);
  });

  it('names the times without records', () => {
    expect(benign).toContain('1 time without records');
    expect(benign).toContain('there is no record for 185 seconds');
  });

  it('shows a hostile character as a marked escape', () => {
    expect(benign).toContain('<span class="esc" title="a character that cannot be shown as it is">\\u202e</span>desrever');
    expect(benign).not.toMatch(INVISIBLE);
  });

  it('stays the tool’s own markup whatever the evidence says', () => {
    fc.assert(
      fc.property(hostileInput, (input) => {
        const page = renderReportHtml(buildReport(input));
        const { names, hrefs } = readStrictly(page);
        expect([...names].filter((name) => !ours.names.has(name))).toEqual([]);
        expect(hrefs.filter((href) => !/^#[a-z0-9-]+$/.test(href))).toEqual([]);
        expect(page).not.toMatch(INVISIBLE);
      }),
      { numRuns: 30 },
    );
  });
});
