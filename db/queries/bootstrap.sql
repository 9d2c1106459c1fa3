-- Question: are the schema and the roles of the product there? What is missing is made.
-- Run before every migration, in one transaction; roles live in the cluster and not in the
-- database, so a database that was restored elsewhere gets them back this way.
--
-- Roles (none can log in; a session takes one with SET ROLE):
--   onvindbaren_engine      worker and server: appends events, keeps the rows derived from them
--   onvindbaren_reader      lists, single cases, verification
--   onvindbaren_rapporteur  counts only
-- The owner is whoever migrates.
SELECT pg_advisory_xact_lock(hashtext('onvindbaren bootstrap'));

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['onvindbaren_engine', 'onvindbaren_reader', 'onvindbaren_rapporteur'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
        -- a superuser may take any role; on Postgres 16 the maker of a role may not yet SET it
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
            AND NOT EXISTS (
                SELECT FROM pg_auth_members m
                JOIN pg_roles granted ON granted.oid = m.roleid
                JOIN pg_roles member ON member.oid = m.member
                JOIN pg_roles grantor ON grantor.oid = m.grantor
                WHERE granted.rolname = wanted AND member.rolname = current_user
                    AND (current_setting('server_version_num')::int < 160000 OR grantor.rolname = current_user))
        THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;

    CREATE SCHEMA IF NOT EXISTS onvindbaren;
    GRANT USAGE ON SCHEMA onvindbaren TO onvindbaren_engine, onvindbaren_reader, onvindbaren_rapporteur;

    -- so that psql as the owner sees the tables by their names; a convenience, not needed by the product
    BEGIN
        EXECUTE format('ALTER DATABASE %I SET search_path = onvindbaren, public', current_database());
    EXCEPTION WHEN insufficient_privilege THEN
        NULL;
    END;
END
$$;
