/** One entry of the report in HTML: the note, the sentence, the stages, who vouches for what, and the raw records. */
import { countOf, formatCount } from '../base/number';
import { formatDate, shownClock } from '../base/time';
import { isVerdict } from '../model/verdict';
import type { Outcome } from '../model/stage';
import type { AuditRequest, FiredSignal } from '../model/audit-record';
import { outcomeReasonOf } from '../trust/outcome-reason';
import { TRUST_MARKS } from '../trust/marks';
import type { JudgedStages } from '../trust/stage-record';
import type { JudgedField, VerdictGroup } from '../trust/fields-of-request';
import type { LikelyCommand } from '../trust/commands/likely-command';
import { commandHead, commandReasons } from './command-words';
import { severityOf, type MarkedText, type RequestDescription } from './describe-request';
import { bareValue, evidenceText, glyph, markedLines, markedValue, paragraphs, valueInSentence } from './evidence-html';
import { html, type Html, type HtmlValue } from './html';
import type { ReportEntry, ReportRecord } from './report';
import { stageHead } from './stage-words';
import { stagesHtml } from './stages-html';

export const entryAnchor = (entry: ReportEntry): string => `entry-${entry.number}`;

export const sentenceHtml = (parts: readonly MarkedText[]): readonly HtmlValue[] =>
  parts.map((part) => (part.verdict === undefined ? evidenceText(part.text) : valueInSentence(part.text, part.verdict)));

/** With the reason where it says more. */
export function outcomeHtml(request: AuditRequest): Html {
  const reason = outcomeReasonOf(request);
  return html`<span class="out o-${request.outcome}">${request.outcome}${reason !== 'answered' && reason !== 'still open' && `: ${reason}`}</span>`;
}

export const NOT_LOADED = 'The evidence of this pin was not loaded when the report was made. Its place and hash are below.';

/** How the entry is called where there is no request to tell of. */
export const entryTitle = (entry: ReportEntry): readonly HtmlValue[] =>
  entry.description === undefined ? [`Request at ${entry.records.length === 1 ? 'a place' : 'places'} in evidence that was not loaded`] : sentenceHtml(entry.description.sentence);

export function entryHtml(entry: ReportEntry): Html {
  const { pin, description, request } = entry;
  return html`<article class="card entry" id="${entryAnchor(entry)}" aria-labelledby="${entryAnchor(entry)}-h">
<header><span class="no">${entry.number}</span>${entry.at === undefined ? html`<span>time not known</span>` : html`<time>${formatDate(entry.at)} ${shownClock(entry.at)}</time><span>UTC</span>`}${entry.gap !== undefined && html`<span>${entry.gap}</span>`}<span class="push"></span>${request !== undefined && outcomeHtml(request)}${pin.phase !== undefined && html`<span class="chip phase">${pin.phase}</span>`}${pin.tags.map((tag) => html`<span class="chip">${evidenceText(tag)}</span>`)}</header>
<div><h3 id="${entryAnchor(entry)}-h">${entryTitle(entry)}</h3>
${entry.warning !== undefined && html`<p class="sig">${entry.warning}</p>`}
${description === undefined && entry.warning === undefined && html`<p class="sub">${NOT_LOADED}</p>`}
${pin.note.trim() !== '' && html`<blockquote class="note"><cite>Note by the author</cite>${paragraphs(pin.note)}</blockquote>`}
${entry.command !== undefined && commandHtml(entry.command)}
${description?.signals.map(signalHtml)}
${description !== undefined && descriptionHtml(description, entry.stages, request?.outcome ?? 'unknown')}
${recordsHtml(entry.records)}
</div></article>`;
}

const commandHtml = (command: LikelyCommand): Html => html`<p class="cmd">${commandHead(command)}: <code>${evidenceText(command.text)}</code><small>${commandReasons(command)}</small></p>`;

function signalHtml(signal: FiredSignal): Html {
  const verdict = isVerdict(signal.verdict) ? signal.verdict : 'unverifiable';
  return html`<p class="sig${verdict === 'contradicted' ? '' : ' changes'}"><code>${glyph(verdict)}${signal.testId}</code>${severityOf(signal) !== undefined && ` ${severityOf(signal)}:`} ${evidenceText(signal.explanation)}</p>`;
}

const descriptionHtml = (description: RequestDescription, judged: JudgedStages | undefined, outcome: Outcome): Html => html`<h4>Key values</h4>
<dl class="kv">${description.keyFields.map((field) => html`<div><dt>${shortLabel(field)}</dt><dd>${valuesHtml(field)}</dd></div>`)}</dl>
<h4>${judged === undefined ? 'Stages' : stageHead(judged)}</h4>
${stagesHtml(description.stages, judged, outcome)}
<details><summary>All ${countOf(valueCount(description.fields), 'value')}, by who vouches for them<span class="tally" aria-hidden="true">${description.fields.map((group) => html`${glyph(group.verdict)}${formatCount(valueCount([group]))}  `)}</span></summary><div>
${description.fields.map(groupHtml)}</div></details>`;

const shortLabel = (field: JudgedField): readonly HtmlValue[] => evidenceText(field.label.replace('authentication.kubernetes.io/', ''));

const valueCount = (groups: readonly VerdictGroup[]): number =>
  groups.reduce((sum, group) => sum + group.fields.reduce((values, field) => values + field.values.length, 0), 0);

const valuesHtml = (field: JudgedField): readonly Html[] => field.values.map((value, i) => html`${i > 0 && ', '}${markedValue(value.text, value.verdict)}`);

const groupHtml = (group: VerdictGroup): Html => html`<h4>${glyph(group.verdict)}${TRUST_MARKS[group.verdict].title}</h4>
<dl class="kv">${group.fields.map((field) => html`<div><dt>${evidenceText(field.label)}</dt><dd>${valuesHtml(field)}${reasons(field).map((reason) => html`<small>${reason}</small>`)}</dd></div>
`)}</dl>`;

/** Each reason once, with the tests that fired. */
const reasons = (field: JudgedField): readonly string[] => [
  ...new Set(field.values.map((value) => (value.tests.length === 0 ? value.reason : `${value.reason} (${value.tests.join(', ')})`))),
];

const recordsHtml = (records: readonly ReportRecord[]): Html => html`<details><summary>${countOf(records.length, 'raw record')}, as in the evidence</summary><div>
${records.map((record) => html`<h4 class="stage">${record.stage === null ? 'record' : evidenceText(record.stage)}</h4>${record.text !== undefined && html`<pre>${markedLines(record.marked)}</pre>`}${record.caution !== undefined && html`<p class="remarks">${record.caution}</p>`}`)}</div></details>
<ul class="place" aria-label="Where the records stand">${records.map((record, i) => placeHtml(record, records[i + 1]))}</ul>`;

/** The hash of a file is said once, after its last record in a row. */
const placeHtml = ({ place, stage }: ReportRecord, next: ReportRecord | undefined): Html => html`<li>${stage === null ? 'record' : evidenceText(stage)} in ${bareValue(place.evidenceName)}, line ${formatCount(place.line)}, byte ${formatCount(place.byteOffset)}, ${countOf(place.byteLength, 'byte')}<br>record SHA-256 <code class="hash">${place.recordHash}</code>${next?.place.evidenceSha256 !== place.evidenceSha256 && html`<br>file SHA-256 <code class="hash">${place.evidenceSha256}</code>`}</li>`;
