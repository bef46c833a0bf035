/** Places of the page that commands lead to. They belong to other features; what is common is what they are to a person: the search, the grid, the pins, the file input. */

/** The page has one file input, in the top bar; everything that adds files presses it. */
export function pressAddEvidence(): void {
  document.querySelector<HTMLInputElement>('input[type="file"][aria-label="Add evidence"]')?.click();
}

/** The case menu keeps its file input on the page, whether it is open or not; what to do with a case that is here is asked there. */
export function pressOpenCase(): void {
  document.querySelector<HTMLInputElement>('input[type="file"][aria-label="Open case file"]')?.click();
}

export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('form[role="search"] input');
  field?.focus();
  field?.select();
}

export function focusGrid(): void {
  document.querySelector<HTMLElement>('main [role="grid"] [tabindex="0"]')?.focus();
}

/** The pin of the open request, or the one that Tab would reach. */
export function focusPins(): void {
  document.querySelector<HTMLElement>('[data-pin][tabindex="0"]')?.focus();
}

const TEXT_INPUTS = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="file"], [type="range"], [type="submit"]), textarea, select, [contenteditable="true"], [contenteditable=""]';

/** Letters typed here are text. */
export const takesText = (element: Element | null): boolean => element?.closest(TEXT_INPUTS) instanceof Element;

/** A dialog, a menu or an open list has the keyboard to itself; one that is on its way out has it no more. */
export const isKeyboardTaken = (): boolean =>
  document.querySelector(':is([role="dialog"], [role="alertdialog"], [role="menu"]):not([data-ending-style], [data-closed])') !== null || document.activeElement?.closest('[role="listbox"]') instanceof Element;
