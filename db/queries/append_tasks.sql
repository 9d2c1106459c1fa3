-- Question: none; makes the work list of the case ($1) say what is to be done after this append: the tasks of the ids $2 are
-- done, those in $3 (JSON) are new or changed.
-- Relies on: the row of the case being locked by this transaction.
WITH done AS (
    DELETE FROM task WHERE case_id = $1 AND id = ANY ($2::text[])
)
INSERT INTO task (case_id, id, kind, about, level, owner, since, due, taken_by)
SELECT $1, t.id, t.kind, coalesce(t.about, ''), t.level, t.owner, t.since, t.due, t.by
FROM json_to_recordset($3::json) AS t (
    id text, kind text, about text, level text, owner text, since timestamptz, due timestamptz, by text)
ON CONFLICT ON CONSTRAINT task_key DO UPDATE SET
    about = excluded.about, level = excluded.level, owner = excluded.owner, since = excluded.since, due = excluded.due,
    taken_by = excluded.taken_by
