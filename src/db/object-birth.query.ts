/** H18: whether the log that returned an object covers the second in which the object was made, and shows somebody making it. */
import type { ObjectBirth } from '../trust/object-birth';
import { boolean, defineQuery, number, type RowOf } from './define-query';
import { sql } from './sql';

export interface BirthQuestion extends Pick<ObjectBirth, 'createdUs' | 'name' | 'namespace' | 'apiGroup' | 'resource'> {
  /** Of the file that returned it. */
  readonly sha256: string;
}

/** Admission may take half a minute before the server writes the date; a request that made the object did not arrive after it. */
export const objectBirthQuery = defineQuery({
  name: 'who made an object',
  example: { sha256: '', resource: 'pods', apiGroup: '', namespace: 'dev', name: 'web', createdUs: 1_700_000_000_000_000n },
  sql: ({ sha256, resource, apiGroup, namespace, name, createdUs }: { readonly [Key in keyof BirthQuestion]: Key extends 'createdUs' ? bigint : BirthQuestion[Key] }) => sql`
    WITH log AS MATERIALIZED (
      SELECT evidence_id FROM evidence_rows WHERE sha256 = ${sha256}
      UNION SELECT b.evidence_id FROM evidence_rows v JOIN source_rows a USING (evidence_id) JOIN source_rows b ON b.set_name = a.set_name WHERE v.sha256 = ${sha256}
    ), span AS (
      SELECT min(at_us) AS from_us, max(at_us) AS to_us FROM paired_requests WHERE first_evidence IN (FROM log)
    ), writes AS MATERIALIZED (
      SELECT r.first_evidence, r.at_us, r.name_key, r.namespace_key, r.object_key FROM paired_requests r
      WHERE r.resource_key IN (SELECT text_key FROM texts WHERE text = ${resource}) AND r.subresource_key = 0 AND (r.code IS NULL OR r.code = 201)
        AND r.verb_key IN (SELECT text_key FROM texts WHERE text IN ('create', 'update', 'patch')) AND r.object_key IN (SELECT object_key FROM objects WHERE coalesce(api_group, '') = ${apiGroup})
    )
    SELECT coalesce((SELECT from_us + 60000000 < ${createdUs} AND ${createdUs} + 1000000 < to_us FROM span), false) AS inside,
      EXISTS (FROM gap_rows g WHERE g.evidence_id IN (FROM log) AND g.kind IN ('missing', 'quiet', 'seam', 'seam-hole', 'seam-unknown') AND g.from_us < ${createdUs} + 1000000 AND g.to_us > ${createdUs} - 35000000) AS hidden,
      (SELECT count(*) FROM writes WHERE first_evidence IN (FROM log)) AS made_of_kind,
      (SELECT count(*) FROM writes WHERE at_us BETWEEN ${createdUs} - 35000000 AND ${createdUs} + 6000000
        AND (${namespace} = '' OR namespace_key IN (SELECT text_key FROM texts WHERE text = ${namespace}))
        AND name_key IN (SELECT text_key FROM texts WHERE text IN (${name}, '') UNION ALL SELECT 0)) AS makers`,
  columns: { inside: boolean, hidden: boolean, made_of_kind: number, makers: number },
});

/** A log that shows others of the kind being made, and covers the moment, should show this one. */
const LEAST_OF_KIND = 3;

export const isBornUnseen = ({ inside, hidden, made_of_kind, makers }: RowOf<typeof objectBirthQuery.columns>): boolean => inside && !hidden && made_of_kind >= LEAST_OF_KIND && makers === 0;
