import { describe, expect, it } from 'vitest';
import { after, request } from '../../trust/request.fixture';
import { fieldRows } from './field-rows';
import { labelPieces } from './label-pieces';
import { pivotOf, wholeValue } from './value-target';

const rows = (about: ReturnType<typeof request>) => fieldRows(about).flatMap(({ verdict, rows: inGroup }) => inGroup.map((row) => ({ verdict, ...row })));

describe('rows of fields', () => {
  it('shows sourceIPs as peer and claimed, never as one list', () => {
    const shown = rows(request([{ sourceIps: ['8.8.8.8', '9.9.9.9', '203.0.113.7'] }]));
    expect(shown.find((row) => row.field === 'peer_ip')).toMatchObject({ verdict: 'observed', runs: [{ texts: ['203.0.113.7'] }] });
    expect(shown.find((row) => row.field === 'claimed_ip')).toMatchObject({ verdict: 'claimed', special: true, runs: [{ texts: ['8.8.8.8', '9.9.9.9'], tests: ['S1'] }] });
    expect(shown.some((row) => row.field === 'source_ips')).toBe(false);
  });
  it('says equal reasons once and different ones apart', () => {
    const claimed = rows(request([{ sourceIps: ['not an address', '9.9.9.9', '8.8.4.4', '203.0.113.7'] }])).filter((row) => row.field === 'claimed_ip');
    expect(claimed.map((row) => [row.verdict, row.runs.map((run) => run.texts)])).toEqual([['claimed', [['9.9.9.9', '8.8.4.4']]], ['contradicted', [['not an address']]]]);
  });
  it('leaves out the place, and the last stage’s time where it has the stage’s name', () => {
    const fields = rows(request([{ stage: 'ResponseComplete', stageAt: after(5) }])).map((row) => row.field);
    expect(fields).toContain('completed_at');
    expect(fields).not.toContain('stage_at');
    expect(fields).not.toContain('evidence');
    expect(rows(request([{ stage: 'RequestReceived' }])).map((row) => row.field)).toContain('stage_at');
  });
});

describe('values and their pivots', () => {
  it('knows the keys of extra that are pivots', () => {
    expect(pivotOf({ field: 'extra', label: 'authentication.kubernetes.io/pod-name' })).toBe('pod_name');
    expect(pivotOf({ field: 'extra', label: 'pod-name' })).toBeUndefined();
    expect(pivotOf({ field: 'claimed_ip', label: '' })).toBe('claimed_ip');
    expect(pivotOf({ field: 'message', label: '' })).toBeUndefined();
  });
  it('gives the whole value behind a shortened or decoded word', () => {
    const about = request([{ requestUri: '/api/v1/namespaces/dev/pods/web/exec?command=id', object: { name: 'x'.repeat(900) } }]);
    expect(wholeValue(about, 'request_uri')).toBe('/api/v1/namespaces/dev/pods/web/exec?command=id');
    expect(wholeValue(about, 'name')).toHaveLength(900);
  });
});

describe('names of fields', () => {
  it('break between words only', () => {
    expect(labelPieces('objectRef.apiVersion')).toEqual(['objectRef.', 'apiVersion']);
    expect(labelPieces('requestReceivedTimestamp')).toEqual(['request', 'Received', 'Timestamp']);
    expect(labelPieces('ResponseComplete at')).toEqual(['ResponseComplete at']);
    expect(labelPieces('authorization.k8s.io/reason').join('')).toBe('authorization.k8s.io/reason');
  });
});
