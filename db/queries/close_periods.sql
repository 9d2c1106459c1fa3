-- Question: none; the periods of the case ($1) that start on these days ($2) are not known any more
-- from the instant of this append on.
-- Relies on: period_never_overlaps for the case; append_case.sql having set known_at.
UPDATE period p SET known = tstzrange(lower(p.known), c.known_at)
FROM "case" c
WHERE c.id = $1 AND p.case_id = c.id AND upper_inf(p.known) AND lower(p.valid) = ANY ($2::date[])
