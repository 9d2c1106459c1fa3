-- Question: none; adds the cause ($3) of an append to the case ($1), which had $2 events, and its
-- events: kinds ($9), instants ($10) and payloads ($11), in order. There may be none.
-- Relies on: append_case.sql having set known_at in this transaction.
WITH why AS (
    INSERT INTO cause (case_id, cause, first_seq, last_seq, known_at)
    SELECT c.id, $3, $2::bigint + 1, $2::bigint + cardinality($9::text[]), c.known_at
    FROM "case" c WHERE c.id = $1
)
INSERT INTO event (case_id, seq, kind, version, valid_at, known_at, actor, role, agency, verified, cause, payload)
SELECT c.id, $2::bigint + e.n, e.kind, $8, e.at, c.known_at, $4, $5, nullif($6, ''), $7, $3, e.payload::json
FROM "case" c, unnest($9::text[], $10::timestamptz[], $11::text[]) WITH ORDINALITY AS e (kind, at, payload, n)
WHERE c.id = $1
