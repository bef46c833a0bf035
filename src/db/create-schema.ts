/** Creates tables and views in a fresh database. */
import { TEST_IDS, TRUST_TESTS } from '../trust/tests';
import { VERSION_HINTS } from '../trust/version-hints';
import { arrowStream, nullableInt32Column, textColumn, textListColumn } from './arrow-batch';
import type { Engine } from './engine';
import { createEventTable, createPairedTable } from './made-anew';
import tables from './schema/010-tables.sql?raw';
import side from './schema/015-side.sql?raw';
import outcomeReasons from './schema/018-outcome-reasons.sql?raw';
import views from './schema/020-views.sql?raw';
import stageRecords from './schema/028-stage-records.sql?raw';
import serverVersions from './schema/027-server-versions.sql?raw';
import clockViews from './schema/026-clock-views.sql?raw';
import sideViews from './schema/025-side-views.sql?raw';

export async function createSchema(engine: Engine): Promise<void> {
  await engine.run(`${tables} ${createEventTable('event_rows')} ${createEventTable('event_staging')} ${createPairedTable('paired_requests')} ${side} ${outcomeReasons} ${views} ${sideViews} ${clockViews} ${serverVersions} ${stageRecords}`);
  const tests = TEST_IDS.map((id) => TRUST_TESTS[id]);
  await engine.append('test_texts', arrowStream([
    ['test_id', textColumn(tests.map((test) => test.id))],
    ['field', textColumn(tests.map((test) => test.field))],
    ['verdict', textColumn(tests.map((test) => test.verdict))],
    ['explanation', textColumn(tests.map((test) => test.explanation))],
    ['effect', textColumn(tests.map((test) => test.effect))],
    ['severity', textColumn(tests.map((test) => test.severity))],
    ['needs', textListColumn(tests.map(({ needs }) => (needs === undefined ? [] : typeof needs === 'string' ? [needs] : needs)))],
  ]));
  await engine.append('version_hints', arrowStream([
    ['domain', textColumn(VERSION_HINTS.map(({ domain }) => domain))],
    ['prefix', textColumn(VERSION_HINTS.map(({ prefix }) => prefix))],
    ['at_least', nullableInt32Column(VERSION_HINTS.map(({ atLeast }) => atLeast))],
    ['at_most', nullableInt32Column(VERSION_HINTS.map(({ atMost }) => atMost))],
    ['says', textColumn(VERSION_HINTS.map(({ says }) => says))],
  ]));
}
