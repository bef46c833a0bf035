/** The side evidence an object is or holds; none for anything else. */
import type { SideContent } from '../../model/side-record';
import { printedBy } from '../envelopes/not-audit';
import type { PlacedJson } from '../envelopes/placed-json';
import { policiesOfJson } from './audit-policy';
import { falcoOfJson } from './falco-alert';
import { kubeletOfJournal, kubeletOfJson, KubeletProcesses } from './kubelet-entry';

export interface ObjectPlace {
  /** Its bytes are the evidence's own. */
  readonly isPlaced: boolean;
  /** The text before it on its line. */
  readonly before: string;
}

export function sideOfObject(node: PlacedJson, { isPlaced, before }: ObjectPlace): readonly SideContent[] {
  // What an envelope says some workload printed is that workload's word, unless it is Falco's own container.
  const printer = printedBy(node);
  if (printer !== undefined && !/falco/i.test(printer)) return [];
  const one = falcoOfJson(node) ?? kubeletOfJson(node, before) ?? kubeletOfJournal(node, new KubeletProcesses());
  return one === undefined ? policiesOfJson(node, isPlaced) : [one];
}

export const SIDE_FORMS: Readonly<Record<SideContent['kind'], string>> = { falco: 'Falco alerts', kubelet: 'kubelet log', policy: 'audit policy' };
