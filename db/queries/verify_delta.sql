-- Question: which corners do these cases ($1) add to the counts?
-- Columns: case_id, and the rest in one line, as history.go writes it.
-- Relies on: the primary key.
SELECT case_id,
    format('%s %s %s %s %s persons %s titles known at %s', valid_on, offence, status, class, persons, titles,
        to_char(known_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
FROM delta
WHERE case_id = ANY ($1::uuid[])
