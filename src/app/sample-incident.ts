/**
 * The sample incident that comes with the app. It is fetched with the rest of the page, because a page that has
 * loaded makes no request any more.
 */
import { err, ok, type Result } from '../base/result';
import sampleUrl from '../../samples/incident/audit.log?url';

export async function fetchSampleIncident(): Promise<Result<File>> {
  try {
    const response = await fetch(new URL(sampleUrl, document.baseURI));
    if (!response.ok) return err(`The sample incident did not come with this page (${response.status}).`);
    return ok(new File([await response.blob()], 'sample-incident.log'));
  } catch {
    return err('The sample incident did not come with this page.');
  }
}
