/** The clipboard, also for pages that come over plain HTTP from another machine: such a page has no clipboard API. */
import { escapeHostileText, shorten } from '../base/hostile-text';
import { tell } from './tell';
import type { Workbench } from './workbench';

/** False when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** Copies a value from its menu, which is gone by the time it is known whether that worked. */
export async function copyValue(workbench: Pick<Workbench, 'jobs' | 'newId'>, text: string): Promise<void> {
  if (await copyText(text)) return;
  tell(workbench, {
    tone: 'warning', title: 'The value could not be copied',
    detail: `The browser does not allow this page to write to the clipboard. Select it by hand, here or in the inspector: ${escapeHostileText(shorten(text, 400))}`,
  });
}

/** The older way, which asks for a press of a key or the mouse and for something that is selected. */
function copyByCommand(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  // Inside an open dialog, which keeps the focus to itself.
  (focused?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way on an origin that is not secure
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
