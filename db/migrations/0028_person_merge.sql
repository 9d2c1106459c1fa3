-- JustID found that two numbers are of one person: what comes in under either finds the person that stayed. The number that
-- went is kept, so that it is never given to anybody again; its cases stay where they are.
-- +goose Up
ALTER TABLE person
    ADD COLUMN merged_into uuid,
    ADD CONSTRAINT person_merged_into_a_person FOREIGN KEY (merged_into) REFERENCES person (id),
    ADD CONSTRAINT person_merged_into_another CHECK (merged_into <> id);
CREATE INDEX person_by_merge ON person (merged_into) WHERE merged_into IS NOT NULL;
GRANT UPDATE (merged_into) ON person TO onvindbaren_engine;

CREATE TABLE person_merge (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id uuid NOT NULL, -- who was known twice, under the number that went
    into_id uuid NOT NULL,
    reason bytea NOT NULL, -- sealed with the key of the person that stayed
    actor jsonb NOT NULL, -- casefile.Actor
    merged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT person_merge_of_a_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT person_merge_into_a_person FOREIGN KEY (into_id) REFERENCES person (id)
);
GRANT SELECT, INSERT ON person_merge TO onvindbaren_engine;
