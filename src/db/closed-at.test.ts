import { describe, expect, it } from 'vitest';
import { addEvidence } from '../actions/add-evidence';
import { recordLine, testWorkbench } from '../actions/workbench.testing';
import { closedAt } from './closed-at';
import { fixedSql } from './sql';

const HOUR_MS = 3_600_000;
const AT = Date.UTC(2026, 2, 14, 8);

describe('when a file was closed', () => {
  it.each<[string, string, number | undefined, number | undefined]>([
    ['its name', 'logs/audit-2026-03-14T08-00-00.000.log.gz', undefined, AT],
    ['its own time', 'audit.log', AT, AT],
    ['the earlier of both, the name', 'audit-2026-03-14T08-00-00.000.log', AT + HOUR_MS, AT],
    ['the earlier of both, the time', 'audit-2026-03-14T08-00-00.000.log', AT - HOUR_MS, AT - HOUR_MS],
    ['nothing', 'audit.log', undefined, undefined],
    ['a time that is none', 'audit.log', 0, undefined],
    ['nor is this', 'audit.log', Number.NaN, undefined],
    ['nor this', 'audit.log', 1e300, undefined],
    ['a name that is no time', 'audit-2026-13-14T08-00-00.000.log', undefined, undefined],
    ['a folder called like one', 'audit-2026-03-14T08-00-00.000.log/a', undefined, undefined],
  ])('%s', (_, path, writtenMs, expectedMs) => {
    expect(closedAt(path, writtenMs)).toBe(expectedMs === undefined ? undefined : BigInt(expectedMs) * 1000n);
  });
});

describe('F6', () => {
  /** Records of 08:00:00 and 09:00:00 in a file of that name and time. */
  async function judged(name: string, lastModified: number): Promise<{ readonly fired: unknown; readonly untested: unknown; readonly isUntested: unknown }> {
    const workbench = await testWorkbench();
    const later = recordLine(1).replaceAll('T08:', 'T09:');
    await addEvidence(workbench, [{ file: new File([`${recordLine(0)}\n${later}\n`], name, { lastModified }), path: name }]);
    const fired = await workbench.engine.read(fixedSql("SELECT e.line FROM signals s JOIN events e USING (event_id) WHERE test_id = 'F6' ORDER BY 1"));
    const untested = await workbench.engine.read(fixedSql("SELECT not_tested_because AS why FROM test_coverage WHERE test_id = 'F6'"));
    const list = await workbench.engine.read(fixedSql("SELECT not_tested FROM tests WHERE test_id = 'F6'"));
    await workbench.engine.close();
    return { fired: fired.objects().map(({ line }) => Number(line)), untested: untested.objects().map(({ why }) => why), isUntested: list.value(0, 0) };
  }

  it.each<[string, string, number, number[], (string | null)[]]>([
    ['a record younger than the rotation', 'audit-2026-03-14T08-30-00.000.log', AT + 9 * HOUR_MS, [2], [null]],
    ['all of them', 'audit.log', AT - HOUR_MS, [1, 2], [null]],
    ['none, the file was written to later', 'audit.log', AT + HOUR_MS + 1_000, [], [null]],
    ['none within ten minutes', 'audit-2026-03-14T08-51-00.000.log', AT + 9 * HOUR_MS, [], [null]],
    ['not tested where nothing is known', 'audit.log', 0, [], ['nothing says when the file was closed']],
  ])('%s', async (_, name, lastModified, lines, why) => {
    expect(await judged(name, lastModified)).toEqual({ fired: lines, untested: why, isUntested: why[0] !== null });
  });
});
