/** The seven dictionaries of one stream. */
import type { AddressesEntry, AnnotationsEntry, DictionaryAdditions, ObjectEntry, StatusEntry, UriEntry, UserEntry } from '../model/event-batch';
import { uriPath, uriTemplate } from '../model/uri-template';
import { Dictionary } from './dictionary';
import { readAddresses, readAnnotations, readObjectRef, readStatus, readText, readUser } from './entry-readers';
import type { Flaw } from './flaws';
import type { JsonValue } from './json-reader';

function readUri(value: JsonValue, path: string, flaws: Flaw[]): UriEntry | null {
  const uri = readText(value, path, flaws);
  if (uri === null) return null;
  const pathPart = uriPath(uri);
  return { uri, path: pathPart, template: uriTemplate(pathPart) };
}

export class Dictionaries {
  readonly text = new Dictionary<string>(readText, (entry) => entry);
  readonly uri = new Dictionary<UriEntry>(readUri, (entry) => entry.uri);
  readonly user = new Dictionary<UserEntry>(readUser, (e) => JSON.stringify([e.username, e.uid, e.groups, e.extra]));
  readonly object = new Dictionary<ObjectEntry>(readObjectRef, (e) =>
    JSON.stringify([e.resource, e.subresource, e.namespace, e.name, e.uid, e.apiGroup, e.apiVersion, e.resourceVersion]),
  );
  readonly status = new Dictionary<StatusEntry>(readStatus, (e) => JSON.stringify([e.code, e.status, e.reason, e.message]));
  readonly addresses = new Dictionary<AddressesEntry>(readAddresses, (entry) => JSON.stringify(entry));
  readonly annotations = new Dictionary<AnnotationsEntry>(readAnnotations, (entry) => JSON.stringify(entry));

  takeAdditions(): DictionaryAdditions {
    return {
      text: this.text.takeAdditions(),
      uri: this.uri.takeAdditions(),
      user: this.user.takeAdditions(),
      object: this.object.takeAdditions(),
      status: this.status.takeAdditions(),
      addresses: this.addresses.takeAdditions(),
      annotations: this.annotations.takeAdditions(),
    };
  }
}
