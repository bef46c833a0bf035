import { storyTable } from './story.mjs';

/**
 * The README with its generated parts brought up to date.
 * @param {string} readme
 * @param {import('./story.mjs').Story} story
 */
export function refreshReadme(readme, story) {
  let text = readme;
  for (const kind of /** @type {const} */ (['attack', 'noise'])) {
    const part = new RegExp(`(<!-- ${kind}: generated -->\\n)[\\s\\S]*?(<!-- /${kind} -->)`);
    text = text.replace(part, (_, open, close) => `${open}\n${storyTable(story, kind)}\n\n${close}`);
  }
  return text;
}
