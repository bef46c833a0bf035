/** One value on the card, with the mark of who vouches for it. */
import type { PivotField } from '../../model/pivot-field';
import { verdictOfPivotValue } from '../../trust/value-verdict';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';

export interface CardValueProps {
  readonly field: PivotField;
  readonly text: string;
  /** What is shown, where that is more than the value. */
  readonly shown?: string;
  readonly maxLength?: number;
}

export function CardValue({ field, text, shown = text, maxLength = 120 }: CardValueProps) {
  const judged = verdictOfPivotValue(field, text);
  const value = <HostileText text={shown} maxLength={maxLength} />;
  return judged === undefined ? value : <Mark kind={judged.verdict} title={judged.reason}>{value}</Mark>;
}
