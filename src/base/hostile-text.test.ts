import { expect, it } from 'vitest';
import { escapeHostileText, hostileTextParts } from './hostile-text';

const codePoints = (pattern: RegExp): string[] => {
  const found: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if (pattern.test(character)) found.push(character);
  }
  return found;
};

it('escapes every character that is not seen, acts on its neighbours, or passes for a space', () => {
  const unseen = codePoints(/^(?:[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Zs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{13430}-\u{1343f}])$/u).filter((character) => character !== ' ');
  expect(unseen.length).toBeGreaterThan(4_000);
  expect(unseen.filter((character) => !/^[\x21-\x7e]+$/.test(escapeHostileText(character)))).toEqual([]);
});

it('leaves what is seen as it is', () => {
  for (const text of ['system:node:a', "O'Brien <b>&", 'ünïcødé', '日本語', '😀', 'العربية', 'हिन्दी', 'e\u0301']) expect(escapeHostileText(text)).toBe(text);
});

it('escapes half a character, not a whole one', () => {
  expect(hostileTextParts('a\ud83d\ude00\ud83d')).toEqual([{ kind: 'plain', text: 'a😀' }, { kind: 'escape', text: '\\ud83d' }]);
  expect(escapeHostileText('admin\u2003\u{e0041}')).toBe('admin\\u2003\\u{e0041}');
});
