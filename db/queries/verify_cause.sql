-- Question: what are the causes of these cases ($1)?
-- Columns: case_id, cause, first_seq, last_seq, known_at.
-- Relies on: the primary key.
SELECT case_id, cause, first_seq, last_seq, known_at
FROM cause
WHERE case_id = ANY ($1::uuid[])
