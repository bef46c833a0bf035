import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timestampUs } from '../base/time';
import { hostileInput } from './hostile.fixture';
import { incidentInput } from './incident.fixture';
import { buildReport } from './report';
import { renderReportCsv } from './report-csv';
import { renderReportHtml } from './report-html';
import { renderReportMarkdown } from './report-markdown';
import { renderReportTimesketch } from './report-timesketch';
import { readCsv } from '../base/rfc4180.fixture';

const incident = buildReport(incidentInput());
const runs = { numRuns: 30 };
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

describe('a pin whose place holds another record', () => {
  const [first, second] = incidentInput().entries;
  const report = buildReport(incidentInput({ entries: [first, second].flatMap((entry, at) => (entry === undefined ? [] : [{ ...entry, differs: true, ...(at === 1 ? { request: undefined } : {}) }])) }));
  const pinned = first?.pin.places[0]?.recordHash ?? 'none';

  it.each([
    ['HTML', renderReportHtml(report)], ['Markdown', renderReportMarkdown(report)], ['CSV', renderReportCsv(report)], ['Timesketch', renderReportTimesketch(report)],
  ])('%s says that it is not what was pinned, and which hash was', (_, text) => {
    expect(text).toContain('Not the record that was pinned');
    expect(text).toContain('another record stands at the place that was pinned');
    expect(text).toContain('no record begins at the place that was pinned');
    expect(text).toContain(pinned);
    expect(text).not.toContain('was not loaded when the report was made');
  });
  it.each([['HTML', renderReportHtml(incident)], ['Markdown', renderReportMarkdown(incident)], ['Timesketch', renderReportTimesketch(incident)]])('%s says nothing of others', (_, text) => {
    expect(text).not.toContain('Not the record that was pinned');
  });
});

describe('the audit policies that the author stated', () => {
  const place = { sha256Prefix: 'c0ffee00c0ffee00', byteOffset: 12, nth: 0 };
  const report = buildReport(incidentInput({
    policyPeriods: [
      { place: { ...place, nth: 1 }, evidenceName: '', fromUs: timestampUs(1_655_467_200_000_000n) },
      { place, evidenceName: 'policy \u202e<b>.yaml', fromUs: null },
    ],
  }));
  it.each([['HTML', renderReportHtml(report)], ['Markdown', renderReportMarkdown(report)]])('%s says which and when, and escapes their names', (_, text) => {
    expect(text).toContain('Audit policies in force, as the author of this report says');
    expect(text).toContain('c0ffee00c0ffee00');
    expect(text).toContain('2022-06-17T12:00:00.000000Z');
    expect(text).toContain('a file that was not loaded, byte 12, policy 2 of the document there');
    expect(text.indexOf('the beginning')).toBeLessThan(text.indexOf('a file that was not loaded'));
    expect(text).not.toContain('\u202e');
  });
  it.each([['HTML', renderReportHtml(incident)], ['Markdown', renderReportMarkdown(incident)]])('%s says nothing where none was', (_, text) => {
    expect(text).not.toContain('as the author of this report says');
  });
});

describe('CSV', () => {
  it('has one row per request, with its own columns', () => {
    const [header = [], ...rows] = readCsv(renderReportCsv(incident));
    expect(rows).toHaveLength(6);
    const cell = (row: number, name: string) => rows[row]?.[header.indexOf(name)];
    expect(cell(1, 'gap')).toBe('4 min 12 s later');
    expect(cell(1, 'line')).toBe('4');
    expect(cell(1, 'other_records')).toContain('RequestReceived in audit-2022-06-17T12-30-00.log.gz line 2 byte 736');
    expect(cell(0, 'verdict_contradicted')).toBe('auditID');
    expect(cell(0, 'claimed_ips')).toBe('8.8.8.8; 127.0.0.1');
    expect(rows.map((row) => [row[header.indexOf('likely_command')], row[header.indexOf('likely_command_confidence')]])).toContainEqual([expect.stringMatching(/^kubectl exec /), 'medium']);
  });
  it('keeps its shape and starts no formula, whatever the evidence says', () => {
    fc.assert(
      fc.property(hostileInput, (input) => {
        const rows = readCsv(renderReportCsv(buildReport(input)));
        expect(new Set(rows.map((row) => row.length)).size).toBe(1);
        for (const cell of rows.flat()) {
          expect(cell).not.toMatch(/^[=+@\t\r]|^-\D/);
          expect(cell).not.toMatch(INVISIBLE);
        }
      }),
      runs,
    );
  });
});

