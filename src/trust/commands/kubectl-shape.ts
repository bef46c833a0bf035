/** Test K1: a request that claims kubectl and has a form that kubectl does not give it. */
import { has, hasOddPathEscape, isGoQuery, isSorted } from './request-shape';
import type { Step } from './steps';

/** Where the form alone speaks against kubectl, whatever the command. */
export function foreignForm({ asked, shape, client }: Step): readonly string[] {
  if (client.kind !== 'kubectl' || asked.requestUri === null || !asked.queryLogged) return [];
  return [
    ...(isSorted(shape) ? [] : ['The query is not in alphabetical order; Go, and so kubectl, sorts it.']),
    ...(isGoQuery(shape) ? [] : ['The query is escaped otherwise than Go escapes it.']),
    ...(hasOddPathEscape(shape) ? ['The path escapes characters that need no escape, or in small letters; kubectl does neither.'] : []),
  ];
}

/** Writes that kubectl sends without a manager: reviews, tokens and everything on a subresource. */
const REVIEWS = /^(?:selfsubject(?:access|rules)?reviews|subjectaccessreviews|localsubjectaccessreviews|tokenreviews)$/;

/** A write without a field manager, where kubectl since 1.19 sets one. */
export function missingManager({ asked, shape, client }: Step): readonly string[] {
  if (client.kind !== 'kubectl' || !asked.queryLogged || asked.requestUri === null) return [];
  const writes = asked.verb === 'create' || asked.verb === 'update' || asked.verb === 'patch';
  if (!writes || has(shape, 'fieldManager') || asked.resource === null || asked.subresource !== null || REVIEWS.test(asked.resource)) return [];
  if (client.minor === undefined || client.minor < 19) return [];
  return ['A write without a field manager; kubectl since 1.19 always names one here.'];
}

/** From which minor version on kubectl has what a request shows. Behind a switch WebSocket came one version earlier than by default. */
const SINCE: readonly (readonly [minor: number, isUsed: (step: Step) => boolean, what: string])[] = [
  [29, ({ asked }) => asked.verb === 'get' && (asked.subresource === 'exec' || asked.subresource === 'attach'), 'exec and attach over WebSocket'],
  [30, ({ asked }) => asked.verb === 'get' && asked.subresource === 'portforward', 'port-forward over WebSocket'],
  [26, ({ asked }) => asked.resource === 'selfsubjectreviews', 'auth whoami'],
  [24, ({ asked }) => asked.verb === 'create' && asked.resource === 'serviceaccounts' && asked.subresource === 'token', 'create token'],
  [24, ({ shape }) => has(shape, 'fieldValidation'), 'the parameter fieldValidation'],
  [22, ({ asked }) => asked.verb === 'patch' && asked.subresource === 'ephemeralcontainers', 'debug by a patch'],
];

/** What the claimed version of kubectl could not yet do (test K2). */
export function ahead(step: Step): readonly string[] {
  const { client } = step;
  if (client.kind !== 'kubectl' || client.minor === undefined) return [];
  const { minor } = client;
  return SINCE.flatMap(([since, isUsed, what]) => (minor < since && isUsed(step) ? [`It claims version 1.${minor}; kubectl has ${what} since 1.${since}.`] : []));
}
