import { expect, test } from 'vitest';
import { CSV_FORM } from '../ingest/lines/csv-rows';
import { AKS_AUDIT_FORM } from '../ingest/envelopes/aks';
import { INSIGHTS_FORM } from '../ingest/envelopes/cloudwatch';
import { GKE_FORM } from '../ingest/envelopes/gke';
import { SECURITY_LAKE_FORM } from '../ingest/envelopes/security-lake';
import { ELASTIC_FORM } from '../ingest/envelopes/stores';
import { LEGACY_FORM } from '../ingest/lines/legacy-text';
import { FORMAT_GAPS, gapsOfFormat } from './format-gaps';

test('every form whose records are put into other words says what it cannot answer', () => {
  for (const form of [CSV_FORM, AKS_AUDIT_FORM, INSIGHTS_FORM, GKE_FORM, SECURITY_LAKE_FORM, ELASTIC_FORM, LEGACY_FORM]) expect(FORMAT_GAPS, form).toHaveProperty([form]);
});

test('a native log leaves nothing open; mixed evidence has the gaps of each of its forms once', () => {
  expect(gapsOfFormat('audit.k8s.io/v1 JSON lines')).toEqual([]);
  const gaps = gapsOfFormat('mixed: GKE Cloud Audit Logs entries, legacy text lines, audit.k8s.io/v1 JSON lines').map((gap) => gap.question);
  expect(gaps).toContain('In which groups?');
  expect(new Set(gaps).size).toBe(gaps.length);
});
