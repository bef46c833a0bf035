/**
 * Pins against evidence that comes after them. A pin names the file and the record by their hashes; a file with the hash of the pin and
 * another record at its place means that the pin was changed after it was made, and nothing it says of the record can be relied on.
 */
import { countOf } from '../base/number';
import { resolvePins } from './pins';
import { reasonText, tell } from './tell';
import type { Workbench } from './workbench';

/** The sentence for a number of such pins. */
export const differingWords = (pins: number): string =>
  `${countOf(pins, 'pinned record')} ${pins === 1 ? 'is' : 'are'} not what the loaded evidence has at that place: the file has the hash the case names, the record has not. The case was changed after it was saved, or made by hand.`;

/** Looks at the pins in files that have just been loaded, and says so when their records are others. */
export async function comparePins(workbench: Workbench, loaded: readonly string[]): Promise<void> {
  const hashes = new Set(loaded);
  const pins = workbench.cases.getState().pins.filter((pin) => pin.places.some((place) => hashes.has(place.evidenceSha256)));
  if (pins.length === 0) return;
  let differing: number;
  try {
    differing = (await resolvePins(workbench, pins)).filter(({ differs }) => differs).length;
  } catch (error) {
    tell(workbench, { tone: 'error', title: 'The pins could not be compared with the evidence', detail: `${reasonText(error)} Pins and evidence are unchanged.` });
    return;
  }
  if (differing === 0) return;
  tell(workbench, { tone: 'error', title: `${countOf(differing, 'pin')} ${differing === 1 ? 'does' : 'do'} not match the evidence`, detail: differingWords(differing) });
}
