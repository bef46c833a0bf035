-- Which tests fired on each request, as a key of the sets there are: so that requests are counted and chosen by test like by any
-- other value in their row.
CREATE OR REPLACE TEMP TABLE fired AS
SELECT request_id, list(DISTINCT test_id ORDER BY test_id) AS tests FROM next_signal_rows WHERE request_id IS NOT NULL GROUP BY request_id;

CREATE OR REPLACE TABLE next_test_sets AS
SELECT row_number() OVER (ORDER BY tests)::INTEGER AS test_set_key, tests FROM (SELECT DISTINCT tests FROM fired);

UPDATE next_paired_requests SET test_set_key = s.test_set_key
FROM fired f JOIN next_test_sets s ON s.tests = f.tests WHERE f.request_id = next_paired_requests.request_id;

DROP TABLE fired;
