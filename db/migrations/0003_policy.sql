-- The versioned rules by which cases are judged. A version never changes: cases are pinned to it.
-- +goose Up
CREATE TABLE policy (
    version text PRIMARY KEY,
    body jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT policy_body_names_its_version CHECK (body ->> 'version' = version)
);

GRANT SELECT, INSERT ON policy TO onvindbaren_engine;
GRANT SELECT ON policy TO onvindbaren_reader, onvindbaren_rapporteur;
