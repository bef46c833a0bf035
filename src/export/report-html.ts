/**
 * The report as one HTML file that opens anywhere, offline: no script, no request, its own content-security policy.
 * Everything from the evidence goes through `evidence-html.ts`; the template escapes whatever does not.
 */
import { countOf, formatCount } from '../base/number';
import { shownClock, formatDate, formatDuration, formatTimestamp } from '../base/time';
import { entryAnchor, entryHtml, entryTitle, outcomeHtml } from './entry-html';
import { evidenceText } from './evidence-html';
import { html, type Html } from './html';
import type { Report, ReportEntry } from './report';
import { checkSection, evidenceSection, footer, hashesSection, legendSection } from './report-parts-html';
import { REPORT_STYLE } from './report-style';

export const renderReportHtml = (report: Report): string => `${String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<meta name="generator" content="Kubewitness ${report.toolVersion}">
<title>${report.caseName} – incident report</title>
${REPORT_STYLE}</head><body><a class="skip" href="#timeline">To the timeline</a>
<div class="page">${top(report)}${contents(report)}
<main>${timeline(report)}
${legendSection()}
<section id="entries" aria-labelledby="entries-h"><h2 id="entries-h">Entries</h2>
<p class="sub">In time order. Under each: what the author noted, which trust tests fired, and every value with who vouches for it.</p>
${report.entries.map(entryHtml)}</section>
${evidenceSection(report)}
${checkSection(report)}
${hashesSection(report)}
</main>${footer(report)}</div></body></html>`)}\n`;

const top = (report: Report): Html => html`<header class="top"><p class="brand"><i aria-hidden="true"></i><b>Kubewitness</b> incident report</p>
<h1>${evidenceText(report.caseName)}</h1>
<p class="lede">${lede(report)}</p>
<dl class="facts"><div><dt>Made</dt><dd><time>${formatTimestamp(report.madeAt)}</time></dd></div>
<div><dt>With</dt><dd>Kubewitness ${report.toolVersion}</dd></div>
${report.filter !== undefined && html`<div><dt>Filter when the report was made</dt><dd>${evidenceText(report.filter)}</dd></div>`}
</dl></header>`;

function lede(report: Report): Html {
  const events = report.evidence.reduce((sum, file) => sum + file.events, 0);
  const total = report.totalRequests === undefined ? '' : ` of ${formatCount(report.totalRequests)}`;
  return html`<b>${formatCount(report.entries.length)}${total} ${report.entries.length === 1 && total === '' ? 'request' : 'requests'}</b>${span(report)}, pinned from <b>${countOf(report.evidence.length, 'evidence file')}</b> with <b>${countOf(events, 'event')}</b>.`;
}

function span({ first, last }: Report): Html | undefined {
  if (first === undefined || last === undefined) return undefined;
  if (first === last) return html`, at <time>${formatDate(first)} ${shownClock(first)}</time> UTC`;
  const end = formatDate(first) === formatDate(last) ? shownClock(last) : `${formatDate(last)} ${shownClock(last)}`;
  return html`, from <time>${formatDate(first)} ${shownClock(first)}</time> to <time>${end}</time> UTC (<span class="keep">${formatDuration(last - first)}</span>)`;
}

const contents = (report: Report): Html => html`<nav class="toc" aria-label="Contents"><p class="eyebrow">Contents</p><ol>
<li><a href="#timeline">Timeline</a></li><li><a href="#reading">How to read this report</a></li>
<li><a href="#entries">Entries</a><ol>${report.entries.map((entry) => html`<li><a href="#${entryAnchor(entry)}">${entry.number} · ${entry.at === undefined ? 'time not known' : html`<time>${shownClock(entry.at)}</time>`}</a></li>`)}</ol></li>
<li><a href="#evidence">Evidence</a></li><li><a href="#check">How to check this report</a></li><li><a href="#hashes">All hashes</a></li></ol></nav>`;

const timeline = (report: Report): Html => html`<section id="timeline" aria-labelledby="timeline-h"><h2 id="timeline-h">Timeline</h2>
<p class="sub">Times are when the API server received the request, UTC. The line and the glyph at a value say who vouches for it: <a href="#reading">how to read this report</a>.</p>
${report.entries.length === 0 ? html`<p class="card entry"><span>No request was pinned.</span></p>` : html`<ol class="card tl">${report.entries.map((entry, i) => timelineItem(entry, report.entries[i - 1]))}</ol>`}</section>`;

function timelineItem(entry: ReportEntry, before: ReportEntry | undefined): Html {
  const newDay = entry.at !== undefined && (before?.at === undefined || formatDate(before.at) !== formatDate(entry.at));
  return html`${entry.gap !== undefined && html`<li class="gap"><span class="when"></span><span class="rail"></span><span class="what">${entry.gap}</span></li>`}
<li><span class="when">${newDay && html`<span>${formatDate(entry.at)}</span>`}${entry.at === undefined ? 'time not known' : html`<time>${shownClock(entry.at)}</time>`}</span><span class="rail"></span>
<div class="what"><a href="#${entryAnchor(entry)}">${entryTitle(entry)}</a>
${entry.pin.note.trim() !== '' && html`<p class="said">${evidenceText(firstParagraph(entry.pin.note))}</p>`}
<p class="meta">${entry.request !== undefined && outcomeHtml(entry.request)}${entry.pin.phase !== undefined && html`<span class="chip phase">${entry.pin.phase}</span>`}${entry.pin.tags.map((tag) => html`<span class="chip">${evidenceText(tag)}</span>`)}${signalsMeta(entry)}</p></div></li>
`;
}

function signalsMeta(entry: ReportEntry): Html | undefined {
  const ids = [...new Set(entry.description?.signals.map((signal) => signal.testId))];
  return ids.length === 0 ? undefined : html`<span>tests fired: ${ids.join(', ')}</span>`;
}

/** What the timeline shows of a note; the entry has all of it. */
function firstParagraph(note: string): string {
  const [first = '', ...rest] = note.trim().split(/\n\s*\n/);
  const line = first.split('\n').join(' ');
  return rest.length === 0 ? line : `${line} …`;
}
