-- Question: which cases are there after $1, at most $7, with this status ($2), class ($3), unit ($4),
-- owner ($5) and handler ($6), where an empty one means any?
-- Columns: those of the case as known now, empty where there is none; nothing about the person.
-- Relies on: the primary key, for order and page.
SELECT id, version, coalesce(status, ''), coalesce(class, ''), coalesce(owner, ''), coalesce(unit, ''), coalesce(handler, ''),
    coalesce(ending, ''), ended_on, opened_on
FROM "case"
WHERE id > $1
    AND ($2 = '' OR status = $2)
    AND ($3 = '' OR class = $3)
    AND ($4 = '' OR unit = $4)
    AND ($5 = '' OR owner = $5)
    AND ($6 = '' OR handler = $6)
ORDER BY id
LIMIT $7
