-- A person is an id here. What identifies him comes in later columns and is sealed.
-- +goose Up
CREATE TABLE person (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT SELECT, INSERT ON person TO onvindbaren_engine;
GRANT SELECT ON person TO onvindbaren_reader;
