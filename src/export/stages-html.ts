/** The stages of one request as a waterfall: a mark where each was written, and what is odd about them in words. */
import { formatClock, formatDuration } from '../base/time';
import type { Outcome } from '../model/stage';
import type { StageStory, StoryStage } from '../trust/stage-story';
import { evidenceText } from './evidence-html';
import { html, type Html } from './html';

export function stagesHtml(story: StageStory, outcome: Outcome): Html {
  const longest = story.stages.reduce((most, { sinceReceivedUs }) => (sinceReceivedUs !== null && sinceReceivedUs > most ? sinceReceivedUs : most), 0n);
  return html`<ol class="stages o-${outcome}">${story.stages.map((stage) => stageHtml(stage, share(stage.sinceReceivedUs, longest)))}</ol>
${story.remarks.length > 0 && html`<ul class="remarks">${story.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}`;
}

const stageHtml = (stage: StoryStage, percent: number | undefined): Html => html`<li><span>${stage.stage === null ? 'no stage' : evidenceText(stage.stage)}</span>
<span class="bar" aria-hidden="true">${percent !== undefined && html`<i style="width:${percent}%"></i><b style="left:${percent}%"></b>`}</span>
<span class="num at">${stage.atUs === null ? 'no time' : formatClock(stage.atUs)}</span>
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
