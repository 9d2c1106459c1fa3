-- Question: of the persons who were open ($4: those statuses) at the end of day $1 with the offence $5
-- ('*': any), where did each stand at the end of day $2, both as known at $3?
-- Columns: class on day $1, status and ending ('' while open) on day $2, persons, titles open on day $1.
-- A person is in the cohort once (period_of_a_person_counts_once) and stands once: in an open case if he
-- has one on day $2, else in the case that was opened last.
-- Relies on: period_never_overlaps, to find the cases of a person; the first condition reads the whole table.
WITH cohort AS (
    SELECT p.person_id, p.class, p.titles
    FROM period p
    WHERE p.valid @> $1::date AND p.known @> $3::timestamptz AND p.status = ANY ($4::text[])
        AND ($5 = '*' OR p.offences @> ARRAY[$5])
), standing AS (
    SELECT DISTINCT ON (p.person_id) p.person_id, p.status, p.ending
    FROM cohort c
    JOIN period p ON p.person_id = c.person_id AND p.valid @> $2::date AND p.known @> $3::timestamptz
    CROSS JOIN LATERAL (
        SELECT min(lower(f.valid)) AS opened_on
        FROM period f WHERE f.case_id = p.case_id AND f.known @> $3::timestamptz
    ) first
    ORDER BY p.person_id, p.status = ANY ($4::text[]) DESC, first.opened_on DESC, p.case_id DESC
)
SELECT c.class, s.status, coalesce(s.ending, '') AS ending, count(*)::integer AS persons, sum(c.titles)::integer AS titles
FROM cohort c JOIN standing s ON s.person_id = c.person_id
GROUP BY c.class, s.status, s.ending
