/** The report as Markdown, for a ticket or a wiki. Evidence stands in code spans and fenced blocks only, see `markdown.ts`. */
import { formatBytes } from '../base/bytes';
import { escapeHostileText } from '../base/hostile-text';
import { countOf, formatCount } from '../base/number';
import { shownClock, formatDate, formatTimestamp } from '../base/time';
import type { OutcomeReason } from '../model/outcome-reason';
import { isVerdict, type Verdict } from '../model/verdict';
import { TRUST_MARKS, VERDICT_ORDER } from '../trust/marks';
import { outcomeReasonOf } from '../trust/outcome-reason';
import type { JudgedStages } from '../trust/stage-record';
import type { JudgedField } from '../trust/fields-of-request';
import { fileHashCommand, recordHashCommand } from './check-commands';
import { commandHead, commandReasons } from './command-words';
import { severityOf, type RequestDescription } from './describe-request';
import { issueMeaning } from './issue-words';
import { codeBlock, codeSpan, ownWords, prose, quotation } from './markdown';
import { CAN_RELY_ON, CANNOT_RELY_ON } from './reliance';
import { spanWords, unlistedIssues, type Report, type ReportEntry } from './report';
import { reportHashes } from './report-hashes';
import { STATED_POLICIES, STATED_POLICIES_MEANING } from './stated-policies';
import { stageHead } from './stage-words';

/** What the outcome does not say yet. */
const ofReason = (reason: OutcomeReason): string => (reason === 'answered' || reason === 'still open' ? '' : ` (${reason})`);

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
const paragraphs = (blocks: readonly (string | undefined)[]): string => blocks.filter((block) => block !== undefined && block !== '').join('\n\n');

export const renderReportMarkdown = (report: Report): string => `${paragraphs([
  `# ${prose(report.caseName)}`,
  `Incident report, made ${formatTimestamp(report.madeAt)} with Kubewitness ${prose(report.toolVersion)}. All times are UTC.`,
  `${formatCount(report.entries.length)}${report.totalRequests === undefined ? '' : ` of ${formatCount(report.totalRequests)}`} requests, pinned from ${countOf(report.evidence.length, 'evidence file')}.`,
  report.filter === undefined ? undefined : `Filter when the report was made: ${codeSpan(report.filter)}`,
  '## How to read this report',
  'The glyph before a value says who vouches for it:',
  bullets(VERDICT_ORDER.map((verdict) => `${ownWords(TRUST_MARKS[verdict].glyph)} ${ownWords(`${TRUST_MARKS[verdict].title}: ${TRUST_MARKS[verdict].meaning}`)}`)),
  'What you can rely on:',
  bullets(CAN_RELY_ON.map(ownWords)),
  'What you cannot rely on:',
  bullets(CANNOT_RELY_ON.map(ownWords)),
  '## Timeline',
  ...report.entries.map(entryMarkdown),
  '## Evidence',
  bullets(report.evidence.map((file) => `${codeSpan(file.name)}: ${file.format === undefined ? 'format not recognised' : codeSpan(file.format)}${file.container === undefined || file.container === 'none' ? '' : ` in ${codeSpan(file.container)}`}, ${formatBytes(file.bytes)}, ${countOf(file.events, 'event')}, ${countOf(file.issues, 'issue')}, ${countOf(file.duplicates, 'duplicate')}${spanWords(report, file.sha256) === undefined ? '' : `; times in it ${spanWords(report, file.sha256) ?? ''}`}; SHA-256 ${file.sha256 === undefined ? 'not known' : codeSpan(file.sha256)}`)),
  report.policies.length === 0 ? undefined : `${STATED_POLICIES}. ${STATED_POLICIES_MEANING}\n\n${bullets(report.policies.map((policy) => `${policy.evidenceName === '' ? 'a file that was not loaded' : codeSpan(policy.evidenceName)}, ${policy.place}, SHA-256 of the file begins with ${codeSpan(policy.sha256Prefix)}: from ${policy.from} until ${policy.until}`))}`,
  report.evidenceFacts.gaps.length === 0 ? undefined : `Times without records:\n\n${bullets(report.evidenceFacts.gaps.map(({ from, to, reason }) => `${codeSpan(formatTimestamp(from))} to ${codeSpan(formatTimestamp(to))}: ${prose(reason)}`))}`,
  report.issueCounts.length === 0 ? undefined : `Known issues:\n\n${bullets(report.issueCounts.map((issue) => `${codeSpan(issue.kind)}: ${formatCount(issue.count)} (${issueMeaning(issue.kind)})`))}`,
  report.evidenceFacts.issues.length === 0 ? undefined : issuePlaces(report),
  '## How to check this report',
  'In the folder that holds the files, with bash or zsh; each command prints the hash under it.',
  codeBlock(checkScript(report), 'sh'),
  '## All hashes',
  codeBlock(reportHashes(report), 'json'),
])}\n`;

function issuePlaces(report: Report): string {
  const rest = unlistedIssues(report);
  const places = bullets(report.evidenceFacts.issues.map((issue) => `${codeSpan(issue.evidenceName)}, line ${formatCount(issue.line)}, byte ${formatCount(issue.byteOffset)}: ${codeSpan(issue.kind)} ${prose(issue.reason)}`));
  return `Where they are${rest > 0 ? `; ${formatCount(rest)} more are counted only` : ''}:\n\n${places}`;
}

const valueMarkdown = (text: string, verdict: Verdict): string => `${ownWords(TRUST_MARKS[verdict].glyph)} ${codeSpan(text)}`;

function entryMarkdown(entry: ReportEntry): string {
  const { description, pin } = entry;
  const when = entry.at === undefined ? 'time not known' : `${formatDate(entry.at)} ${shownClock(entry.at)} UTC`;
  const facts = [
    entry.request === undefined ? undefined : `outcome: ${entry.request.outcome}${ofReason(outcomeReasonOf(entry.request))}`,
    pin.phase === undefined ? undefined : `phase: ${pin.phase}`,
    pin.tags.length === 0 ? undefined : `tags: ${pin.tags.map(codeSpan).join(', ')}`,
  ];
  return paragraphs([
    `### ${entry.number}. ${when}${entry.gap === undefined ? '' : ` (${entry.gap})`}`,
    entry.warning === undefined ? undefined : prose(entry.warning),
    description === undefined
      ? (entry.warning === undefined ? 'The evidence of this pin was not loaded when the report was made.' : undefined)
      : description.sentence.map((part) => (part.verdict === undefined ? ownWords(part.text) : valueMarkdown(part.text, part.verdict))).join(''),
    entry.command === undefined ? undefined : `${commandHead(entry.command)}: ${codeSpan(entry.command.text)}. ${prose(commandReasons(entry.command))}`,
    pin.note.trim() === '' ? undefined : quotation(pin.note.trim()),
    bullets(facts.filter((fact) => fact !== undefined)),
    description === undefined ? undefined : descriptionMarkdown(description, entry.stages),
    bullets(entry.records.map(({ place, stage }) => `${stage === null ? 'record' : codeSpan(stage)} in ${codeSpan(place.evidenceName)}, line ${formatCount(place.line)}, byte ${formatCount(place.byteOffset)}, ${countOf(place.byteLength, 'byte')}; record SHA-256 ${codeSpan(place.recordHash)}; file SHA-256 ${codeSpan(place.evidenceSha256)}`)),
    ...entry.records.flatMap(({ text, caution }) => [text === undefined ? undefined : codeBlock(text, 'json'), caution]),
  ]);
}

