/**
 * The stages of one request as a waterfall: a mark where each was written, and what is odd about them in words.
 * Lengths are attributes of a drawing, not styles: the preview in the page refuses style attributes (docs/decisions/0004).
 */
import { shownClock, formatDuration } from '../base/time';
import type { Outcome } from '../model/stage';
import type { JudgedStages } from '../trust/stage-record';
import type { StageStory, StoryStage } from '../trust/stage-story';
import { evidenceText } from './evidence-html';
import { html, type Html } from './html';

export function stagesHtml(story: StageStory, judged: JudgedStages | undefined, outcome: Outcome): Html {
  const longest = story.stages.reduce((most, { sinceReceivedUs }) => (sinceReceivedUs !== null && sinceReceivedUs > most ? sinceReceivedUs : most), 0n);
  return html`<ol class="stages o-${outcome}">${story.stages.map((stage) => stageHtml(stage, share(stage.sinceReceivedUs, longest)))}</ol>
${judged !== undefined && judged.reasons.length > 0 && html`<ol class="remarks" aria-label="Why stages are missing">${judged.reasons.map((reason) => html`<li>${evidenceText(reason)}</li>`)}</ol>`}
${story.remarks.length > 0 && html`<ul class="remarks">${story.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}`;
}

const stageHtml = (stage: StoryStage, percent: number | undefined): Html => html`<li><span>${stage.stage === null ? 'no stage' : evidenceText(stage.stage)}</span>
<svg class="bar" aria-hidden="true"><rect class="track" y="3" width="100%" height="8" rx="4"></rect>${percent !== undefined && html`<rect class="run" y="3" width="${percent}%" height="8" rx="4"></rect><rect x="${percent}%" width="2" height="14"></rect>`}</svg>
<span class="num at">${stage.atUs === null ? 'no time' : shownClock(stage.atUs)}</span>
<span class="num">${sinceReceived(stage)}</span></li>
`;

function sinceReceived({ sinceReceivedUs }: StoryStage): string {
  if (sinceReceivedUs === null) return '';
  return sinceReceivedUs < 0n ? formatDuration(sinceReceivedUs) : `+${formatDuration(sinceReceivedUs)}`;
}

/** Where on the bar, in percent; the whole bar is the longest time since the request was received. */
function share(since: bigint | null, longest: bigint): number | undefined {
  if (since === null) return undefined;
  if (since <= 0n || longest === 0n) return 0;
  return Number((since * 1000n) / longest) / 10;
}
