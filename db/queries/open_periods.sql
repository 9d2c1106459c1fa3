-- Question: none; adds the periods ($2, JSON) of the case ($1) that are known from this append on.
-- Relies on: append_case.sql having set known_at; close_periods.sql having run before.
INSERT INTO period (case_id, person_id, valid, known, status, class, ending, titles, unit, offences)
SELECT c.id, c.person_id, p.valid, tstzrange(c.known_at, NULL), p.status, p.class, nullif(p.ending, ''), p.titles,
    nullif(p.unit, ''), p.offences
FROM "case" c, json_to_recordset($2::json) AS p (
    valid daterange, status text, class text, ending text, titles integer, unit text, offences text[])
WHERE c.id = $1
