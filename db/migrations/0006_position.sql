-- Known time. A report fixes an instant T; whatever is recorded after that is known later than T,
-- so a figure as known at T never changes again. Appends hold the position shared from the moment
-- they take their known_at until they commit; fixing T takes it exclusively, so it waits for them.
-- +goose Up
CREATE TABLE "position" (
    one boolean PRIMARY KEY DEFAULT true,
    fixed_at timestamptz NOT NULL,
    CONSTRAINT position_is_one_row CHECK (one)
);
INSERT INTO "position" (fixed_at) VALUES ('1970-01-01T00:00:00Z');

-- next_known_at gives an append its instant: later than every T fixed before and than the case's last.
-- It must be volatile: the row of position is read with a snapshot taken after the lock was granted.
-- +goose StatementBegin
CREATE FUNCTION next_known_at(last timestamptz) RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('onvindbaren position'));
    RETURN greatest(
        clock_timestamp(),
        (SELECT fixed_at FROM "position") + interval '1 microsecond',
        last + interval '1 microsecond');
END
$$;
-- +goose StatementEnd

GRANT SELECT ON "position" TO onvindbaren_engine, onvindbaren_reader, onvindbaren_rapporteur;
