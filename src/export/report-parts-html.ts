/** The parts of the HTML report that do not depend on a single entry: evidence, legend, how to check, hashes. */
import { formatBytes } from '../base/bytes';
import { countOf, formatCount } from '../base/number';
import { formatTimestamp } from '../base/time';
import { TRUST_MARKS, VERDICT_ORDER } from '../trust/marks';
import { fileHashCommand, recordHashCommand } from './check-commands';
import { bareValue, evidenceLines, evidenceText, glyph, lined } from './evidence-html';
import { reportHashes } from './report-hashes';
import { html, type Html } from './html';
import { issueMeaning } from './issue-words';
import { CAN_RELY_ON, CANNOT_RELY_ON } from './reliance';
import { spanWords, unlistedIssues, type Report } from './report';
import { STATED_POLICIES, STATED_POLICIES_MEANING } from './stated-policies';

export const legendSection = (): Html => html`<section id="reading" aria-labelledby="reading-h">
<h2 id="reading-h">How to read this report</h2>
<p class="sub">An audit log is testimony. Every value carries a mark that says who vouches for it: a line under it and a glyph before it. Neither needs colour. In raw records only the line is drawn.</p>
<div class="card table"><table><thead><tr><th scope="col">mark</th><th scope="col">who vouches</th><th scope="col">what that means</th></tr></thead><tbody>
${VERDICT_ORDER.map((verdict) => html`<tr><td>${glyph(verdict)}${lined('value', verdict)}</td><td>${TRUST_MARKS[verdict].title}</td><td>${TRUST_MARKS[verdict].meaning}</td></tr>
`)}<tr><td><bdi class="v nowrap">a<span class="esc">${'\\u202e'}</span>b</bdi></td><td>Escaped character</td><td>A control, invisible or direction-changing character of the evidence, shown by its code and never acted on.</td></tr>
</tbody></table></div>
<div class="rely"><div class="card"><h3 class="eyebrow">What you can rely on</h3><ul>${CAN_RELY_ON.map((line) => html`<li>${line}</li>`)}</ul></div>
<div class="card"><h3 class="eyebrow">What you cannot rely on</h3><ul>${CANNOT_RELY_ON.map((line) => html`<li>${line}</li>`)}</ul></div></div>
</section>`;

export const evidenceSection = (report: Report): Html => html`<section id="evidence" aria-labelledby="evidence-h">
<h2 id="evidence-h">Evidence</h2>
<p class="sub">${countOf(report.evidence.length, 'file')}, examined as given and not changed. SHA-256 is of the file as given, packed files included.</p>
<div class="card table"><table><thead><tr><th scope="col">file</th><th scope="col">format</th><th scope="col" class="n">size</th><th scope="col" class="n">events</th><th scope="col" class="n">issues</th><th scope="col" class="n">duplicates</th></tr></thead><tbody>
${report.evidence.map((file) => html`<tr class="has-sha"><td>${bareValue(file.name)}${file.source !== undefined && html` <span class="chip">${evidenceText(file.source)}</span>`}</td><td>${file.format ?? 'not recognised'}${file.container !== undefined && file.container !== 'none' && `, in ${file.container}`}</td><td class="n" title="${formatCount(file.bytes)} bytes">${formatBytes(file.bytes)}</td><td class="n">${formatCount(file.events)}</td><td class="n">${formatCount(file.issues)}</td><td class="n">${formatCount(file.duplicates)}</td></tr>
${spanWords(report, file.sha256) !== undefined && html`<tr class="sha"><td colspan="6">Times in it: ${spanWords(report, file.sha256)}</td></tr>`}
<tr class="sha"><td colspan="6">SHA-256 <code class="hash">${file.sha256 ?? 'not known: the file was still being read'}</code></td></tr>
`)}</tbody></table></div>
${report.policies.length > 0 && policies(report)}
${report.evidenceFacts.gaps.length > 0 && gaps(report)}
${issues(report)}
</section>`;

const policies = (report: Report): Html => html`<h3>${STATED_POLICIES}</h3>
<p class="sub">${STATED_POLICIES_MEANING}</p>
<div class="card table issues"><table><caption class="vh">${STATED_POLICIES}</caption><thead><tr><th scope="col">policy</th><th scope="col">in force from</th><th scope="col">until</th></tr></thead><tbody>
${report.policies.map((policy) => html`<tr><td>${policy.evidenceName === '' ? 'a file that was not loaded' : bareValue(policy.evidenceName)}, ${policy.place}<br>SHA-256 of the file begins with <code>${policy.sha256Prefix}</code></td><td>${policy.from}</td><td>${policy.until}</td></tr>
`)}</tbody></table></div>`;

