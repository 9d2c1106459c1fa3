-- Question: how many persons and open titles were there at the end of day $2, as known at $3, with the
-- offence $1 ('*': any), by status and class?
-- Columns: status, class, persons, titles. Open statuses only; there are no others in delta.
-- Relies on: delta_by_offence, which holds all columns.
SELECT status, class, sum(persons)::integer AS persons, sum(titles)::integer AS titles
FROM delta
WHERE offence = $1 AND known_at <= $3 AND valid_on <= $2
GROUP BY status, class
HAVING sum(persons) <> 0 OR sum(titles) <> 0
