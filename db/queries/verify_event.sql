-- Question: what are the events of these cases ($1), in order?
-- Columns: those of event that say what happened.
-- Relies on: the primary key.
SELECT case_id, seq, kind, version, valid_at, known_at, cause, payload
FROM event
WHERE case_id = ANY ($1::uuid[])
ORDER BY case_id, seq
