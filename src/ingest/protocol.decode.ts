/** What comes through a port was sent by the other half of the same build, so its type is asserted and not checked. */
import type { FromFetcher, FromHasher, FromWorker, ToFetcher, ToHasher, ToWorker } from './protocol';

export const toWorker = (event: MessageEvent): ToWorker => event.data as ToWorker;
export const fromWorker = <P>(event: MessageEvent): FromWorker<P> => event.data as FromWorker<P>;
export const toHasher = (event: MessageEvent): ToHasher => event.data as ToHasher;
export const fromHasher = (event: MessageEvent): FromHasher => event.data as FromHasher;
export const toFetcher = (event: MessageEvent): ToFetcher => event.data as ToFetcher;
export const fromFetcher = (event: MessageEvent): FromFetcher => event.data as FromFetcher;
