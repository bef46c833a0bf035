/** F5 of the server's message, which may quote the caller. R4 and R8 need the stage as well and stand in the SQL. */
import type { StatusEntry } from '../model/event-batch';
import { isHostileText } from './hostile-tests';
import { marksWhere, type ValueMark } from './value-mark';

/** A panic's message ends in a stack trace, whose line ends are no attack. */
const isStackTrace = (message: string): boolean => message.startsWith('APIServer panic');

export const marksOfStatus = ({ message }: StatusEntry): ValueMark[] =>
  message === null || isStackTrace(message) ? [] : marksWhere([isHostileText(message.replaceAll(/[\n\t]/g, ' ')), 'F5']);
