/** Files from the moment they are let go of: folders are walked, and cases told from evidence, before anything is read. */
import { addEvidence, type AddedFile } from './add-evidence';
import { openDroppedCase } from './open-dropped-case';
import { reasonText, tell } from './tell';
import type { Workbench } from './workbench';

export async function takeFiles(workbench: Workbench, files: readonly AddedFile[] | Promise<readonly AddedFile[]>): Promise<void> {
  workbench.queue.taking += 1;
  let loading: Promise<unknown> | undefined;
  try {
    const evidence = await openDroppedCase(workbench, await files);
    if (evidence.length > 0) loading = addEvidence(workbench, evidence);
  } catch (error) {
    tell(workbench, { tone: 'error', title: 'What was dropped could not be read', detail: `${reasonText(error)} Nothing of it was added; everything loaded before is unchanged.` });
  } finally {
    workbench.queue.taking -= 1;
  }
  await loading;
}
