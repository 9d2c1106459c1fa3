-- Question: what is to be done, at this level ($1) and by this unit ($2), where an empty one means any? At most $3.
-- Columns: those of the task, empty where there is none; nothing about the person.
-- Relies on: task_by_age or task_of_level_by_age, for order.
SELECT case_id, id, kind, about, level, coalesce(owner, ''), since, due, coalesce(taken_by, '')
FROM task
WHERE ($1 = '' OR level = $1) AND ($2 = '' OR owner = $2)
ORDER BY coalesce(due, since, 'infinity'), case_id, id
LIMIT $3
