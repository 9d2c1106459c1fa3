-- Question: when do the passport alerts of these cases ($1) lapse?
-- Columns: case_id, and the day.
-- Relies on: passport_alert_key.
SELECT case_id, lapses_on::text
FROM passport_alert
WHERE case_id = ANY ($1::uuid[])
