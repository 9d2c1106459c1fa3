-- Passport alerts of open cases, by the day on which each lapses unless it is maintained: the list that is gone through every
-- month. A row follows from the snapshot of its case, and is written only when that day changes.
-- +goose Up
CREATE TABLE passport_alert (
    case_id uuid NOT NULL,
    lapses_on date NOT NULL, -- first day on which it stands no more
    CONSTRAINT passport_alert_key PRIMARY KEY (case_id),
    CONSTRAINT passport_alert_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id)
);

CREATE INDEX passport_alert_by_day ON passport_alert (lapses_on, case_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON passport_alert TO onvindbaren_engine;
GRANT SELECT ON passport_alert TO onvindbaren_reader;
