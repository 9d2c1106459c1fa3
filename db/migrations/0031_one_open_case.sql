-- A person who is known under two numbers has rows of two persons, and is one: a case that ended is not opened again while
-- he has an open one under the other number. Whoever opens a case by an intake looks under both, and holds the lock that is
-- taken here meanwhile.
-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION keep_one_open_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stays uuid := (SELECT coalesce(merged_into, id) FROM person WHERE id = NEW.person_id);
BEGIN
    IF NOT EXISTS (SELECT FROM person WHERE merged_into = stays) THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(hashtext('onvindbaren intake'));
    IF EXISTS (SELECT FROM person p JOIN "case" c ON c.person_id = p.id
        WHERE (p.id = stays OR p.merged_into = stays) AND c.id <> NEW.id AND c.ending IS NULL)
    THEN
        RAISE EXCEPTION 'this person has an open case under another number'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'case_one_open_per_person';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER case_one_open_of_a_merged_person BEFORE UPDATE OF ending ON "case"
    FOR EACH ROW WHEN (OLD.ending IS NOT NULL AND NEW.ending IS NULL)
    EXECUTE FUNCTION keep_one_open_case();