function descriptionMarkdown(description: RequestDescription, judged: JudgedStages | undefined): string {
  const signals = description.signals.map((signal) => {
    const { testId, verdict, explanation } = signal;
    const severity = severityOf(signal);
    return `${isVerdict(verdict) ? `${ownWords(TRUST_MARKS[verdict].glyph)} ` : ''}${codeSpan(testId)}${severity === undefined ? '' : ` ${severity}:`} ${prose(explanation)}`;
  });
  const stages = description.stages.stages.map((stage) => `${stage.stage === null ? 'no stage' : codeSpan(stage.stage)} ${stage.atUs === null ? 'without a time' : formatTimestamp(stage.atUs)}`);
  return paragraphs([
    bullets(signals),
    `${judged === undefined ? 'Stages' : stageHead(judged)}:\n\n${bullets([...stages, ...(judged === undefined ? [] : judged.reasons.map(prose)), ...description.stages.remarks.map(ownWords)])}`,
    ...description.fields.map((group) => `${ownWords(`${TRUST_MARKS[group.verdict].glyph} ${TRUST_MARKS[group.verdict].title}`)}\n\n${bullets(group.fields.map(fieldMarkdown))}`),
  ]);
}

const fieldMarkdown = (field: JudgedField): string => `${codeSpan(field.label)}: ${field.values.map((value) => codeSpan(value.text)).join(', ')}`;

const checkScript = (report: Report): string =>
  [
    ...report.evidence.map((file) => `${fileHashCommand(file.name)}\n# ${file.sha256 ?? 'not known'}`),
    ...report.entries.flatMap((entry) => entry.records.map(({ place, container }) => `${recordHashCommand(place, container) ?? `# unpack first: ${escapeHostileText(place.evidenceName)}; then, of the unpacked bytes: tail -c +${place.byteOffset + 1} FILE | head -c ${place.byteLength} | sha256sum`}\n# ${place.recordHash}`)),
  ].join('\n');
