-- What waits for people, of all cases: the work list. A row is a thing to do as the case stands now, and goes when it is
-- done; it follows from the snapshot, and is kept beside it so that the list of a level needs no other case.
-- +goose Up
CREATE TABLE task (
    case_id uuid NOT NULL,
    id text NOT NULL, -- of the escalation, finding or handover, within the case
    kind text NOT NULL,
    about text NOT NULL, -- the alarm, or the ending that is proposed; empty: neither
    level text NOT NULL,
    owner text, -- the unit that leads the search
    since timestamptz, -- none: not known
    due timestamptz, -- none: no term
    taken_by text, -- who has it in hand
    CONSTRAINT task_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT task_key PRIMARY KEY (case_id, id),
    CONSTRAINT task_kind_is_known CHECK (kind IN ('alarm', 'finding', 'acceptance')),
    CONSTRAINT task_level_is_known CHECK (level IN ('officer', 'supervisor', 'coordinator'))
);

-- Oldest first: what has a term by its term, the rest by the day since which it waits.
CREATE INDEX task_by_age ON task (coalesce(due, since, 'infinity'), case_id, id);
CREATE INDEX task_of_level_by_age ON task (level, coalesce(due, since, 'infinity'), case_id, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON task TO onvindbaren_engine;
GRANT SELECT ON task TO onvindbaren_reader;

INSERT INTO task (case_id, id, kind, about, level, owner, since)
SELECT c.id, f ->> 'id', 'finding', coalesce(f ->> 'ending', ''), 'officer', c.owner, (f ->> 'on')::date::timestamp AT TIME ZONE 'Europe/Amsterdam'
FROM "case" c, jsonb_array_elements(c.state::jsonb -> 'findings') AS f;
INSERT INTO task (case_id, id, kind, about, level, owner)
SELECT c.id, 'acceptance', 'acceptance', '', 'officer', c.owner
FROM "case" c WHERE c.state ->> 'former' <> '' AND c.status NOT IN ('ended', 'closed');

-- The national coordinator acts on what lies with him, and is told when it is done.
ALTER TABLE event DROP CONSTRAINT event_role_is_known;
ALTER TABLE event ADD CONSTRAINT event_role_is_known CHECK (role IN ('officer', 'supervisor', 'coordinator', 'agency', 'system'));
ALTER TABLE read_log DROP CONSTRAINT read_log_role_is_known;
ALTER TABLE read_log ADD CONSTRAINT read_log_role_is_known CHECK (role IN ('officer', 'supervisor', 'coordinator', 'agency', 'system'));

DROP TRIGGER inbox_tells_who_waits ON inbox;
CREATE TRIGGER inbox_tells_who_waits AFTER UPDATE OF state ON inbox
    FOR EACH ROW WHEN (OLD.state = 'pending' AND NEW.state IN ('handled', 'refused') AND NEW.actor ->> 'role' IN ('officer', 'supervisor', 'coordinator'))
    EXECUTE FUNCTION notify_inbox_done();
