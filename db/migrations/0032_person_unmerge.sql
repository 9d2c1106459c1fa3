-- A merge of two numbers that proved wrong is undone by a row beside it: the merge itself stays on record.
-- +goose Up
CREATE TABLE person_unmerge (
    merge_id bigint PRIMARY KEY,
    deed text NOT NULL, -- by which a person did it: the same again has no further effect
    reason bytea NOT NULL, -- sealed with the key of the person who is one of his own again
    actor jsonb NOT NULL, -- casefile.Actor
    unmerged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT person_unmerge_of_a_merge FOREIGN KEY (merge_id) REFERENCES person_merge (id)
);
GRANT SELECT, INSERT ON person_unmerge TO onvindbaren_engine;
