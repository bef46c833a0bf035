/** The evidence as reports and cases name it. */
import { readRows } from '../db/define-query';
import { evidenceListQuery } from '../db/report-facts';
import type { CaseEvidence } from '../model/case-file';
import type { Evidence } from '../model/evidence';
import type { Workbench } from './workbench';

export async function readEvidenceList(workbench: Pick<Workbench, 'engine'>): Promise<Evidence[]> {
  const rows = await readRows(workbench.engine, evidenceListQuery, undefined);
  return rows.map((row): Evidence => ({
    evidenceId: row.evidence_id, name: row.name, path: row.path, bytes: row.bytes, sha256: row.sha256 ?? undefined, format: row.format ?? undefined,
    container: row.container ?? undefined, events: row.events, issues: row.issues, duplicates: row.duplicates, source: row.source ?? undefined,
  }));
}

/** A file that a case remembers and this tab has not loaded. */
export const rememberedEvidence = (file: CaseEvidence): Evidence => ({
  ...file, evidenceId: -1, format: file.format ?? undefined, container: file.container ?? undefined, source: file.source ?? undefined,
});

export const caseEvidence = (file: Evidence): readonly CaseEvidence[] =>
  file.sha256 === undefined
    ? []
    : [{
        name: file.name, path: file.path, bytes: file.bytes, sha256: file.sha256, format: file.format ?? null, container: file.container ?? null,
        events: file.events, issues: file.issues, duplicates: file.duplicates, source: file.source ?? null,
      }];
