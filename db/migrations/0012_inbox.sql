-- Messages of agencies and commands of officers, stored before anything is done with them.
-- waiting: the person is not known yet; pending: to be relayed to the trace; handled, refused: done.
-- The command is codes only. What came is sealed: with the person's key, or with the master key while no person is known.
-- +goose Up
CREATE TABLE inbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    message_id text NOT NULL,
    cause text NOT NULL GENERATED ALWAYS AS (source || '/' || message_id) STORED,
    digest bytea NOT NULL, -- keyed: tells the same message sent again from another under its id
    case_id uuid,
    person_id uuid, -- whose key sealed it; absent: the master key
    skn_index bytea, -- of the person it waits for
    command jsonb NOT NULL, -- casefile.Command
    sealed bytea NOT NULL,
    actor jsonb NOT NULL, -- casefile.Actor
    received_at timestamptz NOT NULL,
    state text NOT NULL,
    reason text, -- why it waits, by its code
    refusal jsonb, -- casefile.Refusal
    version bigint, -- of the case after it was handled or refused
    handled_at timestamptz,
    claimed_until timestamptz, -- a relay has it in hand, or it rests, until then
    attempts integer NOT NULL DEFAULT 0,
    CONSTRAINT inbox_one_row_per_message UNIQUE (source, message_id),
    CONSTRAINT inbox_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT inbox_of_a_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT inbox_message_is_named CHECK (
        source ~ '^[a-z0-9-]{1,40}$' AND message_id <> '' AND char_length(message_id) <= 200),
    CONSTRAINT inbox_state_is_known CHECK (state IN ('waiting', 'pending', 'handled', 'refused')),
    CONSTRAINT inbox_waits_for_a_person CHECK (
        (state = 'waiting') = (case_id IS NULL) AND (state = 'waiting') = (skn_index IS NOT NULL)
        AND (state = 'waiting') = (reason IS NOT NULL) AND (state = 'waiting') = (person_id IS NULL)),
    CONSTRAINT inbox_refused_with_a_refusal CHECK ((state = 'refused') = (refusal IS NOT NULL)),
    CONSTRAINT inbox_done_at_an_instant CHECK ((state IN ('handled', 'refused')) = (handled_at IS NOT NULL))
) WITH (fillfactor = 70); -- a row is claimed and settled: leave room beside it

-- what a relay may have to hand over: also what was handled under a lease that its trace has not confirmed yet
CREATE INDEX inbox_to_relay ON inbox (id) WHERE state = 'pending' OR state = 'handled' AND claimed_until IS NOT NULL;
CREATE INDEX inbox_pending_of_case ON inbox (case_id, id) WHERE state = 'pending';
CREATE INDEX inbox_waiting ON inbox (skn_index) WHERE state = 'waiting';
CREATE INDEX inbox_refused ON inbox (id) WHERE state = 'refused';
CREATE INDEX inbox_of_case_by_source ON inbox (case_id, source);

-- Relays listen instead of asking all the time.
-- +goose StatementBegin
CREATE FUNCTION notify_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('onvindbaren_inbox', '');
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER inbox_tells_of_new AFTER INSERT ON inbox
    FOR EACH ROW WHEN (NEW.state = 'pending') EXECUTE FUNCTION notify_inbox();
CREATE TRIGGER inbox_tells_of_released AFTER UPDATE OF state ON inbox
    FOR EACH ROW WHEN (OLD.state = 'waiting' AND NEW.state = 'pending') EXECUTE FUNCTION notify_inbox();

-- A person who gave a command waits for its answer; no agency does. Commits that notify queue up behind each
-- other, so nobody is told who does not wait.
-- +goose StatementBegin
CREATE FUNCTION notify_inbox_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('onvindbaren_inbox_done', NEW.id::text);
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER inbox_tells_who_waits AFTER UPDATE OF state ON inbox
    FOR EACH ROW WHEN (OLD.state = 'pending' AND NEW.state IN ('handled', 'refused') AND NEW.actor ->> 'role' IN ('officer', 'supervisor'))
    EXECUTE FUNCTION notify_inbox_done();

GRANT SELECT, INSERT, UPDATE (
    case_id, person_id, skn_index, command, sealed, state, reason, refusal, version, handled_at, claimed_until, attempts
) ON inbox TO onvindbaren_engine;
GRANT SELECT (
    id, source, message_id, cause, case_id, command, actor, received_at, state, reason, refusal, version, handled_at,
    claimed_until, attempts
) ON inbox TO onvindbaren_reader;
