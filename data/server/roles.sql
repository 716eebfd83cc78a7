-- SPDX-License-Identifier: GPL-3.0-or-later
-- The four roles, and the only file that asks for the right to create roles. It may be run again.
--
--   psql -v owner_password=… -v authenticator_password=… -f roles.sql
--
-- foyer_owner    owns the database and runs the migrations. No superuser, passes by no row-level security but its own.
-- authenticator  what PostgREST logs in as. It may do nothing but become one of the two below.
-- anon           a caller without a token
-- authenticated  a caller with one; who it is stands in the token
--
-- Supabase has the last three: there only foyer_owner is made.
--
-- The two that call have a time within which each call ends, whatever was asked; PostgREST keeps to it.
\set ON_ERROR_STOP on
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'foyer_owner') AS is_missing \gset
\if :is_missing
CREATE ROLE foyer_owner LOGIN;
\endif
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anon') AS is_missing \gset
\if :is_missing
CREATE ROLE anon NOLOGIN NOINHERIT;
\endif
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') AS is_missing \gset
\if :is_missing
CREATE ROLE authenticated NOLOGIN NOINHERIT;
\endif
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticator') AS is_missing \gset
\if :is_missing
CREATE ROLE authenticator LOGIN NOINHERIT;
GRANT anon, authenticated TO authenticator;
\endif
ALTER ROLE foyer_owner PASSWORD :'owner_password';
\if :{?authenticator_password}
ALTER ROLE authenticator PASSWORD :'authenticator_password';
\endif
ALTER ROLE anon SET statement_timeout = '5s';
ALTER ROLE authenticated SET statement_timeout = '20s';
-- An index answers what a policy asks once for each scan, a sequential scan once for each row, which the planner takes for cheap
-- (0007). jit would compile the few plans that have no index.
ALTER ROLE authenticated SET enable_seqscan = off;
ALTER ROLE authenticated SET jit = off;
