/** What comes through a port was sent by the other half of the same build, so its type is asserted and not checked. */
import type { FromWorker, ToWorker } from './protocol';

export const toWorker = (event: MessageEvent): ToWorker => event.data as ToWorker;
export const fromWorker = (event: MessageEvent): FromWorker => event.data as FromWorker;
