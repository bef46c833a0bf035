import { describe, expect, it } from 'vitest';
import { readAll, utf8 } from './bytes.testing';
import { ObjectVersion } from './object-version';

const take = (json: string) => {
  const bytes = utf8(`[${json}]`);
  const object = new ObjectVersion();
  const found = object.take(bytes, 1, bytes.length - 1);
  return { version: found ? object.version : undefined, rest: new TextDecoder().decode(object.rest.subarray(0, object.length)) };
};

describe('the version of an object', () => {
  it.each([
    ['{"resource":"pods","resourceVersion":"123"}', 123, '{"resource":"pods"}'],
    ['{"resource":"pods","resourceVersion":"0"}', 0, '{"resource":"pods"}'],
    ['{"resource":"nodes","apiVersion":"v1","resourceVersion":"999999999999999","subresource":"status"}', 999_999_999_999_999, '{"resource":"nodes","apiVersion":"v1","subresource":"status"}'],
  ])('is cut out of %s', (json, version, rest) => {
    expect(take(json)).toEqual({ version, rest });
  });

  it.each([
    ['none there', '{"resource":"pods","name":"web"}'],
    ['the first member', '{"resourceVersion":"123","resource":"pods"}'],
    ['a number', '{"resource":"pods","resourceVersion":123}'],
    ['not written as a number would be', '{"resource":"pods","resourceVersion":"0123"}'],
    ['no number', '{"resource":"pods","resourceVersion":"12a"}'],
    ['empty', '{"resource":"pods","resourceVersion":""}'],
    ['too large', '{"resource":"pods","resourceVersion":"9999999999999999"}'],
    ['in the text of a name', String.raw`{"resource":"pods","name":"a\",\"resourceVersion\":\"12"}`],
    ['before a name with an escape', String.raw`{"resource":"pods","resourceVersion":"12","name":"a\"b"}`],
    ['in an object of its own', '{"resource":"pods","x":{"a":"b","resourceVersion":"12"}}'],
    ['behind an object', '{"resource":"pods","resourceVersion":"12","x":{}}'],
    ['with white space', '{"resource":"pods","resourceVersion": "12"}'],
  ])('stays where it is when it is %s', (_, json) => {
    expect(take(json)).toEqual({ version: undefined, rest: json });
  });

  it('is not sought in an object that is too long', () => {
    expect(take(`{"name":"${'x'.repeat(2000)}","resourceVersion":"1"}`)).toEqual({ version: undefined, rest: '' });
  });

  it('is the last of two, which is reported', async () => {
    const event = (object: string): string =>
      `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","stage":"ResponseComplete","requestURI":"/","verb":"update","objectRef":${object}}\n`;
    const { rows, issues } = await readAll([
      event('{"resource":"pods","resourceVersion":"1"}'), event('{"resource":"pods","resourceVersion":"2"}'),
      event('{"resource":"pods","resourceVersion":"3","name":"a","resourceVersion":"4"}'), event('{"resource":"pods","ResourceVersion":null,"resourceVersion":"5"}'),
    ].join(''));
    expect(rows.map((row) => row.objectRef?.resourceVersion)).toEqual(['1', '2', '4', '5']);
    expect(issues.map((issue) => [issue.kind, issue.line])).toEqual([['duplicate-key', 3]]);
  });
});
