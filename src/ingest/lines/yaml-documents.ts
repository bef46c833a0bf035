/**
 * Records as YAML documents: what `gcloud logging read` prints by default, and events or policies that a tool turned into
 * YAML. Scalars are read by the core schema of YAML 1.2, in which a time stays text.
 */
import { parseDocument } from 'yaml';

/** First keys of a document that can be a record; prose with a colon is no YAML for us. */
const FIRST_KEY = /^(- )?['"]?(events|results|insertId|logName|labels|protoPayload|operation|receiveTimestamp|resource|severity|timestamp|jsonPayload|textPayload|apiVersion|kind|items|metadata|rules|omitStages|omitManagedFields|data|level|auditID|stage|annotations)['"]?:(\s|$)/;

/** First lines of configurations that hold an audit policy: Talos, kops, RKE. They are common words, so nothing may stand behind them. */
const FIRST_LINE = /^(?:version: v1alpha1\s*(?:#.*)?|(?:machine|cluster|spec|services|nodes):\s*)$/;

export const startsYaml = (line: string): boolean => FIRST_KEY.test(line) || FIRST_LINE.test(line);
export const isYamlMark = (line: string): boolean => /^(---|\.\.\.)\s*$/.test(line);

/** The document as JSON text; undefined when it is no YAML. Aliases are refused: they can make little text mean a lot. */
export function yamlAsJson(text: string): string | undefined {
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent' });
    if (document.errors.length > 0) return undefined;
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    if (typeof value !== 'object' || value === null) return undefined;
    return JSON.stringify(value, (_key, member: unknown) => (typeof member === 'number' && !Number.isFinite(member) ? String(member) : member));
  } catch {
    // Nested too deep for the parser, or an alias.
    return undefined;
  }
}