describe('Timesketch', () => {
  it('has one line per record, at the time of its stage', () => {
    const lines = renderReportTimesketch(incident).trimEnd().split('\n').map((line): unknown => JSON.parse(line));
    expect(lines).toHaveLength(8);
    expect(lines[3]).toMatchObject({
      datetime: '2022-06-17T12:23:38.002044+00:00', timestamp: 1_655_468_618_002_044, timestamp_desc: 'ResponseComplete', tag: ['runner'], code: 101,
      user_agent: 'kubectl/v1.24.2 (linux/amd64)\u001b[2J \u202edesrever',
    });
    expect(lines[0]).toMatchObject({ verdict_contradicted: ['auditID'], tests: ['A2'] });
  });
  it('is JSON of the required attributes in ASCII, whatever the evidence says', () => {
    fc.assert(
      fc.property(hostileInput, (input) => {
        const text = renderReportTimesketch(buildReport(input));
        expect(text).toMatch(/^[\x20-\x7e\n]*$/);
        for (const line of text.trimEnd().split('\n')) {
          expect(JSON.parse(line)).toMatchObject({ message: expect.any(String), datetime: expect.stringMatching(/\+00:00$/), timestamp_desc: expect.any(String), timestamp: expect.any(Number) });
        }
      }),
      runs,
    );
  });
});

/** What is left of Markdown when blocks and spans of code are taken out, by CommonMark's rules for both. */
function outsideCode(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const opened = /^(`{3,})[a-z]*$/.exec(line)?.[1];
    if (fence === undefined && opened !== undefined) fence = opened;
    else if (fence !== undefined) fence = line === fence ? undefined : fence;
    else kept.push(line.replace(/(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)/g, ''));
  }
  expect(fence).toBeUndefined();
  return kept.join('\n');
}

describe('Markdown', () => {
  it('tells every entry', () => {
    const markdown = renderReportMarkdown(incident);
    expect(markdown).toContain('### 2. 2022-06-17 12:05:26.870112 UTC (4 min 12 s later)');
    expect(markdown).toContain('● `system:anonymous` listed ○ `secrets` in all namespaces');
    expect(markdown).toContain('`https://wiki.corp.example/netchk`');
  });
  it('has evidence in code only, whatever the evidence says', () => {
    fc.assert(
      fc.property(hostileInput, (input) => {
        const markdown = renderReportMarkdown(buildReport(input));
        expect(markdown).not.toMatch(INVISIBLE);
        const rest = outsideCode(markdown);
        expect(rest).not.toMatch(/`|(?<!\\)[<[\]]|https?:|(?<!\\)\|/);
      }),
      runs,
    );
  });
});

describe('whether the stages of a request are all there', () => {
  const entries = incidentInput().entries.map((entry, i) => (i === 0
    ? { ...entry, stages: { record: 'lost' as const, reasons: ['The line was taken out of <b>a\u202e.log</b>.', 'A buffer was full.'] } }
    : entry));
  const judged = buildReport(incidentInput({ entries }));
  const reason = 'The line was taken out of <b>a\\u202e.log</b>.';

  it('stands in CSV', () => {
    const [header = [], first = [], second = []] = readCsv(renderReportCsv(judged));
    expect([first[header.indexOf('stage_record')], first[header.indexOf('stage_record_reasons')]]).toEqual(['lost', `${reason}; A buffer was full.`]);
    expect(second[header.indexOf('stage_record')]).toBe('');
  });
  it('stands in Timesketch', () => {
    expect(JSON.parse(renderReportTimesketch(judged).split('\n')[0] ?? '')).toMatchObject({ stage_record: 'lost', stage_record_reasons: [expect.stringContaining('The line was taken out'), 'A buffer was full.'] });
  });
  it('stands in Markdown, escaped', () => {
    const text = renderReportMarkdown(judged);
    expect(text).toContain('Stages: lost, likeliest reason first:');
    expect(text).toContain('- The line was taken out of `<b>a\\u202e.log</b>`.\n- A buffer was full.');
    expect(text).not.toMatch(/\u202e/);
  });
  it('stands in HTML, escaped', () => {
    const text = renderReportHtml(judged);
    expect(text).toContain('<h4>Stages: lost, likeliest reason first</h4>');
    expect(text).toContain('<li>A buffer was full.</li>');
    expect(text).not.toMatch(/<b>a|\u202e/);
  });
});
