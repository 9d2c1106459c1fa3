-- The case as it is known now. Intake makes the row; from the first append on, every column
-- but id, person_id and created_at is derived from events and written with them.
-- No column identifies a person.
-- +goose Up

-- The codes of the core, each list once. They equal those of internal/casefile: a test compares.
CREATE DOMAIN case_status AS text CONSTRAINT status_is_known CHECK (VALUE IN (
    'intake', 'locating', 'alert_only', 'located', 'arrest_ordered', 'held', 'held_abroad', 'suspended',
    'ended', 'closed'));
CREATE DOMAIN case_class AS text CONSTRAINT class_is_known CHECK (VALUE IN ('lt90', 'd90_119', 'd120_299', 'ge300'));
CREATE DOMAIN case_ending AS text CONSTRAINT ending_is_known CHECK (VALUE IN (
    'AANGEHOUDEN_NL', 'ZELF_GEMELD', 'REEDS_GEDETINEERD', 'OVERGELEVERD', 'UITGELEVERD',
    'TENUITVOERLEGGING_OVERGENOMEN', 'OVERLEDEN', 'VERJAARD', 'GRATIE_VERLEEND', 'BETAALD', 'RESTANT_NUL',
    'HERZIEN_VERNIETIGD', 'INGETROKKEN_OM', 'IDENTITEIT_ONJUIST', 'ONTERECHT_OPGENOMEN'));

CREATE TABLE "case" (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    version bigint NOT NULL DEFAULT 0, -- number of events; 0: intake is there, the first append is not
    policy text,
    status case_status,
    class case_class,
    owner text,
    unit text,
    handler text,
    ending case_ending,
    ended_on date,
    opened_on date,
    state jsonb, -- snapshot of casefile.State
    known_at timestamptz, -- of the last append
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT case_has_a_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT case_policy_is_known FOREIGN KEY (policy) REFERENCES policy (version),
    CONSTRAINT case_version_counts_events CHECK (version >= 0),
    CONSTRAINT case_opened_is_complete CHECK (
        (version > 0) = (status IS NOT NULL) AND (version > 0) = (state IS NOT NULL)
        AND (version > 0) = (known_at IS NOT NULL) AND (version > 0) = (opened_on IS NOT NULL)
        AND (version = 0 OR (policy IS NOT NULL AND class IS NOT NULL))
    ),
    CONSTRAINT case_ending_iff_over CHECK (
        (ending IS NOT NULL) = coalesce(status IN ('ended', 'closed'), false) AND (ending IS NULL) = (ended_on IS NULL))
) WITH (fillfactor = 70); -- a case changes some twenty times: leave room beside it

-- One open case per person, counted from intake on.
CREATE UNIQUE INDEX case_one_open_per_person ON "case" (person_id) WHERE ending IS NULL;
CREATE INDEX case_of_person ON "case" (person_id);

GRANT SELECT, INSERT, UPDATE ON "case" TO onvindbaren_engine;
GRANT SELECT ON "case" TO onvindbaren_reader;
