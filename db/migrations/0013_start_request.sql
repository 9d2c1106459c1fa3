-- Traces that are to be started. Written with the case, in one transaction; the command is the case's first.
-- +goose Up
CREATE TABLE start_request (
    case_id uuid PRIMARY KEY,
    command jsonb NOT NULL, -- casefile.Open
    actor jsonb NOT NULL, -- casefile.Actor
    requested_at timestamptz NOT NULL,
    started_at timestamptz, -- the trace runs
    claimed_until timestamptz, -- a relay has it in hand until then
    CONSTRAINT start_request_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT start_request_opens CHECK (command ->> 'kind' = 'open')
) WITH (fillfactor = 70); -- a row is claimed and marked: leave room beside it

CREATE INDEX start_request_pending ON start_request (case_id) WHERE started_at IS NULL;

-- +goose StatementBegin
CREATE FUNCTION notify_start() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('onvindbaren_start', '');
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER start_request_tells_of_new AFTER INSERT ON start_request
    FOR EACH STATEMENT EXECUTE FUNCTION notify_start();

GRANT SELECT, INSERT, UPDATE (started_at, claimed_until) ON start_request TO onvindbaren_engine;
GRANT SELECT ON start_request TO onvindbaren_reader;
