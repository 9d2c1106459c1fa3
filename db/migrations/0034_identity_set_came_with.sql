-- A set that came with another number of the same person says with whose: once the two prove to be two persons, it is not his.
-- Of a set that a file or a person added before this, that is not known; that of a merge has the reason of the merge.
-- +goose Up
ALTER TABLE identity_set
    ADD COLUMN came_with uuid, -- the person of that number; none: his own
    ADD CONSTRAINT identity_set_came_with_a_person FOREIGN KEY (came_with) REFERENCES person (id);

UPDATE identity_set s SET came_with = m.person_id
FROM person_merge m WHERE s.source = 'merge' AND m.into_id = s.person_id AND m.reason = s.reason;