function gaps(report: Report): Html {
  return html`<div class="card table issues"><table><caption class="vh">Times without records</caption><thead><tr><th scope="col">${countOf(report.evidenceFacts.gaps.length, 'time')} without records (UTC)</th><th scope="col">what is known of it</th></tr></thead><tbody>
${report.evidenceFacts.gaps.map(({ from, to, reason }) => html`<tr><td><code>${formatTimestamp(from)}</code><br>to <code>${formatTimestamp(to)}</code></td><td>${evidenceText(reason)}</td></tr>
`)}</tbody></table></div>`;
}

function issues(report: Report): Html {
  const total = report.issueCounts.reduce((sum, issue) => sum + issue.count, 0);
  if (total === 0) return html`<p class="sub issues">No issues: every byte of the evidence was read as audit records.</p>`;
  return html`<div class="card table issues"><table><caption class="vh">Known issues of the evidence</caption><thead><tr><th scope="col">${countOf(total, 'issue')}: evidence that could not be read as an event, or only with care</th><th scope="col">meaning</th><th scope="col" class="n">count</th></tr></thead><tbody>
${report.issueCounts.map((issue) => html`<tr><td><code>${issue.kind}</code></td><td>${issueMeaning(issue.kind)}</td><td class="n">${formatCount(issue.count)}</td></tr>
`)}</tbody></table></div>
${report.evidenceFacts.issues.length > 0 && issuePlaces(report)}`;
}

function issuePlaces(report: Report): Html {
  const rest = unlistedIssues(report);
  return html`<details class="issues"><summary>${countOf(report.evidenceFacts.issues.length, 'issue')} with places and reasons${rest > 0 && `; ${formatCount(rest)} more are counted above only`}</summary><div class="card table"><table><thead><tr><th scope="col">file</th><th scope="col" class="n">line</th><th scope="col" class="n">byte</th><th scope="col">kind</th><th scope="col">reason</th></tr></thead><tbody>
${report.evidenceFacts.issues.map((issue) => html`<tr><td>${bareValue(issue.evidenceName)}</td><td class="n">${formatCount(issue.line)}</td><td class="n">${formatCount(issue.byteOffset)}</td><td><code>${issue.kind}</code></td><td>${evidenceText(issue.reason)}</td></tr>
`)}</tbody></table></div></details>`;
}

export function checkSection(report: Report): Html {
  const records = report.entries.flatMap((entry) => entry.records.map((record) => ({ entry, record })));
  return html`<section id="check" aria-labelledby="check-h">
<h2 id="check-h">How to check this report</h2>
<p class="sub">This page is not signed and can be edited like any file; what it says can be checked against the evidence with the commands below (bash or zsh, in the folder that holds the files). The report needs no script and asks nothing of any network: its own content-security policy forbids both.</p>
<ol class="check"><li>The file is the one that was examined: each command prints the hash under it.
${report.evidence.map((file) => html`<pre>${fileHashCommand(file.name)}
# ${file.sha256 ?? 'not known'}</pre>`)}</li>
<li>A record stands where the report says, byte for byte: again, each command prints the hash under it.
<details><summary>${countOf(records.length, 'command')}, one for each record</summary><div>
${records.map(({ entry, record }) => {
    const command = recordHashCommand(record.place, record.container);
    return html`<pre># entry ${entry.number}, ${record.stage ?? 'record'}
${command ?? html`# unpack the file first; then, of the unpacked bytes: tail -c +${record.place.byteOffset + 1} FILE | head -c ${record.place.byteLength} | sha256sum`}
# ${record.place.recordHash}</pre>`;
  })}</div></details></li>
<li>${report.inCaseFile ? html`The case file this report lies in holds the same records byte for byte (<code>records.jsonl</code>); here, characters that cannot be shown stand as escapes.` : 'Characters that cannot be shown stand here as escapes; the commands above give the bytes themselves.'}</li></ol>
</section>`;
}

export const hashesSection = (report: Report): Html => html`<section id="hashes" aria-labelledby="hashes-h">
<h2 id="hashes-h">All hashes</h2>
<p class="sub">Every SHA-256 this report rests on, as JSON.</p>
<details><summary>${countOf(report.evidence.length, 'file')} and ${countOf(report.entries.reduce((sum, entry) => sum + entry.records.length, 0), 'record')}</summary><div><pre>${evidenceLines(reportHashes(report))}</pre></div></details>
</section>`;

export const footer = (report: Report): Html =>
  html`<footer>Made ${formatTimestamp(report.madeAt)} with Kubewitness ${report.toolVersion}. All times are UTC, to the microsecond.</footer>`;
