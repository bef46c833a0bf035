/** Every face with the page: one that the first italic value or accented name asked for would be a request after load. */
export async function loadFonts({ fonts }: Document): Promise<void> {
  // A face that does not arrive costs its look, nothing else.
  await Promise.allSettled(Array.from(fonts, (face) => face.load()));
}
