-- Question: which stored messages and commands is a relay to hand over next? Of at most $1 cases, with at most $3 each.
-- They are leased for $2.
-- Columns: id, case, class and unit of the case, cause, command, actor, received_at, attempts.
-- The oldest of each case with those behind it, so that every case is served in order; of a case with one in hand, none.
-- Two relays at once skip what the other has locked.
-- Relies on: inbox_to_relay, whose condition is repeated as it stands there; inbox_pending_of_case.
WITH head AS (
    SELECT i.id, i.case_id
    FROM inbox i JOIN "case" c ON c.id = i.case_id
    WHERE (i.state = 'pending' OR i.state = 'handled' AND i.claimed_until IS NOT NULL)
        AND (i.claimed_until IS NULL OR i.claimed_until <= clock_timestamp())
        AND c.version > 0
        AND NOT EXISTS (SELECT FROM inbox e WHERE e.case_id = i.case_id AND e.state = 'pending' AND e.id < i.id)
    ORDER BY i.id
    LIMIT $1
    FOR NO KEY UPDATE OF i SKIP LOCKED
), behind AS (
    SELECT b.id
    FROM head h CROSS JOIN LATERAL (
        SELECT i.id
        FROM inbox i
        WHERE i.case_id = h.case_id AND i.state = 'pending' AND i.id > h.id
            AND NOT EXISTS (
                SELECT FROM inbox e
                WHERE e.case_id = h.case_id AND e.state = 'pending' AND e.id <= i.id AND e.claimed_until > clock_timestamp())
        ORDER BY i.id
        LIMIT $3 - 1
    ) b
), leased AS (
    UPDATE inbox i SET claimed_until = clock_timestamp() + $2, attempts = attempts + 1
    WHERE i.id IN (SELECT id FROM head UNION SELECT id FROM behind)
        AND (i.claimed_until IS NULL OR i.claimed_until <= clock_timestamp()) -- another relay may have been first
    RETURNING i.id, i.case_id, i.cause, i.command, i.actor, i.received_at, i.attempts
)
SELECT l.id, l.case_id::text, c.class, coalesce(c.unit, ''), l.cause, l.command, l.actor, l.received_at, l.attempts
FROM leased l JOIN "case" c ON c.id = l.case_id
WHERE NOT EXISTS ( -- another relay took one before it meanwhile: this one rests until its lease ends
    SELECT FROM inbox e
    WHERE e.case_id = l.case_id AND e.state = 'pending' AND e.id < l.id AND e.id NOT IN (SELECT id FROM leased))
ORDER BY l.id
