-- Question: which cases come after $1, at most $2, and what is stored of each?
-- Columns: id, version, snapshot, and the other columns in one line, as history.go writes it.
-- Relies on: the primary key.
SELECT id, version, coalesce(state, '{}'),
    format('version %s policy %s status %s class %s owner %s unit %s handler %s ending %s ended %s opened %s',
        version, policy, status, class, owner, unit, handler, ending, ended_on, opened_on)
FROM "case"
WHERE id > $1
ORDER BY id
LIMIT $2
