-- Question: how do the arrest orders of these cases ($1) stand?
-- Columns: case_id, and the rest in one line, as order.go writes it.
-- Relies on: arrest_order_by_case.
SELECT case_id, format('%s %s since %s', number, standing, to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
FROM arrest_order
WHERE case_id = ANY ($1::uuid[])
