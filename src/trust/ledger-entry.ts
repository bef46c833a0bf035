import type { Verdict } from '../model/verdict';
import type { TestId } from './test-id';

/** One row of the trust ledger: who vouches for a field when nothing is known about the particular request. */
export interface LedgerEntry {
  /** Kubernetes' own word for the field, or Kubewitness' where it computed the value. */
  readonly label: string;
  readonly verdict: Verdict;
  /** Who put the value there, in a few words. */
  readonly writtenBy: string;
  /** One plain sentence for a responder. */
  readonly reason: string;
  /** Where this can be checked: Kubernetes file and version read. */
  readonly source: string;
  /** Tests that can change the verdict or the reading of this field. */
  readonly tests: readonly TestId[];
}

/** The Kubernetes sources the ledger was written from: k8s.io/apiserver at the 1.37 beta line unless a row says otherwise. */
export const APISERVER = 'k8s.io/apiserver 1.37-beta';
export const APIMACHINERY = 'k8s.io/apimachinery 1.37-beta';
export const KUBERNETES = 'k8s.io/kubernetes';
/** Values no Kubernetes component wrote. */
export const KUBEWITNESS = 'Kubewitness, computed in this tab';
