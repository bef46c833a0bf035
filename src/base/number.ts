const grouped = new Intl.NumberFormat('en-US');

/** `1,204,331`; one locale everywhere, so that reports made on two machines are equal. */
export const formatCount = (n: number | bigint): string => grouped.format(n);

/** `1 event`, `1,204 events` */
export const countOf = (n: number | bigint, one: string, many = `${one}s`): string => `${formatCount(n)} ${n === 1 || n === 1n ? one : many}`;
