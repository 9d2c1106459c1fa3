-- What happened, for ever. The engine may add and read; nobody's role may change or remove.
-- +goose Up
CREATE TABLE event (
    case_id uuid NOT NULL,
    seq bigint NOT NULL, -- 1, 2, … within the case
    kind text NOT NULL,
    version smallint NOT NULL, -- of the payload's form
    valid_at timestamptz NOT NULL, -- when it happened
    known_at timestamptz NOT NULL, -- when it was recorded: the same for all events of one append
    actor text NOT NULL,
    role text NOT NULL,
    agency text,
    verified boolean NOT NULL, -- the actor proved who he is
    cause text NOT NULL,
    payload json NOT NULL, -- json, not jsonb: the bytes are kept as they were written
    PRIMARY KEY (case_id, seq),
    CONSTRAINT event_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT event_seq_starts_at_one CHECK (seq >= 1),
    CONSTRAINT event_role_is_known CHECK (role IN ('officer', 'supervisor', 'agency', 'system')),
    CONSTRAINT event_payload_is_an_object CHECK (json_typeof(payload) = 'object')
);

-- Why it happened: each cause has its effect once, however often it is sent.
CREATE TABLE cause (
    case_id uuid NOT NULL,
    cause text NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL, -- first_seq - 1: it changed nothing
    known_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, cause),
    CONSTRAINT cause_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT cause_is_named CHECK (cause <> ''),
    CONSTRAINT cause_covers_a_run_of_events CHECK (first_seq >= 1 AND last_seq >= first_seq - 1)
);

GRANT SELECT, INSERT ON event, cause TO onvindbaren_engine;
GRANT SELECT ON event, cause TO onvindbaren_reader;
