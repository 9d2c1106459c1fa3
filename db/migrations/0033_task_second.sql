-- What a colleague asked for and a second person must judge is on the work list too: what nobody sees is never judged.
-- +goose Up
ALTER TABLE task DROP CONSTRAINT task_kind_is_known;
ALTER TABLE task ADD CONSTRAINT task_kind_is_known CHECK (kind IN ('alarm', 'finding', 'second', 'acceptance'));

INSERT INTO task (case_id, id, kind, about, level, owner, since)
SELECT c.id, a ->> 'id', 'second', a ->> 'do', 'officer', c.owner, (a ->> 'asked_at')::timestamptz
FROM "case" c, jsonb_array_elements(c.state::jsonb -> 'approvals') AS a;
