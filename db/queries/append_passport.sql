-- Question: none; makes the passport alert of the case ($1) lapse on the day $2, from this append on.
-- Relies on: passport_alert_key.
INSERT INTO passport_alert (case_id, lapses_on)
VALUES ($1, $2)
ON CONFLICT ON CONSTRAINT passport_alert_key DO UPDATE SET lapses_on = excluded.lapses_on
