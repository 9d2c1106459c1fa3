-- Question: none; makes the periods and counts of the case ($1) say what is known from this append on.
-- The periods that start on the days $2 are known no more; those in $3 (JSON) are known from now on; day
-- ($4), offence ($5), status ($6) and class ($7) change by so many persons ($8) and titles ($9).
-- Relies on: append.sql having set known_at in this transaction; period_never_overlaps to find the periods.
-- The new periods wait for the closing of the old ones (ready), with which they would overlap.
WITH closed AS (
    UPDATE period p SET known = tstzrange(lower(p.known), c.known_at)
    FROM "case" c
    WHERE c.id = $1 AND p.case_id = c.id AND upper_inf(p.known) AND lower(p.valid) = ANY ($2::date[])
    RETURNING p.case_id
), ready AS (
    SELECT c.id, c.person_id, c.known_at, (SELECT count(*) FROM closed) AS n
    FROM "case" c WHERE c.id = $1
), counted AS (
    INSERT INTO delta (case_id, known_at, valid_on, offence, status, class, persons, titles)
    SELECT c.id, c.known_at, d.valid_on, d.offence, d.status, d.class, d.persons, d.titles
    FROM "case" c,
        unnest($4::date[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::integer[])
            AS d (valid_on, offence, status, class, persons, titles)
    WHERE c.id = $1
)
INSERT INTO period (case_id, person_id, valid, known, status, class, ending, titles, unit, offences)
SELECT r.id, r.person_id, p.valid, tstzrange(r.known_at, NULL), p.status, p.class, nullif(p.ending, ''), p.titles,
    nullif(p.unit, ''), p.offences
FROM ready r, json_to_recordset($3::json) AS p (
    valid daterange, status text, class text, ending text, titles integer, unit text, offences text[])
WHERE r.n >= 0
