-- Which versions of the policy are kept, since when, and how many open cases are judged by each.
-- Columns: version, saved at, open cases. Reads every open case once; nobody waits for it.
SELECT p.version, p.created_at, count(c.id) FILTER (WHERE c.ending IS NULL)
FROM policy p
LEFT JOIN "case" c ON c.policy = p.version
GROUP BY p.version, p.created_at
ORDER BY p.created_at, p.version
