import { describe, expect, test } from 'vitest';
import { BARE_MARKUP, BARE_STATUS, ESCAPED_MARKUP, NATIVE, OUT_OF_ORDER, RENAMED, REQUEST_BODY, RESPONSE_BODY, TABLE, UNCONSTRAINED } from '../model/record-shape';
import { readAll } from './bytes.testing';

/** As k8s.io/apiserver's log backend writes an event. */
const START = '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"x","stage":"ResponseComplete"';
const MIDDLE = '"user":{"username":"u"},"sourceIPs":["10.0.0.1"],"userAgent":"a"';
const END = '"requestReceivedTimestamp":"2025-02-03T04:05:06.000007Z","stageTimestamp":"2025-02-03T04:05:06.000009Z"}';
const OK = '"responseStatus":{"metadata":{},"code":200}';
const asked = (name: string): string => `"objectRef":{"resource":"pods","name":"${name}"}`;
const record = (...members: readonly string[]): string => [START, '"requestURI":"/api"', '"verb":"get"', MIDDLE, ...members, END].join(',');

async function shapeOf(text: string): Promise<number | undefined> {
  const { rows } = await readAll(`${text}\n`);
  expect(rows).toHaveLength(1);
  return rows[0]?.shape;
}

describe('what a record shows besides its values', () => {
  test.each<[string, string, number]>([
    ['as a server writes it', record(OK), NATIVE],
    ['as a server wrote v1beta1', record(OK).replace('"level"', '"metadata":{"creationTimestamp":"2017-02-03T04:05:06Z"},"level"').replace('"auditID"', '"timestamp":"2017-02-03T04:05:06Z","auditID"'), NATIVE],
    ['with its constraint', record('"x":1').replace('"sourceIPs"', '"impersonatedUser":{"username":"r"},"authenticationMetadata":{"impersonationConstraint":"impersonate:user-info"},"sourceIPs"').replace(',"x":1', ''), NATIVE],
    ['no constraint', record(OK).replace('"sourceIPs"', '"impersonatedUser":{"username":"r"},"sourceIPs"'), NATIVE | UNCONSTRAINED],
    ['metadata of authentication without one', record(OK).replace('"sourceIPs"', '"impersonatedUser":{"username":"r"},"authenticationMetadata":{},"sourceIPs"'), NATIVE | UNCONSTRAINED],
    ['keys in another order', '{"auditID":"x","kind":"Event","apiVersion":"audit.k8s.io/v1"}', NATIVE | OUT_OF_ORDER],
    ['a key that is none of the server’s', record(OK, '"cluster":"a"'), NATIVE | OUT_OF_ORDER],
    ['a key in another spelling', record(OK).replace('"verb"', '"Verb"'), NATIVE | OUT_OF_ORDER],
    ['a key twice', record(OK).replace('"verb":"get"', '"verb":"get","verb":"list"'), NATIVE | OUT_OF_ORDER],
    ['an ampersand as it is', record(OK).replace('"/api"', '"/api?a=1&b=2"'), NATIVE | BARE_MARKUP],
    ['an angle bracket in a value met often', record(OK).replace('"a"', '"<b>"'), NATIVE | BARE_MARKUP],
    ['escaped as Go does', record(OK).replace('"/api"', '"/api?a=1\\u0026b=\\u003c\\u003e"'), NATIVE | ESCAPED_MARKUP],
    ['escaped in capitals', record(OK).replace('"/api"', '"/api?b=\\u003C"'), NATIVE | ESCAPED_MARKUP],
    ['another escape', record(OK).replace('"/api"', '"/api?b=\\u0027\\u0126\\u1026"'), NATIVE],
    ['a status without metadata', record('"responseStatus":{"code":200}'), NATIVE | BARE_STATUS],
    ['a status with metadata elsewhere', record('"responseStatus":{ "code" : 200 , "metadata" : {} }'), NATIVE],
    ['no status', record(), NATIVE],
    ['a body that was sent', record('"requestObject":{"a":"{}"}'), NATIVE | REQUEST_BODY],
    ['null is no body', record('"requestObject":null', '"responseObject":null'), NATIVE],
    ['the same name in the answer', record(asked('web'), OK, '"responseObject":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web"}}'), NATIVE | RESPONSE_BODY],
    ['another name', record(asked('web'), OK, '"responseObject":{"kind":"Pod","apiVersion":"v1","metadata":{"labels":{"name":"web"},"name":"web-2"}}'), NATIVE | RESPONSE_BODY | RENAMED],
    ['the name with an escape', record(asked('web'), OK, '"responseObject":{"metadata":{"name":"\\u0077eb"}}'), NATIVE | RESPONSE_BODY],
    ['no name in the answer', record(asked('web'), OK, '"responseObject":{"kind":"Status","metadata":{},"details":{"name":"x"}}'), NATIVE | RESPONSE_BODY],
    ['a name that is none', record(asked('web'), OK, '"responseObject":{"metadata":{"name":["x"]}}'), NATIVE | RESPONSE_BODY],
    ['no name asked for', record('"objectRef":{"resource":"pods"}', OK, '"responseObject":{"metadata":{"name":"x"}}'), NATIVE | RESPONSE_BODY],
    ['a table, its kind behind other members', record(OK, '"responseObject":{"apiVersion":"meta.k8s.io/v1","rows":[{"kind":"x"},"]",1],"kind" : "Table"}'), NATIVE | RESPONSE_BODY | TABLE],
    ['a table inside', record(OK, '"responseObject":{"items":[{"kind":"Table"}]}'), NATIVE | RESPONSE_BODY],
    ['an answer that is a list', record(OK, '"responseObject":[{"kind":"Table"}]'), NATIVE | RESPONSE_BODY],
    ['an empty answer', record(OK, '"responseObject":{}'), NATIVE | RESPONSE_BODY],
    ['a large answer is not read a second time', record(OK, `"responseObject":{"data":"${'x'.repeat(70_000)}","kind":"Table"}`), NATIVE | RESPONSE_BODY],
  ])('%s', async (_, text, expected) => {
    expect(await shapeOf(text)).toBe(expected);
  });

  test('of what was put together from another form only the values are spoken of', async () => {
    const { rows } = await readAll('{"insertId":"d","logName":"l","timestamp":"2025-02-03T04:05:06Z","protoPayload":{"serviceName":"k8s.io","methodName":"io.k8s.core.v1.pods.get","resourceName":"core/v1/namespaces/n/pods/p&q"}}\n');
    expect(rows.map((row) => row.shape & ~(REQUEST_BODY | RESPONSE_BODY))).toEqual([0]);
  });

  test('values that are met again are spoken of again', async () => {
    const lines = [
      record(OK).replace('"a"', '"<b> of a client whose name is long enough to be kept"'), record(OK).replace('"a"', '"c of a client whose name is long enough to be kept, \\u003cd\\u003e"'),
    ];
    const { rows } = await readAll(Array.from({ length: 40 }, (_, i) => `${lines[i % 2] ?? ''}\n`).join(''));
    expect(rows.map(({ shape }) => shape)).toEqual(rows.map((_, i) => NATIVE | (i % 2 === 0 ? BARE_MARKUP : ESCAPED_MARKUP)));
  });
});
