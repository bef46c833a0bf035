/** The likely command of a request in the words all forms of the report use: never without how sure it is. */
import { countOf } from '../base/number';
import { CONTRADICTION_TITLE, LIKELY_NOTE, type LikelyCommand } from '../trust/commands/likely-command';

export const commandHead = ({ kind, confidence }: LikelyCommand): string => `Likely ${kind} (${confidence} confidence)`;

export const commandReasons = ({ reason, contradictions, requestIds }: LikelyCommand): string =>
  [
    ...(contradictions.length === 0 ? [] : [`It ${CONTRADICTION_TITLE}: ${contradictions.join(' ')}`]), reason,
    requestIds.length > 1 ? `It took ${countOf(requestIds.length, 'request')}, of which this is one.` : '', LIKELY_NOTE,
  ].filter((part) => part !== '').join(' ');
