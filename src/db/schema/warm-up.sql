-- Rows that mean nothing, for warm-up-engine.ts: enough that every statement has something to read, join and sort.
INSERT INTO texts SELECT i, CASE i WHEN 1 THEN 'RequestReceived' WHEN 2 THEN 'ResponseStarted' WHEN 3 THEN 'ResponseComplete' WHEN 4 THEN 'Panic' ELSE 'warm-up ' || i END FROM range(1, 600) t(i);
INSERT INTO uris SELECT i, '/api/v1/warm-up/' || i, 10 + i % 7, false, 20, 0, 30 + i % 9, 100 + i FROM range(1, 300) t(i);
INSERT INTO users SELECT i, 40 + i, NULL, ['system:authenticated'], ['warm-up'], [['up']], 60 + i, NULL, NULL, 0, false, false, false, false, 0 FROM range(1, 20) t(i);
INSERT INTO objects SELECT i, 20, 0, 30 + i % 9, 100 + i, NULL, '', 'v1', NULL FROM range(1, 300) t(i);
INSERT INTO statuses SELECT i, [200, 201, 403, 404, 500][i], NULL, NULL, NULL, 'warm-up' FROM range(1, 6) t(i);
INSERT INTO address_lists SELECT i, ['192.0.2.' || i], [], 80 + i, false, false, false FROM range(1, 20) t(i);
INSERT INTO annotation_sets SELECT i, ['authorization.k8s.io/decision'], ['allow'], 'allow', 'warm-up ' || i FROM range(1, 20) t(i);
INSERT INTO evidence_rows VALUES (1, NULL, 'warm-up', 'warm-up', 1, NULL, 'warm-up', 'none', 0, NULL, 0, NULL);
INSERT INTO event_rows SELECT
  i, i - i % 2, 1, i, i * 1000, 1000, sha256(i::VARCHAR)::BLOB, uuid(), NULL, 1000000 * (i - i % 2), 1000000 * (i - i % 2) + 5000 * (i % 2), 0,
  5, 1 + 2 * (i % 2), 6 + i % 4, 50 + i % 11, 1 + i % 299, 1 + i % 19, 0, 1 + i % 299, i, (i % 2) * (1 + i % 5), 1 + i % 19, (i % 2) * (1 + i % 19)
FROM range(2, 3000) t(i);
