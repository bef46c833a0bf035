/** A1. The server makes audit IDs with google/uuid: lower-case RFC 4122, version 4, variant 10. */
const SERVER_MADE = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** False is certain (the caller or a server in front chose it); true proves nothing, since a caller can send a version 4 UUID too. */
export const isServerMadeAuditId = (text: string): boolean => SERVER_MADE.test(text);
