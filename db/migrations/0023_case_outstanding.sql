-- The list that nobody may overlook: ended and not closed. Cases are in it for days, so the index stays small.
-- +goose Up
CREATE INDEX case_ended_not_closed ON "case" (ended_on, id) WHERE status = 'ended';
