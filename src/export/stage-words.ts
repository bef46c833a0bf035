/** Whether the stages of a request are all there, in the words the forms of the report use that are read by people. */
import type { JudgedStages } from '../trust/stage-record';

export const stageHead = ({ record, reasons }: JudgedStages): string => `Stages: ${record}${reasons.length > 1 ? ', likeliest reason first' : ''}`;
