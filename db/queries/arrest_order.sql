-- Question: how does the arrest order of the number $1 stand?
-- Columns: the case with its snapshot, and what the order last came to. There is one row, or none.
-- Relies on: arrest_order_key.
SELECT o.case_id, c.version, c.state, o.standing, o.since
FROM arrest_order o JOIN "case" c ON c.id = o.case_id
WHERE o.number = $1
