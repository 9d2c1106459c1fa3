-- Question: none; writes what an append makes of the case ($1): the case as it stands ($2 to $12), the
-- cause ($14), and the events that follow the first $13: kinds ($20), instants ($21) and payloads ($22),
-- in order. There may be none. $23 is when the case must be looked at again.
-- next_known_at gives the instant at which all of it becomes known, and holds reports until the commit;
-- append_periods.sql reads that instant from the case.
-- Relies on: the row of the case being locked by this transaction.
WITH c AS (
    UPDATE "case" SET
        version = $2, policy = $3, status = $4::text, class = $5::text, owner = nullif($6, ''), unit = nullif($7, ''),
        handler = nullif($8, ''), ending = nullif($9::text, ''), ended_on = $10, opened_on = $11, state = $12, wake_at = $23,
        known_at = next_known_at(known_at)
    WHERE id = $1
    RETURNING id, known_at
), why AS (
    INSERT INTO cause (case_id, cause, first_seq, last_seq, known_at)
    SELECT c.id, $14, $13::bigint + 1, $13::bigint + cardinality($20::text[]), c.known_at
    FROM c
)
INSERT INTO event (case_id, seq, kind, version, valid_at, known_at, actor, role, agency, verified, cause, payload)
SELECT c.id, $13::bigint + e.n, e.kind, $19, e.at, c.known_at, $15, $16, nullif($17, ''), $18, $14, e.payload::json
FROM c, unnest($20::text[], $21::timestamptz[], $22::text[]) WITH ORDINALITY AS e (kind, at, payload, n)
