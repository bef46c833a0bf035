import type { AuditRequest } from '../../model/audit-record';
import type { Pin } from '../../model/pin';

/** A pin knows its request by the places of its records. While a file is being read its hash, and so the place, is unknown. */
export const pinOf = (pins: readonly Pin[], request: AuditRequest): Pin | undefined =>
  pins.find((pin) =>
    pin.places.some((place) =>
      request.events.some(({ place: own }) => own.evidenceSha256 !== '' && own.evidenceSha256 === place.evidenceSha256 && own.byteOffset === place.byteOffset),
    ),
  );

/** The request can be found again in another session: all its evidence was read to the end. */
export const hasPlace = (request: AuditRequest): boolean => request.events.every((event) => event.place.evidenceSha256 !== '');
