import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, joined } from './html';

describe('html', () => {
  it('escapes text and attributes by default', () => {
    expect(String(html`<p title="${'"><img src=x>'}">${'<b>&\''}</p>`)).toBe(
      '<p title="&quot;&gt;&lt;img src=x&gt;">&lt;b&gt;&amp;&#39;</p>',
    );
  });
  it('splices other templates as they are, and lists of them', () => {
    expect(String(html`<ul>${['a', 'b<'].map((t) => html`<li>${t}</li>`)}</ul>`)).toBe('<ul><li>a</li><li>b&lt;</li></ul>');
    expect(String(html`${joined([html`<i></i>`, 'x'], ', ')}`)).toBe('<i></i>, x');
    expect(String(html`a${undefined}${null}${false}${0}${5n}`)).toBe('a05');
  });
  it('refuses a value in a tag outside a quoted attribute', () => {
    expect(() => html`<p ${'x'}>`).toThrow();
    expect(() => html`<p title=${'x'}>`).toThrow();
    expect(() => html`<p title="${html`<b>`}">`).toThrow();
  });
  it('does not take an object that looks like Html', () => {
    const forged = Object.assign([], { toString: () => '<script>' });
    expect(String(html`${forged}`)).toBe('');
  });
  it('never lets a string become markup or an invisible character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const inside = String(html`<p title="${text}">${text}</p>`).slice('<p title="'.length, -'</p>'.length);
        expect(inside.split('">')).toHaveLength(2);
        expect(inside.replace('">', '')).not.toMatch(/[<>"'\u0000-\u001f\u200b-\u200f\u202a-\u202e]/);
      }),
    );
  });
});
