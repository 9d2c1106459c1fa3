-- Question: none; adds the corners of this append of the case ($1) to the counts: day ($2), offence ($3),
-- status ($4), class ($5) and the change of persons ($6) and titles ($7).
-- Relies on: append_case.sql having set known_at.
INSERT INTO delta (case_id, known_at, valid_on, offence, status, class, persons, titles)
SELECT c.id, c.known_at, d.valid_on, d.offence, d.status, d.class, d.persons, d.titles
FROM "case" c,
    unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::integer[])
        AS d (valid_on, offence, status, class, persons, titles)
WHERE c.id = $1
