-- Question: which traces (at most $1) are to be started next? They are leased for $2. Oldest first: ids of cases grow.
-- Columns: case, its first command.
-- Relies on: start_request_pending.
WITH due AS (
    SELECT case_id
    FROM start_request
    WHERE started_at IS NULL AND (claimed_until IS NULL OR claimed_until <= clock_timestamp())
    ORDER BY case_id
    LIMIT $1
    FOR NO KEY UPDATE SKIP LOCKED
), leased AS (
    UPDATE start_request r SET claimed_until = clock_timestamp() + $2
    FROM due
    WHERE r.case_id = due.case_id
    RETURNING r.case_id, r.command
)
SELECT case_id::text, command FROM leased ORDER BY case_id
