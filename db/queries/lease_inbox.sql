-- Question: which stored messages and commands (at most $1) is a relay to hand over next? They are leased for $2.
-- Columns: id, case, class and unit of the case, cause, command, actor, received_at, attempts.
-- The oldest of each case, so that every case is served in order; of a case with one in hand, none. Two relays
-- at once skip what the other has locked.
-- Relies on: inbox_to_relay, whose condition is repeated as it stands there; inbox_pending_of_case.
WITH head AS (
    SELECT i.id
    FROM inbox i JOIN "case" c ON c.id = i.case_id
    WHERE (i.state = 'pending' OR i.state = 'handled' AND i.claimed_until IS NOT NULL)
        AND (i.claimed_until IS NULL OR i.claimed_until <= clock_timestamp())
        AND c.version > 0
        AND NOT EXISTS (SELECT FROM inbox e WHERE e.case_id = i.case_id AND e.state = 'pending' AND e.id < i.id)
    ORDER BY i.id
    LIMIT $1
    FOR NO KEY UPDATE OF i SKIP LOCKED
), leased AS (
    UPDATE inbox i SET claimed_until = clock_timestamp() + $2, attempts = attempts + 1
    FROM head
    WHERE i.id = head.id
    RETURNING i.id, i.case_id, i.cause, i.command, i.actor, i.received_at, i.attempts
)
SELECT l.id, l.case_id::text, c.class, coalesce(c.unit, ''), l.cause, l.command, l.actor, l.received_at, l.attempts
FROM leased l JOIN "case" c ON c.id = l.case_id
ORDER BY l.id
