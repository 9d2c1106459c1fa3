-- The snapshot of a case holds where its person is suspected to stay, and the day on which it came in: both follow from
-- events that are there. A program of the version before leaves them out of the snapshots that it writes meanwhile.
-- +goose Up
UPDATE "case" c
SET state = c.state || jsonb_strip_nulls(jsonb_build_object('residence', nullif(opened.payload ->> 'residence', ''),
    'came_in_on', (SELECT (valid_at AT TIME ZONE 'Europe/Amsterdam')::date FROM event e
        WHERE e.case_id = c.id AND e.kind = 'asked' ORDER BY e.seq LIMIT 1)))
FROM event opened
WHERE opened.case_id = c.id AND opened.seq = 1;
