-- A title that came into a case with another number of the same person says with whose: by a merge, or because a file still
-- lists it there. Once the two prove to be two persons, it is of the other. Of titles from files before this it is not known.
-- +goose Up
ALTER TABLE title
    ADD COLUMN came_with uuid, -- the person of that number; none: whose case it is
    ADD CONSTRAINT title_came_with_a_person FOREIGN KEY (came_with) REFERENCES person (id);
GRANT UPDATE (came_with) ON title TO onvindbaren_engine;

UPDATE title t SET came_with = w.person_id
FROM inbox i JOIN "case" w ON w.id = (i.command -> 'data' ->> 'from')::uuid
WHERE i.case_id = t.case_id AND i.command ->> 'kind' = 'add-title' AND i.state <> 'refused'
    AND (i.command -> 'data' -> 'title' ->> 'no')::int = t.no
    AND EXISTS (SELECT FROM event m WHERE m.case_id = w.id AND m.kind = 'titles_moved'
        AND m.payload ->> 'to' = t.case_id::text AND m.payload ->> 'ending' = 'ONTERECHT_OPGENOMEN');
