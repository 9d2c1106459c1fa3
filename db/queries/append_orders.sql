-- Question: none; makes the arrest orders $2 of the case ($1) stand as $3 says, from this append on.
-- Relies on: append.sql having set known_at in this transaction.
INSERT INTO arrest_order (number, case_id, standing, since)
SELECT o.number, c.id, o.standing, c.known_at
FROM "case" c, unnest($2::text[], $3::text[]) AS o (number, standing)
WHERE c.id = $1
ON CONFLICT ON CONSTRAINT arrest_order_key DO UPDATE SET standing = excluded.standing, since = excluded.since
