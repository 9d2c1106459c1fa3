-- Question: which passport alerts lapse before the day $1, if nobody has them maintained?
-- Columns: id, day on which it lapses, status, class, owner and handler of the case. The first to lapse first.
-- Relies on: passport_alert_by_day.
SELECT c.id, p.lapses_on, c.status, c.class, coalesce(c.owner, ''), coalesce(c.handler, '')
FROM passport_alert p JOIN "case" c ON c.id = p.case_id
WHERE p.lapses_on < $1
ORDER BY p.lapses_on, p.case_id
