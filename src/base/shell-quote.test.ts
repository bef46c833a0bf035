import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellQuote } from './shell-quote';

it.each([
  ['audit.log', 'audit.log'],
  ['audit log.gz', "'audit log.gz'"],
  ["it's.log", "'it'\\''s.log'"],
  ['-rf', './-rf'],
  ['$(reboot)`id`;.log', "'$(reboot)`id`;.log'"],
  ['=ls', "'=ls'"],
  ['a=b.log', 'a=b.log'],
  ['a\nb', "$'a\\012b'"],
])('%j is %s', (name, quoted) => {
  expect(shellQuote(name)).toBe(quoted);
});

it('means exactly the name to bash', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(fc.oneof(name, fc.constantFrom("'", '\u202e', '\u001b[2J', '$(id)', '\n', '\\', '"', '!')), { minLength: 1, maxLength: 4 }), (parts) => {
      const text = parts.join('');
      const shown = execFileSync('bash', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' });
      expect(shown).toBe(text.startsWith('-') ? `./${text}` : text);
    }),
    { numRuns: 40 },
  );
});
