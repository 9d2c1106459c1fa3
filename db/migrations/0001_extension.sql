-- Ranges of one case may not overlap: an exclusion constraint on a uuid and a range needs this.
-- It is a trusted extension: the owner of the database may create it.
-- +goose Up
CREATE EXTENSION IF NOT EXISTS btree_gist;
