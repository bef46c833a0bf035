/**
 * What a record shows besides its values, one bit each: which bodies it has, and how its text was written. Only a record whose
 * text stands in the evidence as it is can show the latter (NATIVE); what was taken out of a table or put together from the fields
 * of another form was written by a tool.
 */
export const REQUEST_BODY = 1;
export const RESPONSE_BODY = 2;
export const BODIES = REQUEST_BODY | RESPONSE_BODY;
export const NATIVE = 4;
/** Its keys do not stand in the order in which an API server writes them, or some are none of the server's. */
export const OUT_OF_ORDER = 8;
/** & < or > stands in it as it is. Outside its strings JSON has none of these. */
export const BARE_MARKUP = 16;
/** One of these is written as \u0026 \u003c \u003e, as Go's encoder does. */
export const ESCAPED_MARKUP = 32;
/** Its responseStatus lacks the metadata object that a server writes even when it is empty. */
export const BARE_STATUS = 64;
/** Someone is impersonated and no constraint is named. */
export const UNCONSTRAINED = 128;
/** The answer names another object than the objectRef. */
export const RENAMED = 256;
/** The answer is a Table, not the objects themselves. */
export const TABLE = 512;
