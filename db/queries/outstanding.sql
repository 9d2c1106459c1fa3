-- Question: which cases have ended and are not closed, because not every agency has said that nothing stands?
-- Columns: id, ending, day of the ending, owner, snapshot of the state. The oldest ending first.
-- Relies on: case_ended_not_closed, whose condition is repeated as it stands there.
SELECT id, ending, ended_on, coalesce(owner, ''), version, state
FROM "case"
WHERE status = 'ended'
ORDER BY ended_on, id
