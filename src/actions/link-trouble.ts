/** A link that could not be read whole says so: a view with fewer conditions must not pass for the one that was sent. */
import { shorten } from '../base/hostile-text';
import { countOf } from '../base/number';
import { readLink, type LinkTrouble } from '../state/view-url';
import { tell } from './tell';
import type { Workbench } from './workbench';

const SHOWN_PARTS = 3;

export function sayLinkTrouble(workbench: Pick<Workbench, 'jobs' | 'newId'>, fragment: string): void {
  const { trouble } = readLink(fragment);
  if (trouble === undefined) return;
  const words = troubleWords(trouble);
  // The browser tells of one step twice, and of a reload each time.
  if (workbench.jobs.getState().notices.some(({ title, detail }) => title === words.title && detail === words.detail)) return;
  tell(workbench, { tone: 'warning', ...words });
}

export function troubleWords({ version, left }: LinkTrouble): { readonly title: string; readonly detail: string } {
  const parts = left.slice(0, SHOWN_PARTS).map((part) => `“${shorten(part, 80)}”`).join(', ');
  const rest = left.length > SHOWN_PARTS ? ` and ${left.length - SHOWN_PARTS} more` : '';
  const without = left.length === 0 ? '' : `Could not be read: ${parts}${rest}. `;
  return version === undefined
    ? { title: `${countOf(left.length, 'part')} of this link could not be read`, detail: `${without}What is shown can differ from what the sender saw; the filter says what it is.` }
    : {
        title: 'This link was made by another version of Kubewitness',
        detail: `It says version ${shorten(version === '' ? 'nothing' : version, 20)}; this page reads version 1. ${without}What is shown can differ from what the sender saw; the filter says what it is. Open the link with the version it was made by.`,
      };
}
