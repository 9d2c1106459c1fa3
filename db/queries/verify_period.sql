-- Question: which periods of these cases ($1) were ever known, and when?
-- Columns: case_id, and the rest in one line, as history.go writes it. The person is that of the case.
-- Relies on: period_never_overlaps.
SELECT p.case_id,
    format('[%s,%s) %s %s %s %s titles in %s of %s known [%s,%s)',
        lower(p.valid), upper(p.valid), p.status, p.class, p.ending, p.titles, p.unit, array_to_string(p.offences, ';'),
        to_char(lower(p.known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(upper(p.known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || CASE WHEN p.person_id = c.person_id THEN '' ELSE ' of another person' END
FROM period p JOIN "case" c ON c.id = p.case_id
WHERE p.case_id = ANY ($1::uuid[])
