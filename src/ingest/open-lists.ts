/** Lists (EventList, PodList, …) whose items are being read one by one, and what is reported of them at their end. */
import { escapeHostileText } from '../base/hostile-text';
import { countOf } from '../base/number';
import type { IssueLog } from './issue-log';

interface OpenList {
  readonly offset: number;
  readonly line: number;
  readonly excerpt: string;
  /** What it is called when it says no kind. */
  readonly name: string;
  /** Records read when it began. */
  readonly before: number;
  kind: string;
  apiVersion: string;
  /** Items that are no audit events, and what the first of them is. */
  others: number;
  firstOther: string;
}

export class OpenLists {
  private readonly lists: OpenList[] = [];

  /** `read` counts the records that were read so far. */
  constructor(
    private readonly issues: IssueLog,
    private readonly read: () => number,
  ) {}

  get any(): boolean {
    return this.lists.length > 0;
  }

  /** apiVersion of the innermost list; items of it that have none are of this one. */
  get apiVersion(): string {
    return this.lists.at(-1)?.apiVersion ?? '';
  }

  /** The innermost list says that it is one of the Kubernetes API's own kinds. */
  get holdsObjects(): boolean {
    const list = this.lists.at(-1);
    return list !== undefined && list.kind !== '' && !(list.kind === 'EventList' && list.apiVersion.startsWith('audit.k8s.io/'));
  }

  open(list: Pick<OpenList, 'offset' | 'line' | 'excerpt' | 'kind' | 'apiVersion'>, name = 'list without kind'): void {
    this.lists.push({ ...list, name, before: this.read(), others: 0, firstOther: '' });
  }

  /** Takes note of an item that is no audit event; `describe` is asked for the first one only. */
  addOther(describe: () => string): void {
    const list = this.lists.at(-1);
    if (list === undefined) return;
    if (list.others === 0) list.firstOther = describe();
    list.others += 1;
  }

  /** The innermost list has `items` once more; JSON readers differ in which of them they see, so that is said. */
  secondItems(whatOfThem: string): void {
    const list = this.lists.at(-1);
    if (list === undefined) return;
    const reason = `A list that starts here has items more than once; ${whatOfThem}.`;
    this.issues.add({ line: list.line, byteOffset: list.offset, byteLength: 0, excerpt: list.excerpt, kind: 'duplicate-key', reason });
  }

  /** A list may say only after its items what it is. */
  complete(kind: string, apiVersion: string): void {
    const list = this.lists.at(-1);
    if (list === undefined) return;
    if (list.kind === '') list.kind = kind;
    if (list.apiVersion === '') list.apiVersion = apiVersion;
  }

  /** The innermost list ends before `offset`. */
  end(how: 'whole' | 'cut' | 'broken', offset: number): void {
    const list = this.lists.pop();
    if (list === undefined) return;
    const name = escapeHostileText(list.kind === '' ? list.name : `${list.kind}${list.apiVersion === '' ? '' : ` of ${list.apiVersion}`}`);
    const named = `${/^[aeiou]/i.test(name) ? 'An' : 'A'} ${name}`;
    const place = { line: list.line, byteOffset: list.offset, byteLength: offset - list.offset, excerpt: list.excerpt };
    const audit = list.kind === 'EventList' && list.apiVersion.startsWith('audit.k8s.io/');
    if (list.kind === 'Event') {
      const reason = `An object of kind Event that has items before its kind starts here; its ${othersOf(list.others)} and its own members are not read.`;
      this.issues.add({ ...place, kind: 'not-audit', reason });
    } else if (list.others > 0 || (!audit && list.kind !== '' && list.kind !== 'EventList' && how === 'whole')) {
      const first = list.others > 0 ? `; the first is ${escapeHostileText(list.firstOther)}` : '';
      this.issues.add({ ...place, kind: 'not-audit', reason: `${named} with ${othersOf(list.others)}${first}.` });
    } else if (how === 'whole' && this.read() === list.before) this.issues.add({ ...place, kind: 'not-audit', reason: `${named} in which no record stands.` });
    if (how === 'cut') this.issues.add({ ...place, kind: 'cut-record', reason: `${named} starts here and the file ends inside it; its whole items are read.` });
    if (how === 'broken') this.issues.add({ ...place, kind: 'bad-json', reason: `${named} starts here whose end is not well-formed; its whole items are read.` });
  }
}

const othersOf = (count: number): string => `${countOf(count, 'item')} that ${count === 1 ? 'is no audit event' : 'are no audit events'}`;
