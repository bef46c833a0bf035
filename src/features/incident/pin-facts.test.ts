import { expect, it } from 'vitest';
import { hiddenCharacters, tagsOf, withoutHidden } from './pin-facts';

it('takes tags apart at commas, without empty and repeated ones', () => {
  expect(tagsOf(' scope,, rotate ,scope\n<b>')).toEqual(['scope', 'rotate', '<b>']);
});

it('names the characters of a note that cannot be seen, and takes them out', () => {
  const note = 'a\u202eb\n\tc\u001b[2J\u200b\u202e';
  expect(hiddenCharacters(note)).toEqual(['\\u202e', '\\e', '\\u200b']);
  expect(withoutHidden(note)).toBe('ab\n\tc[2J');
  expect(hiddenCharacters('plain\n\ttext')).toEqual([]);
});
