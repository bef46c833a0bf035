import type { Verdict } from '../model/verdict';
import type { TestId } from './test-id';
import type { VersionReading } from './version-reading';

/** One row of the trust ledger: who vouches for a field when nothing is known about the particular request. */
export interface LedgerEntry {
  /** Kubernetes' own word for the field, or Kubewitness' where it computed the value. */
  readonly label: string;
  readonly verdict: Verdict;
  /** Who put the value there, in a few words. */
  readonly writtenBy: string;
  /** One plain sentence for a responder. */
  readonly reason: string;
  /** What somebody gains where this field is believed without asking who wrote it, in one sentence. */
  readonly attack: string;
  /** Where this can be checked: Kubernetes file and version read. */
  readonly source: string;
  /** What is so only on servers of some versions. */
  readonly byVersion?: readonly VersionReading[];
  /** Tests that can change the verdict or the reading of this field. */
  readonly tests: readonly TestId[];
}

/** Who vouches for one key of `user.extra` or `annotations`. */
export interface KeyedLedgerEntry extends Pick<LedgerEntry, 'verdict' | 'writtenBy' | 'reason' | 'attack' | 'source'> {
  /** The whole key, or its beginning when it ends in `*`. */
  readonly key: string;
  /** The release that first wrote it; `about` where the exact one could not be found. */
  readonly since: string;
}

/** The Kubernetes sources the ledger was written from: k8s.io/apiserver at the 1.37 beta line unless a row says otherwise. */
export const APISERVER = 'k8s.io/apiserver 1.37-beta';
export const APIMACHINERY = 'k8s.io/apimachinery 1.37-beta';
export const KUBERNETES = 'k8s.io/kubernetes';
/** Values no Kubernetes component wrote. */
export const KUBEWITNESS = 'Kubewitness, computed in this tab';
