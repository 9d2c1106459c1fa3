-- How each arrest order stands, by its own number: for who is at the door with it. A row follows from the events of its case
-- and is kept beside the snapshot, so that the answer needs nothing else that runs. It stays after the order is gone: that an
-- order is withdrawn must be known for as long as somebody may have it on paper. It says nothing of the person.
-- The number is not unique here: two cases that came to share one by chance (1 in 10^7 with 100,000 orders) must go on, and
-- the order that stands least answers for both.
-- +goose Up
CREATE TABLE arrest_order (
    number text NOT NULL,
    case_id uuid NOT NULL,
    standing text NOT NULL,
    since timestamptz NOT NULL, -- known_at of the append that brought it there
    CONSTRAINT arrest_order_key PRIMARY KEY (number, case_id),
    CONSTRAINT arrest_order_of_a_case FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT arrest_order_standing_is_known CHECK (standing IN ('geldig', 'opgeschort', 'ingetrokken'))
);

CREATE INDEX arrest_order_by_case ON arrest_order (case_id);

GRANT SELECT, INSERT, UPDATE ON arrest_order TO onvindbaren_engine;
GRANT SELECT ON arrest_order TO onvindbaren_reader;
