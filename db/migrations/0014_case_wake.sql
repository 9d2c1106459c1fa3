-- When the case must be looked at again if nothing comes before it. A trace that slept through it is missing or
-- stuck, and is looked for.
-- +goose Up
ALTER TABLE "case" ADD COLUMN wake_at timestamptz;

CREATE INDEX case_by_wake ON "case" (wake_at) WHERE wake_at IS NOT NULL;
