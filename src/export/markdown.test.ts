import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHostileText } from '../base/hostile-text';
import { codeBlock, codeSpan, prose, quotation } from './markdown';

/** CommonMark 6.1: a span ends at the next run of backticks of the same length; one padding space is taken off. */
function readSpan(markdown: string): { readonly text: string; readonly rest: string } {
  const fence = /^`+/.exec(markdown)?.[0] ?? '';
  const body = markdown.slice(fence.length);
  for (const run of body.matchAll(/`+/g)) {
    if (run[0].length !== fence.length) continue;
    const raw = body.slice(0, run.index);
    const padded = raw.startsWith(' ') && raw.endsWith(' ') && raw.trim() !== '';
    return { text: padded ? raw.slice(1, -1) : raw, rest: body.slice(run.index + run[0].length) };
  }
  throw new Error('the span does not end');
}

const hostile = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('`', '``', ' ', '|', '\n', '\n\n', '<script>', '](javascript:x)', 'https://evil.example', '```\n')), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((text) => text !== '');

describe('Markdown', () => {
  it('a code span is never broken and holds exactly the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = codeSpan(text);
        expect(markdown).not.toMatch(/[\r\n]/);
        expect(readSpan(markdown)).toEqual({ text: escapeHostileText(text), rest: '' });
      }),
    );
  });
  it('a block ends only at its own fence', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = codeBlock(text).split('\n');
        const fence = lines[0] ?? '';
        expect(lines.slice(1).findIndex((line) => line.trim().startsWith(fence))).toBe(lines.length - 2);
      }),
    );
  });
  it('free text keeps words and turns the rest into code', () => {
    expect(prose("Don't panic, the runner's token was read (twice).")).toBe("Don't panic, the runner's token was read (twice).");
    expect(prose('see evil.com or a@b.c, <img src=x> and 3 pods 1. *x*')).toBe('see `evil.com` or `a@b.c`, `<img` `src=x>` and 3 pods `1`. `*x*`');
    expect(quotation('one\n\n# two')).toBe('> one  \n>\n> `#` two  ');
  });
  it('free text outside its spans holds no character that Markdown acts on', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let rest = prose(text);
        while (rest.includes('`')) {
          const before = rest.slice(0, rest.indexOf('`'));
          expect(before).not.toMatch(/[<>[\]*_#|\\&~@/]/);
          rest = readSpan(rest.slice(before.length)).rest;
        }
        expect(rest).not.toMatch(/[<>[\]*_#|\\&~@/]/);
      }),
    );
  });
});
