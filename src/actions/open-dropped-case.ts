/** Case files among the files a responder adds are opened; the rest is evidence. */
import type { AddedFile } from './add-evidence';
import { isCaseFile, openCaseFile } from './case-file';
import type { Workbench } from './workbench';

/** Opens what is a case, by content, and returns what is not. */
export async function openDroppedCase(workbench: Workbench, files: readonly AddedFile[]): Promise<readonly AddedFile[]> {
  const evidence: AddedFile[] = [];
  for (const added of files) {
    // A file that cannot be read at all is evidence too: the reader says why.
    const isCase = await isCaseFile(added.file).catch(() => false);
    if (isCase) await openCaseFile(workbench, added.file);
    else evidence.push(added);
  }
  return evidence;
}
