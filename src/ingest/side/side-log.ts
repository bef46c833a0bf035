/** Side evidence met in one file, on its way out. */
import { NO_SIDE, type SideContent, type SideCounts, type SidePlace, type SideRecord } from '../../model/side-record';

export class SideLog {
  counts: SideCounts = NO_SIDE;
  private records: SideRecord[] = [];

  add(content: SideContent, place: SidePlace): void {
    this.counts = { ...this.counts, [content.kind]: this.counts[content.kind] + 1 };
    this.records.push({ content, place });
  }

  take(): SideRecord[] {
    const taken = this.records;
    this.records = [];
    return taken;
  }
}
