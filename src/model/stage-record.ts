/** Whether the stages of a request are all there, and what became of those that are not. The order is that of the numbers in 028-stage-records.sql. */
export const STAGE_RECORDS = ['complete', 'omitted by policy', 'still open', 'lost', 'impossible', 'no stages in this format'] as const;
export type StageRecord = (typeof STAGE_RECORDS)[number];
