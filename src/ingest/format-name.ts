/** What was really read, in a few words: `audit.k8s.io/v1 JSON lines`, `audit.k8s.io/v1beta1 EventList`, `legacy text lines`. */
export type RecordForm = string;

const NAMED = 4;

export class FormatTally {
  private readonly counts = new Map<string, number>();
  private lastVersion: string | undefined;
  private lastForm: RecordForm | undefined;
  private run = 0;

  /** `version` is undefined for forms that have no version of audit.k8s.io. */
  add(version: string | undefined, form: RecordForm): void {
    if (version === this.lastVersion && form === this.lastForm) {
      this.run += 1;
      return;
    }
    this.flush();
    this.lastVersion = version;
    this.lastForm = form;
    this.run = 1;
  }

  /** Every form with its number of records, most first. */
  list(): readonly (readonly [form: string, records: number])[] {
    this.flush();
    return [...this.counts].sort((a, b) => b[1] - a[1]);
  }

  name(): string {
    const kinds = this.list().map(([name]) => name);
    if (kinds.length === 0) return 'none';
    if (kinds.length === 1) return kinds[0] ?? 'none';
    return `mixed: ${kinds.slice(0, NAMED).join(', ')}${kinds.length > NAMED ? ', …' : ''}`;
  }

  private flush(): void {
    if (this.run === 0 || this.lastForm === undefined) return;
    const version = this.lastVersion === '' ? 'audit events without apiVersion,' : this.lastVersion;
    const name = version === undefined ? this.lastForm : `${version} ${this.lastForm}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + this.run);
    this.run = 0;
  }
}
