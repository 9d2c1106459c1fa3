-- Who a person is, as each source said it: sets of identity, one of which leads. A set is added and never changed, so that
-- nobody's name is overwritten; which one leads, since when and why is a row too. The set that leads is also in the row of
-- the person, where a call to an agency finds it; somebody of whom only one set was ever known has it there alone.
-- +goose Up
CREATE TABLE identity_set (
    person_id uuid NOT NULL,
    no integer NOT NULL,
    source text NOT NULL, -- intake, import, or who said it
    fields text[] NOT NULL, -- columns of the file in which it differs from the set that led when it came; none: the first
    sealed bytea NOT NULL, -- privacy.Person
    reason bytea, -- sealed; none: of the first
    actor jsonb NOT NULL, -- casefile.Actor
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (person_id, no),
    CONSTRAINT identity_set_of_a_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT identity_set_no_starts_at_one CHECK (no >= 1),
    CONSTRAINT identity_set_names_its_source CHECK (source ~ '^[a-z0-9-]{1,40}$')
);
CREATE TABLE identity_lead (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id uuid NOT NULL,
    no integer NOT NULL,
    reason bytea, -- sealed; none: of the first
    actor jsonb NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT identity_lead_is_a_set FOREIGN KEY (person_id, no) REFERENCES identity_set (person_id, no)
);
CREATE INDEX identity_lead_by_person ON identity_lead (person_id, id);

GRANT SELECT, INSERT ON identity_set, identity_lead TO onvindbaren_engine;

-- The corrections of persons so far: what stood there before each of them is a set, and what stands there now is the last.
INSERT INTO identity_set (person_id, no, source, fields, sealed, reason, actor, added_at)
SELECT c.person_id, 1 + row_number() OVER w, 'import', c.fields, coalesce(lead(c.before) OVER w, p.sealed), c.reason, c.actor, c.changed_at
FROM identity_change c JOIN person p ON p.id = c.person_id
WHERE c.case_id IS NULL AND p.sealed IS NOT NULL
WINDOW w AS (PARTITION BY c.person_id ORDER BY c.id);
INSERT INTO identity_set (person_id, no, source, fields, sealed, actor, added_at)
SELECT DISTINCT ON (c.person_id) c.person_id, 1, 'intake', '{}', c.before, '{"id": "onvindbaren", "role": "system", "verified": true}', p.created_at
FROM identity_change c JOIN person p ON p.id = c.person_id
WHERE c.case_id IS NULL AND p.sealed IS NOT NULL
ORDER BY c.person_id, c.id;
INSERT INTO identity_lead (person_id, no, reason, actor, since)
SELECT person_id, no, reason, actor, added_at FROM identity_set ORDER BY person_id, no;

-- +goose StatementBegin
CREATE FUNCTION keep_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM identity_set WHERE person_id = NEW.id AND sealed IN (OLD.sealed, NEW.sealed)) < 2 THEN
        RAISE EXCEPTION 'an identity is added to, and never overwritten'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'person_identity_is_kept';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER person_identity_is_kept BEFORE UPDATE OF sealed ON person
    FOR EACH ROW WHEN (NEW.sealed IS DISTINCT FROM OLD.sealed AND OLD.sealed IS NOT NULL AND NEW.sealed IS NOT NULL)
    EXECUTE FUNCTION keep_identity();
