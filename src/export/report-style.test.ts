/** The page's security policy lets exactly this style sheet into the preview of the report. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { CSP, CSP_HEADER } from '../../scripts/csp.mjs';
import { incidentInput } from './incident.fixture';
import { buildReport } from './report';
import { renderReportHtml } from './report-html';
import { REPORT_STYLE } from './report-style';

it('has its hash in scripts/csp.mjs', () => {
  const sheet = /^<style>(.*)<\/style>$/s.exec(String(REPORT_STYLE).trim())?.[1];
  const hash = `'sha256-${createHash('sha256').update(sheet ?? '').digest('base64')}'`;
  expect(CSP).toContain(hash);
  expect(CSP_HEADER).toContain(hash);
});

it('is the only style of a report: attributes would be refused', () => {
  expect(renderReportHtml(buildReport(incidentInput()))).not.toMatch(/<[^>]*\sstyle=/);
});
