/**
 * CloudWatch Logs as `aws … --output text` prints it (docs.aws.amazon.com/cli, "Text output format"): the name of the list in capitals,
 * and the values of an item in the order of their keys' names, with tabs between them.
 */
export const AWS_TEXT_FORM = 'CloudWatch lines of --output text';

/** An item with a message, which a time follows; a cell of an Insights row. */
export const isAwsItem = (head: string): boolean => /^(?:EVENTS\t(?:[^\t{]{1,200}\t){1,4}|RESULTS\t@message\t)\{/.test(head);
/** What stands behind the record on its line. */
export const AWS_ITEM_END = /^(?:\t\d{1,16})?\s*$/;
/** What the answer says beside its items, and in it no brace, behind which a record might stand: streams that were searched, tokens, statistics, other cells of a row. */
export const isAwsFrame = (line: string): boolean =>
  /^(?:SEARCHEDLOGSTREAMS\t[^\s{]+\t[^\s{]+|RESULTS\t@(?:timestamp|ptr|log|logStream|ingestionTime)\t[^\t{]*|STATISTICS(?:\t[\d.eE+]+)+|[bf]\/\d+(?:\/s)?\t[bf]\/\d+(?:\/s)?)\s*$/.test(line);
