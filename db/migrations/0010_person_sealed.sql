-- What identifies a person, sealed with a key of his own. The key is here too, wrapped by the master key, which
-- is not: without that file nobody can be read, and a person whose row loses key and indexes is gone for ever.
-- Blind indexes find a person by number; they are equal for equal numbers and tell nothing else.
-- +goose Up
ALTER TABLE person
    ADD COLUMN skn_index bytea,
    ADD COLUMN bsn_index bytea, -- not unique: two SKNs may claim one BSN, and a person must look
    ADD COLUMN wrapped_key bytea,
    ADD COLUMN sealed bytea, -- privacy.Person
    ADD COLUMN digest bytea, -- keyed, of that record: tells whether a file says anything new without opening it
    ADD CONSTRAINT person_is_whole_or_gone CHECK (
        (skn_index IS NULL) = (wrapped_key IS NULL) AND (wrapped_key IS NULL) = (sealed IS NULL)
        AND (sealed IS NULL) = (digest IS NULL) AND (bsn_index IS NULL OR sealed IS NOT NULL));

CREATE UNIQUE INDEX person_one_per_skn ON person (skn_index);
CREATE INDEX person_by_bsn ON person (bsn_index) WHERE bsn_index IS NOT NULL;

GRANT UPDATE (bsn_index, sealed, digest) ON person TO onvindbaren_engine;
-- a list needs no more than the id; what is sealed goes through the one door that logs
REVOKE SELECT ON person FROM onvindbaren_reader;
GRANT SELECT (id, created_at) ON person TO onvindbaren_reader;

-- Which master key this database belongs to. Another key would find nobody and import everybody again.
CREATE TABLE vault (
    one boolean PRIMARY KEY DEFAULT true,
    fingerprint bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT vault_is_one_row CHECK (one)
);

GRANT SELECT, INSERT ON vault TO onvindbaren_engine;

-- What identifies a judgment. The facts of the title (kind, days, articles) are in the case's events.
-- A row whose number the case does not have belongs to a title that was refused.
CREATE TABLE title (
    case_id uuid NOT NULL,
    no integer NOT NULL,
    cjib_index bytea,
    parket_index bytea NOT NULL,
    ecli_index bytea,
    sealed bytea NOT NULL, -- privacy.TitleIdentity
    PRIMARY KEY (case_id, no),
    CONSTRAINT title_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT title_no_starts_at_one CHECK (no >= 1)
);

GRANT SELECT, INSERT, UPDATE (cjib_index, parket_index, ecli_index, sealed) ON title TO onvindbaren_engine;

-- Where a person was found, as an agency worded it.
CREATE TABLE finding (
    case_id uuid NOT NULL,
    id text NOT NULL, -- of the finding in the case's events
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (case_id, id),
    CONSTRAINT finding_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id)
);

GRANT SELECT, INSERT ON finding TO onvindbaren_engine;

-- Corrections of what identifies a person or a judgment: which fields, by whom, and, sealed, what stood there
-- before and why it was changed.
CREATE TABLE identity_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id uuid NOT NULL,
    case_id uuid, -- with no: of a title; both absent: of the person
    no integer,
    fields text[] NOT NULL, -- columns of the file
    before bytea NOT NULL, -- the sealed record as it was
    reason bytea NOT NULL,
    actor jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT identity_change_of_a_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT identity_change_of_a_title FOREIGN KEY (case_id, no) REFERENCES title (case_id, no) MATCH FULL,
    CONSTRAINT identity_change_names_fields CHECK (cardinality(fields) > 0)
);

CREATE INDEX identity_change_by_person ON identity_change (person_id);

GRANT SELECT, INSERT ON identity_change TO onvindbaren_engine;
