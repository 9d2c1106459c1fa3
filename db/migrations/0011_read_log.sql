-- Who read a person, when and what for: written and committed before anything is opened. The engine may add
-- rows and nothing else; nobody's role may change or remove one.
-- +goose Up
CREATE TABLE read_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    agency text,
    verified boolean NOT NULL, -- the actor proved who he is
    purpose text NOT NULL,
    read_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT read_log_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT read_log_names_an_actor CHECK (actor <> ''),
    CONSTRAINT read_log_role_is_known CHECK (role IN ('officer', 'supervisor', 'agency', 'system')),
    CONSTRAINT read_log_states_a_purpose CHECK (btrim(purpose) <> '' AND char_length(purpose) <= 200)
);

CREATE INDEX read_log_by_case ON read_log (case_id, read_at);

GRANT INSERT ON read_log TO onvindbaren_engine;
GRANT SELECT ON read_log TO onvindbaren_reader;
