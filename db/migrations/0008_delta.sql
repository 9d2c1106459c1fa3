-- Counts as differences. A fact that is valid in [v1, v2) and known in [k1, k2) stands here as its four
-- corners: + at (v1, k1), - at (v2, k1), - at (v1, k2), + at (v2, k2). The number on day D as known at T is
-- the sum of all corners with valid_on <= D and known_at <= T. Rows are only ever added: a counter that
-- many cases update at once would make them wait for each other. Open statuses only.
-- A case counts once under offence '*' and once under each code it has: never add codes together.
-- +goose Up
CREATE TABLE delta (
    case_id uuid NOT NULL,
    known_at timestamptz NOT NULL,
    valid_on date NOT NULL,
    offence text NOT NULL,
    status case_status NOT NULL,
    class case_class NOT NULL,
    persons integer NOT NULL,
    titles integer NOT NULL,
    PRIMARY KEY (case_id, known_at, valid_on, offence, status, class),
    CONSTRAINT delta_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT delta_changes_something CHECK (persons <> 0 OR titles <> 0),
    CONSTRAINT delta_status_is_open CHECK (status NOT IN ('ended', 'closed'))
);

-- For Store.Stock, without a visit to the table; its first column and known_at also serve fix_position.
CREATE INDEX delta_by_offence ON delta (offence, known_at, valid_on) INCLUDE (status, class, persons, titles);

-- fix_position makes now, or the latest instant that is already known, a T that reports may use, and
-- returns it. The caller commits before it reads, so that nobody waits for a report.
-- +goose StatementBegin
CREATE FUNCTION fix_position() RETURNS timestamptz LANGUAGE plpgsql VOLATILE
    SECURITY DEFINER SET search_path = onvindbaren, pg_temp AS $$
DECLARE
    fixed timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('onvindbaren position'));
    UPDATE "position" SET fixed_at = greatest(
        clock_timestamp(), fixed_at, (SELECT max(d.known_at) FROM delta d WHERE d.offence = '*'))
    RETURNING fixed_at INTO fixed;
    RETURN fixed;
END
$$;
-- +goose StatementEnd

REVOKE EXECUTE ON FUNCTION fix_position() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fix_position() TO onvindbaren_engine, onvindbaren_reader, onvindbaren_rapporteur;

GRANT SELECT, INSERT ON delta TO onvindbaren_engine;
GRANT SELECT ON delta TO onvindbaren_reader, onvindbaren_rapporteur;
