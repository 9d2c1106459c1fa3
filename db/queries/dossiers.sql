-- Question: what is sealed of the persons of the cases $1, and where do those cases stand? That they are read is logged with it:
-- by whom ($2), in which role ($3), of which agency ($4), whether that was verified ($5), and what for ($6). A case may be
-- named several times; it is one row.
-- Columns: case, person, wrapped key and sealed record of the person, version and state of the case, numbers of its titles, and
-- what is sealed of these in the same order.
-- Relies on: read_log_of_a_case to refuse a case that is not there. Nothing may be opened before the commit.
WITH logged AS (
    INSERT INTO read_log (case_id, actor, role, agency, verified, purpose)
    SELECT r.case_id, r.actor, r.role, nullif(r.agency, ''), r.verified, r.purpose
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[])
        AS r (case_id, actor, role, agency, verified, purpose)
)
SELECT c.id::text, p.id::text, p.wrapped_key, p.sealed, c.version, c.state,
    ARRAY(SELECT t.no FROM title t WHERE t.case_id = c.id ORDER BY t.no),
    ARRAY(SELECT t.sealed FROM title t WHERE t.case_id = c.id ORDER BY t.no)
FROM "case" c JOIN person p ON p.id = c.person_id
WHERE c.id = ANY ($1::uuid[])
