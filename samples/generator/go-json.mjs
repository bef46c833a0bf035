/**
 * JSON text exactly as Go's encoder writes it: `&`, `<` and `>` are escaped so the output can be pasted in HTML,
 * and so are the two line separators that JavaScript once choked on.
 */
const SPECIAL = /[&<>\u2028\u2029]/g;

/** @type {Readonly<Record<string, string>>} */
const ESCAPES = { '&': '\\u0026', '<': '\\u003c', '>': '\\u003e', '\u2028': '\\u2028', '\u2029': '\\u2029' };

/** @param {unknown} value @returns {string} */
export const goJson = (value) => JSON.stringify(value).replace(SPECIAL, (character) => ESCAPES[character] ?? character);

/** A URI's text without quotes. URIs are already percent-encoded, so the ampersand is all that needs care. @param {string} uri */
export const uriText = (uri) => (uri.includes('&') ? uri.replaceAll('&', '\\u0026') : uri);
