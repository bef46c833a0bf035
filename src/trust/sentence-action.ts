/** What a request did, or tried to do, to what: the middle of the sentence. */
import { uriPath } from '../model/uri-template';
import { commandText, execArguments, isBareShell, queryValues } from './exec-command';
import { reachInWords } from './resource-scope';
import type { SentenceFacts } from './sentence-facts';
import { value, words, type SentencePart } from './sentence-part';
import { subresourceWords, verbWords } from './verb-words';

/** `did`: it happened; `do`: as in "tried to …". */
export type Tense = 'did' | 'do';

export function actionParts(facts: SentenceFacts, tense: Tense): SentencePart[] {
  const { resource, subresource } = facts;
  if (resource === null || resource === '') return pathAction(facts, tense);
  const verb = facts.verb ?? '';
  if (subresource === 'exec') return execAction(facts, resource, tense);
  const special = subresource === null ? undefined : subresourceWords(verb, subresource);
  const known = special ?? verbWords(verb);
  const start: SentencePart[] =
    known !== undefined
      ? [words(`${tense === 'did' ? known.past : known.infinitive} `)]
      : [words(tense === 'did' ? 'used the verb ' : 'use the verb '), value('verb', verb), words(' on ')];
  if (special === undefined && subresource !== null && subresource !== '') start.push(value('subresource', subresource), words(' of '));
  return [...start, ...objectParts(facts, resource), ...endParts(facts, verb)];
}

/** A path outside /api and /apis. */
function pathAction({ verb, requestUri }: SentenceFacts, tense: Tense): SentencePart[] {
  const path = value('request_uri', uriPath(requestUri ?? ''));
  if (verb === 'get' || verb === 'head' || verb === null) return [words(tense === 'did' ? 'requested ' : 'request '), path];
  return [words(tense === 'did' ? 'sent ' : 'send '), value('verb', verb), words(' to '), path];
}

function execAction(facts: SentenceFacts, resource: string, tense: Tense): SentencePart[] {
  const uri = facts.requestUri ?? '';
  const args = execArguments(uri);
  const container = queryValues(uri, 'container')[0];
  const command = value('request_uri', commandText(args));
  const did = tense === 'did';
  const start: SentencePart[] = isBareShell(args)
    ? [words(did ? 'opened a shell (' : 'open a shell ('), command, words(') in ')]
    : args.length === 0
      ? [words(did ? 'ran a command in ' : 'run a command in ')]
      : [words(did ? 'ran ' : 'run '), command, words(' in ')];
  const inContainer: SentencePart[] = container === undefined ? [] : [words('container '), value('request_uri', container), words(' of ')];
  return [...start, ...inContainer, ...objectParts(facts, resource)];
}

/** `secrets/db-password in namespace prod`, `secrets in all namespaces`. */
function objectParts({ verb, namespace, name }: SentenceFacts, resource: string): SentencePart[] {
  const parts: SentencePart[] = [value('resource', resource)];
  const many = verb === 'list' || verb === 'watch' || verb === 'deletecollection';
  // On list and watch the name is a field selector, not an object that was asked for.
  if (name !== null && name !== '') parts.push(words(many ? ' named ' : '/'), value('name', name));
  if (namespace !== null && namespace !== '') {
    // A namespace is recorded as lying in itself.
    if (resource !== 'namespaces') parts.push(words(' in namespace '), value('namespace', namespace));
  } else if (many) parts.push(words(reachInWords(resource)));
  return parts.filter((part) => part.text !== '');
}

function endParts({ subresource, requestUri }: SentenceFacts, verb: string): SentencePart[] {
  if (subresource === 'proxy' || verb === 'proxy') return [words(' through the API server proxy ('), value('request_uri', uriPath(requestUri ?? '')), words(')')];
  if (subresource === 'binding' && verb === 'create') return [words(' to a node')];
  return [];
}
