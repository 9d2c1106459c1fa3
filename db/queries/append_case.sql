-- Question: none; writes the case as it stands after an append ($1 id) and takes the instant at which
-- that becomes known. next_known_at also holds reports until the commit. Statements of the same
-- append that follow read the instant from this row.
-- Relies on: the primary key; the row is locked by this transaction.
UPDATE "case" SET
    version = $2, policy = $3, status = $4, class = $5, owner = nullif($6, ''), unit = nullif($7, ''),
    handler = nullif($8, ''), ending = nullif($9, ''), ended_on = $10, opened_on = $11, state = $12,
    known_at = next_known_at(known_at)
WHERE id = $1
