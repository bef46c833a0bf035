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
  readonly text = new Dictionary<string>(readText);
  readonly uri = new Dictionary<UriEntry>(readUri);
  readonly user = new Dictionary<UserEntry>(readUser);
  readonly object = new Dictionary<ObjectEntry>(readObjectRef);
  readonly status = new Dictionary<StatusEntry>(readStatus);
  readonly addresses = new Dictionary<AddressesEntry>(readAddresses);
  readonly annotations = new Dictionary<AnnotationsEntry>(readAnnotations);

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
