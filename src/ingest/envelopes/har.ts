/**
 * What a browser's developer tools or a proxy recorded of a console's queries (HTTP Archive 1.2, softwareishard.com/blog/har-12-spec): an
 * answer is the text of `response.content`, which the recorder may have put into base64.
 */
import { inside, other, type Envelope, type Inner } from './envelope';
import { packedText } from './packed-text';
import type { PlacedJson } from './placed-json';

export const har: Envelope = {
  form: 'HTTP archive entries',
  open(node) {
    const entries = node.at('log', 'entries');
    return entries?.isArray === true && node.at('log', 'version') !== undefined ? answersOf(entries) : undefined;
  },
};

function* answersOf(entries: PlacedJson): Generator<Inner> {
  for (const entry of entries.items()) {
    const content = entry.at('response', 'content');
    const text = content?.get('text');
    if (text?.isString !== true) yield other(entry, 'a recorded request without an answer\'s text');
    else yield content?.textAt('encoding') === 'base64' ? packedText(text) : inside(text);
  }
}
