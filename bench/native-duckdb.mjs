// @ts-check
/**
 * The reference: native DuckDB reads the same file into a table with the columns that Kubewitness keeps, with two threads.
 * Run as a program of its own, so that every measurement starts cold: node bench/native-duckdb.mjs FILE
 */
import { DuckDBInstance, version } from '@duckdb/node-api';

const USER = 'STRUCT(username VARCHAR, uid VARCHAR, groups VARCHAR[], extra MAP(VARCHAR, VARCHAR[]))';
/** @type {Readonly<Record<string, string>>} */
const COLUMNS = {
  level: 'VARCHAR',
  auditID: 'VARCHAR',
  stage: 'VARCHAR',
  requestURI: 'VARCHAR',
  verb: 'VARCHAR',
  user: USER,
  impersonatedUser: USER,
  sourceIPs: 'VARCHAR[]',
  userAgent: 'VARCHAR',
  objectRef:
    'STRUCT(resource VARCHAR, subresource VARCHAR, namespace VARCHAR, name VARCHAR, uid VARCHAR, apiGroup VARCHAR, apiVersion VARCHAR, resourceVersion VARCHAR)',
  responseStatus: 'STRUCT(code INTEGER, status VARCHAR, reason VARCHAR, message VARCHAR)',
  requestReceivedTimestamp: 'TIMESTAMP',
  stageTimestamp: 'TIMESTAMP',
  annotations: 'MAP(VARCHAR, VARCHAR)',
};

const [file = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const columns = Object.entries(COLUMNS).map(([name, type]) => `'${name}': '${type}'`);
const from = performance.now();
await connection.run(
  `CREATE TABLE events AS SELECT * FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
);
const took = performance.now() - from;
const rows = (await connection.runAndReadAll('SELECT count(*)::INTEGER FROM events')).getRows();
console.log(JSON.stringify({ ms: took, events: rows[0]?.[0], version: version() }));
