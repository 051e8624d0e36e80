-- Makes one service's database and its three roles; run it once for each of ingest, scoring and catalog. Safe to repeat: it makes
-- what is missing and sets the passwords anew. For PostgreSQL 16 or later.
--
--   psql -d postgres -v ON_ERROR_STOP=1 -v service=ingest -v owner_password=… -v app_password=… -f provision.sql
--
--   <service>_owner  owns the database and all in it; only `python -m services.<service> migrate` logs in as it
--   <service>_app    owns nothing, so row-level security binds it; the service's processes log in as it
--   <service>_relay  cannot log in; background tasks of <service>_app take it on with SET LOCAL ROLE, one transaction at a time
--
-- Tables, policies and what the roles may do with them come with the services' migrations.

-- What is there already is no news.
SET client_min_messages = warning;

\set owner :service _owner
\set app :service _app
\set relay :service _relay

SELECT format('CREATE ROLE %I NOLOGIN', name)
FROM unnest(ARRAY[:'owner', :'app', :'relay']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE :"owner" LOGIN PASSWORD :'owner_password';
ALTER ROLE :"app" LOGIN PASSWORD :'app_password';
-- Without INHERIT a statement that forgot to take the role on fails, instead of seeing every user's work.
GRANT :"relay" TO :"app" WITH INHERIT FALSE, SET TRUE;
-- One who is not superuser may give a database only to a role that he may take on himself.
SELECT format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', :'owner', current_user)
WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) \gexec

SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec

-- Everybody may connect to every database unless it is taken away, from each one.
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"app";

\connect :"service"
SET ROLE :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app", :"relay";
RESET ROLE;
