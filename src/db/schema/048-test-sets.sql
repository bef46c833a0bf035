-- Which tests fired on each request, as a key of the sets there are: so that requests are counted and chosen by test like by any
-- other value in their row. A set is a number with one bit for each test until it is known which sets there are; a number has room
-- for 128, and a test counts them.
CREATE OR REPLACE TEMP TABLE fired_tests AS
SELECT test_id, 1::UHUGEINT << (row_number() OVER (ORDER BY test_id) - 1)::UHUGEINT AS bit FROM (SELECT DISTINCT test_id FROM next_signal_rows WHERE request_id IS NOT NULL);

CREATE OR REPLACE TEMP TABLE fired AS
SELECT request_id, bit_or(bit) AS bits FROM next_signal_rows JOIN fired_tests USING (test_id) WHERE request_id IS NOT NULL GROUP BY request_id;

CREATE OR REPLACE TEMP TABLE fired_sets AS
SELECT row_number() OVER (ORDER BY tests)::INTEGER AS test_set_key, bits, tests FROM (
  SELECT s.bits, list(t.test_id ORDER BY t.test_id) AS tests FROM (SELECT DISTINCT bits FROM fired) s JOIN fired_tests t ON (s.bits & t.bit) <> 0 GROUP BY s.bits);

CREATE OR REPLACE TABLE next_test_sets AS SELECT test_set_key, tests FROM fired_sets;

UPDATE next_paired_requests SET test_set_key = s.test_set_key
FROM fired f JOIN fired_sets s USING (bits) WHERE f.request_id = next_paired_requests.request_id;

DROP TABLE fired;
DROP TABLE fired_sets;
DROP TABLE fired_tests;
