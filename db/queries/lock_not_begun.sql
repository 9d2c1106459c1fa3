-- Question: which of the cases $1 have not begun, and by which first command do they? They are locked, in the order of their
-- ids, so that two that begin the same cases wait for each other and the second finds none.
-- Columns: case, its first command, who gave it, when it was asked for.
SELECT c.id::text, r.command, r.actor, r.requested_at
FROM "case" c JOIN start_request r ON r.case_id = c.id
WHERE c.id = ANY ($1::uuid[]) AND c.version = 0
ORDER BY c.id
FOR NO KEY UPDATE OF c
