/**
 * F5. Characters that act on the reader or on a program that shows the text: C0 and C1 controls (ANSI escapes among
 * them), bidirectional marks, zero-width and other invisible characters, and the beginning of a markup tag.
 */
const HOSTILE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u061c\ufeff]|<[a-zA-Z!/]/;

export const isHostileText = (text: string | null): boolean => text !== null && HOSTILE.test(text);
