/** Records that something cut into parts on its way: looks for the parts behind the first, and never twice in the same bytes in vain. */
import type { ByteWindow } from './byte-window';
import { joinJournalLines } from './lines/journal-lines';
import { SYSLOG_FORM } from './lines/line-prefix';
import type { Joined, Joining } from './lines/partial-lines';
import { cuttingForm, joinObjects } from './lines/partial-objects';
import { joinWrapped } from './lines/wrapped-record';
import { RecordScanner } from './record-scanner';

/** A record whose parts were joined, and how its lines are called; `more` when the last part may still come. */
export type Found = { readonly joined: Joined; readonly form: string; readonly isText: boolean } | 'more' | undefined;

const WRAPPED_FORM = 'hard-wrapped JSON';

export class CutRecords {
  /** Of its own, so that what the other one knows of the record at hand stays. */
  private readonly scanner = new RecordScanner();
  /** Up to these offsets parts were looked for in vain. */
  private readonly vainUntil = { objects: 0, journal: 0, wrapped: 0 };

  constructor(
    private readonly window: ByteWindow,
    private readonly longest: number,
  ) {}

  /** The record whose first part is carried by the object at `bytes[p .. end)`. */
  inObjects(p: number, end: number, ended: boolean): Found {
    const { bytes, base } = this.window;
    if (base + p < this.vainUntil.objects) return undefined;
    const cutting = cuttingForm(this.scanner, bytes, p, end);
    if (cutting === undefined) return undefined;
    return this.said('objects', joinObjects(cutting, this.scanner, bytes, p, this.window.end, ended, this.longest), cutting.form, false);
  }

  /** The record that starts at `p`, at the start of a line or behind a prefix of the given form, and is not whole on that line. */
  inLines(p: number, prefix: string, form: string | undefined, ended: boolean): Found {
    const { bytes, base, end } = this.window;
    if (form === SYSLOG_FORM && base + p >= this.vainUntil.journal) {
      const found = this.said('journal', joinJournalLines(this.scanner, prefix, bytes, p, end, ended, this.longest), form, false);
      if (found !== undefined) return found;
    }
    if (base + p < this.vainUntil.wrapped) return undefined;
    return this.said('wrapped', joinWrapped(this.scanner, bytes, p, end, ended, Array.from(prefix).length), WRAPPED_FORM, true);
  }

  private said(where: 'objects' | 'journal' | 'wrapped', joining: Joining, form: string, isText: boolean): Found {
    if (joining.kind === 'more') return 'more';
    if (joining.kind === 'joined') return { joined: joining, form, isText };
    this.vainUntil[where] = this.window.base + joining.searchedTo;
    return undefined;
  }
}
