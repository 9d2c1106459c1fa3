-- Question: what is to be done in these cases ($1), by the work list?
-- Columns: case_id, and the rest in one line, as task.go writes it.
-- Relies on: the primary key.
SELECT case_id,
    format('%s %s about %s at %s of %s since %s due %s by %s', kind, id, about, level, owner,
        to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(due AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), taken_by)
FROM task
WHERE case_id = ANY ($1::uuid[])
