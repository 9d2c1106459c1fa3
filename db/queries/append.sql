-- Question: none; writes what an append makes of the case ($1): the case as it stands ($2 to $12), when it must be looked at
-- again ($13), the deeds that follow the first $14 events: their causes ($16), with how many events each ($17), and who did
-- them ($18 to $21); and those events, in order: of which deed ($22), kinds ($23), instants ($24) and payloads ($25), all in
-- the form $15. A deed may have no events.
-- next_known_at gives the instant at which all of it becomes known, and holds reports until the commit;
-- append_periods.sql reads that instant from the case.
-- Relies on: the row of the case being locked by this transaction.
WITH c AS (
    UPDATE "case" SET
        version = $2, policy = $3, status = $4::text, class = $5::text, owner = nullif($6, ''), unit = nullif($7, ''),
        handler = nullif($8, ''), ending = nullif($9::text, ''), ended_on = $10, opened_on = $11, state = $12, wake_at = $13,
        known_at = next_known_at(known_at)
    WHERE id = $1
    RETURNING id, known_at
), deed AS (
    SELECT d.*, $14::bigint + (sum(d.events) OVER (ORDER BY d.n))::bigint AS last_seq
    FROM unnest($16::text[], $17::bigint[], $18::text[], $19::text[], $20::text[], $21::boolean[]) WITH ORDINALITY
        AS d (cause, events, actor, role, agency, verified, n)
), why AS (
    INSERT INTO cause (case_id, cause, first_seq, last_seq, known_at)
    SELECT c.id, d.cause, d.last_seq - d.events + 1, d.last_seq, c.known_at
    FROM c, deed d
)
INSERT INTO event (case_id, seq, kind, version, valid_at, known_at, actor, role, agency, verified, cause, payload)
SELECT c.id, $14::bigint + e.seq, e.kind, $15, e.at, c.known_at, d.actor, d.role, nullif(d.agency, ''), d.verified, d.cause, e.payload::json
FROM c, unnest($22::bigint[], $23::text[], $24::timestamptz[], $25::text[]) WITH ORDINALITY AS e (n, kind, at, payload, seq)
    JOIN deed d ON d.n = e.n
