-- Stored tables. Repeated values are stored once and referred to by key; key 0 means "absent".
-- Times are UTC microseconds since 1970. Texts 1 to 4 are the stages, in order.
-- Texts that are looked up all the time, by filters, by tests and for the rows on the screen, are not compressed: the whole
-- column would have to be unpacked each time (23 ms instead of 3 for 110,000 texts).

CREATE TABLE texts (text_key INTEGER, text VARCHAR USING COMPRESSION uncompressed);

-- open_path: answered to anyone as installed, see isOpenPath of src/trust/identity-tests.ts.
-- The keys behind it are what the path leads to, as the server reads it: src/trust/uri-parts.ts.
CREATE TABLE uris (
  uri_key INTEGER, path VARCHAR USING COMPRESSION uncompressed, template_key INTEGER, open_path BOOLEAN,
  resource_key INTEGER, subresource_key INTEGER, namespace_key INTEGER, name_key INTEGER
);

CREATE TABLE users (
  user_key INTEGER, username_key INTEGER, uid VARCHAR, groups VARCHAR[],
  extra_keys VARCHAR[], extra_values VARCHAR[][],
  pod_name_key INTEGER, pod_uid VARCHAR, node_name VARCHAR, credential_key INTEGER,
  -- What the identity tests I1, I3 and I7 found in the user itself; see src/trust/identity-tests.ts.
  masters BOOLEAN, outside_groups BOOLEAN, account_without_uid BOOLEAN, anonymous BOOLEAN,
  -- Namespace of a service account, 0 for anyone else.
  account_namespace_key INTEGER
);

-- resource_version: only what is no plain number; those stand in event_rows, since an object has many.
CREATE TABLE objects (
  object_key INTEGER, resource_key INTEGER, subresource_key INTEGER, namespace_key INTEGER, name_key INTEGER,
  uid VARCHAR, api_group VARCHAR, api_version VARCHAR, resource_version VARCHAR
);

CREATE TABLE statuses (
  status_key INTEGER, code INTEGER,
  -- Who speaks in the message, see src/trust/status-tests.ts.
  refused_by VARCHAR USING COMPRESSION uncompressed,
  status VARCHAR USING COMPRESSION uncompressed, reason VARCHAR USING COMPRESSION uncompressed, message VARCHAR USING COMPRESSION uncompressed
);

-- What the address tests S2 to S4 found in the list itself; see src/trust/address-tests.ts.
CREATE TABLE address_lists (
  address_key INTEGER, addresses VARCHAR[], claimed VARCHAR[], peer_key INTEGER,
  first_is_loopback BOOLEAN, not_stock BOOLEAN, bogon_claim BOOLEAN
);

CREATE TABLE annotation_sets (
  annotation_key INTEGER, keys VARCHAR[], "values" VARCHAR[],
  decision VARCHAR USING COMPRESSION uncompressed, decision_reason VARCHAR USING COMPRESSION uncompressed
);

-- What a value says by itself: a test that fires wherever it stands, or a fact that other tests need. The domain names
-- the dictionary ('uri', 'user', 'impersonated', 'status', 'annotation'); see src/trust/value-mark.ts.
CREATE TABLE value_marks (domain VARCHAR, value_key INTEGER, mark VARCHAR, detail VARCHAR);
-- The same for user agents, which are texts, and for TCP peers: 'loopback' or a range the responder named.
CREATE TABLE agent_marks (agent_key INTEGER, mark VARCHAR, detail VARCHAR);
CREATE TABLE peer_marks (peer_key INTEGER, kind VARCHAR);
-- What the responder knows of the cluster's network: src/model/cluster-range.ts.
CREATE TABLE cluster_ranges (kind VARCHAR, range VARCHAR);

CREATE TABLE evidence_rows (
  evidence_id INTEGER, parent_id INTEGER, name VARCHAR, path VARCHAR, bytes BIGINT, sha256 VARCHAR,
  format VARCHAR, container VARCHAR, duplicates BIGINT, source VARCHAR,
  -- By how much all times of the file were shifted by hand; the tables hold the shifted times.
  offset_us BIGINT,
  -- When the file was closed, by its name or its own time; see src/db/closed-at.ts.
  closed_us BIGINT
);

-- How many records of which form a file holds, side evidence included.
CREATE TABLE format_rows (evidence_id INTEGER, form VARCHAR, records BIGINT);

CREATE TABLE issue_rows (
  evidence_id INTEGER, line BIGINT, byte_offset BIGINT, byte_length BIGINT, kind VARCHAR, reason VARCHAR, excerpt VARCHAR
);

-- The file that is being read lands here and in event_staging and moves to event_rows (011-event-rows.sql) and issue_rows
-- when it is complete, so that cancelling or failing leaves them as they were.
CREATE TABLE issue_staging AS FROM issue_rows;

-- Records that were delivered more than once: each but the first one read.
CREATE TABLE duplicate_rows (event_id BIGINT, evidence_id INTEGER, duplicate_of BIGINT);
-- Times of which the evidence does not speak, see 050-gaps.sql.
CREATE TABLE gap_rows (evidence_id INTEGER, source VARCHAR, from_us BIGINT, to_us BIGINT, kind VARCHAR, reason VARCHAR);
-- Which log each file is part of: its server, and its place in a rotated set; see src/db/log-sources.ts and rotated-sets.ts.
CREATE TABLE source_rows (evidence_id INTEGER, source VARCHAR, set_name VARCHAR, set_order INTEGER);
-- The processes of API servers that a file has events of.
CREATE TABLE instance_rows (evidence_id INTEGER, uid VARCHAR, events BIGINT, first_us BIGINT, last_us BIGINT);
-- Second hops of requests that an API server handed on, with the first hop.
CREATE TABLE hop_rows (request_id INTEGER, front_request_id INTEGER);
CREATE TABLE signal_rows (event_id BIGINT, request_id INTEGER, test_id VARCHAR);
-- Whether a log shows enough for a test of causes and effects, and its file for F6: without a reason it was tested; see 060-cause-tests.sql.
CREATE TABLE coverage_rows (evidence_id INTEGER, test_id VARCHAR, reason VARCHAR);
-- The tests that fired on one request; the requests share few of these sets. Key 0 is the empty one and has no row.
CREATE TABLE test_sets (test_set_key INTEGER, tests VARCHAR[]);
-- Address lists and user agents that together look like kubectl proxy (S2).
CREATE TABLE kubectl_proxy_pairs (address_key INTEGER, agent_key INTEGER);
CREATE TABLE test_texts (test_id VARCHAR, field VARCHAR, verdict VARCHAR, explanation VARCHAR, effect VARCHAR, severity VARCHAR, needs VARCHAR[]);
