-- Where a case stood on which civil day, as known when. valid: the days at whose end in Amsterdam it
-- held; known: the instants at which this was what was known. A change of what is known closes the row
-- (known gets an end) and adds others, so every earlier answer can be given again.
-- +goose Up
CREATE TABLE period (
    case_id uuid NOT NULL,
    person_id uuid NOT NULL,
    valid daterange NOT NULL,
    known tstzrange NOT NULL,
    status case_status NOT NULL,
    class case_class NOT NULL,
    ending case_ending,
    titles integer NOT NULL, -- open titles
    unit text,
    offences text[] NOT NULL, -- codes of articles and groups, without '*'
    CONSTRAINT period_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT period_never_overlaps EXCLUDE USING gist (case_id WITH =, valid WITH &&, known WITH &&),
    CONSTRAINT period_of_a_person_counts_once EXCLUDE USING gist (person_id WITH =, valid WITH &&, known WITH &&)
        WHERE (status NOT IN ('ended', 'closed')),
    CONSTRAINT period_ending_iff_over CHECK ((ending IS NOT NULL) = (status IN ('ended', 'closed'))),
    CONSTRAINT period_ranges_have_a_start CHECK (
        NOT isempty(valid) AND NOT lower_inf(valid) AND NOT isempty(known) AND NOT lower_inf(known)
        AND lower_inc(known) AND NOT upper_inc(known)),
    CONSTRAINT period_titles_are_counted CHECK (titles >= 0)
);

-- As known now, the periods of a case lie end to end from the day it was opened, for ever.
-- +goose StatementBegin
CREATE FUNCTION period_has_no_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT range_agg(p.valid) FROM period p WHERE p.case_id = NEW.case_id AND upper_inf(p.known))
        IS DISTINCT FROM
        (SELECT datemultirange(daterange(c.opened_on, NULL)) FROM "case" c WHERE c.id = NEW.case_id)
    THEN
        RAISE EXCEPTION 'periods of case % leave days without a status', NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'period_has_no_gaps', TABLE = 'period';
    END IF;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

CREATE CONSTRAINT TRIGGER period_has_no_gaps AFTER INSERT OR UPDATE ON period
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION period_has_no_gaps();

GRANT SELECT, INSERT, UPDATE (known) ON period TO onvindbaren_engine;
GRANT SELECT ON period TO onvindbaren_reader, onvindbaren_rapporteur;
