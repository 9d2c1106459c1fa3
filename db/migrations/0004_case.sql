-- The case as it is known now. Intake makes the row; from the first append on, every column
-- but id, person_id and created_at is derived from events and written with them.
-- No column identifies a person. Lists of codes equal those of internal/casefile: a test compares.
-- +goose Up
CREATE TABLE "case" (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    version bigint NOT NULL DEFAULT 0, -- number of events; 0: intake is there, the first append is not
    policy text,
    status text,
    class text,
    owner text,
    unit text,
    handler text,
    ending text,
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
    CONSTRAINT case_status_is_known CHECK (status IN (
        'intake', 'locating', 'alert_only', 'located', 'arrest_ordered', 'held', 'held_abroad', 'suspended',
        'ended', 'closed')),
    CONSTRAINT case_class_is_known CHECK (class IN ('lt90', 'd90_119', 'd120_299', 'ge300')),
    CONSTRAINT case_ending_is_known CHECK (ending IN (
        'AANGEHOUDEN_NL', 'ZELF_GEMELD', 'REEDS_GEDETINEERD', 'OVERGELEVERD', 'UITGELEVERD',
        'TENUITVOERLEGGING_OVERGENOMEN', 'OVERLEDEN', 'VERJAARD', 'GRATIE_VERLEEND', 'BETAALD', 'RESTANT_NUL',
        'HERZIEN_VERNIETIGD', 'INGETROKKEN_OM', 'IDENTITEIT_ONJUIST', 'ONTERECHT_OPGENOMEN')),
    CONSTRAINT case_ending_iff_over CHECK (
        (ending IS NOT NULL) = coalesce(status IN ('ended', 'closed'), false) AND (ending IS NULL) = (ended_on IS NULL))
) WITH (fillfactor = 70); -- a case changes some twenty times: leave room beside it

-- One open case per person, counted from intake on.
CREATE UNIQUE INDEX case_one_open_per_person ON "case" (person_id) WHERE ending IS NULL;
CREATE INDEX case_of_person ON "case" (person_id);

GRANT SELECT, INSERT, UPDATE ON "case" TO onvindbaren_engine;
GRANT SELECT ON "case" TO onvindbaren_reader;
