/** True for the error that an AbortSignal, a cancelled query or a cancelled load rejects with. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

export const abortError = (what: string): Error => new DOMException(`${what} was cancelled`, 'AbortError');
