-- SPDX-License-Identifier: GPL-3.0-or-later
-- What everything else stands on: who may see which schema, ids, settings, and how a call is refused.
--
-- public   what PostgREST serves: tables, views and functions
-- private  what it does not: secrets, counters, the functions behind policies
-- extensions  pgcrypto (where Supabase has it, too)

CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA extensions;

-- Nothing is anybody's until it is granted.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
REVOKE ALL ON SCHEMA private FROM PUBLIC;
GRANT USAGE ON SCHEMA private TO anon, authenticated;
-- Where the schema public is somebody else's, as at Supabase, they have given it already.
DO $$
BEGIN
  IF (SELECT pg_has_role (n.nspowner, 'USAGE') FROM pg_namespace n WHERE n.nspname = 'public') THEN
    GRANT USAGE ON SCHEMA public TO anon, authenticated;
  END IF;
END $$;

CREATE TABLE private.settings (
  name text PRIMARY KEY,
  value text NOT NULL);
INSERT INTO private.settings (name, value) VALUES
  ('database_id', gen_random_uuid ()::text), -- the feed's epoch: a restored database gets another
  ('external_accounts', 'off');              -- on: tokens come from elsewhere (Supabase Auth), see the README

CREATE FUNCTION private.set_setting (name text, value text) RETURNS void
  LANGUAGE sql SET search_path = '' AS $$
  INSERT INTO private.settings AS s (name, value) VALUES ($1, $2)
  ON CONFLICT ON CONSTRAINT settings_pkey DO UPDATE SET value = excluded.value;
$$;

-- In plpgsql, like everything that is called often: its plans are kept, those of an SQL function are made at each call.
CREATE FUNCTION private.get_setting (name text) RETURNS text
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (SELECT s.value FROM private.settings s WHERE s.name = get_setting.name);
END $$;

-- UUIDv7: made in order of time, so that indexes stay dense. A function of one expression, written so, becomes part of what calls
-- it, and its names are read when it is made.
CREATE FUNCTION private.new_id () RETURNS uuid
  LANGUAGE sql VOLATILE
  RETURN overlay (gen_random_uuid ()::text
    PLACING '0' || to_hex ((date_part ('epoch', clock_timestamp ()) * 1000)::bigint) || '7' FROM 1 FOR 15)::uuid;

-- Ends the call with a status, a code for programs and a sentence for people. What it did is taken back.
CREATE FUNCTION private.refuse (status integer, code text, sentence text, retry_after integer DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE SQLSTATE 'PGRST' USING
    MESSAGE = json_build_object ('code', code, 'message', sentence, 'details', NULL, 'hint', NULL)::text,
    DETAIL = json_build_object ('status', status, 'headers',
      CASE WHEN retry_after IS NULL THEN '{}'::json ELSE json_build_object ('Retry-After', retry_after::text) END)::text;
END $$;

-- The same answer, but what the call did stays: a failed sign-in is counted.
CREATE FUNCTION private.answer_refusal (status integer, code text, sentence text, retry_after integer DEFAULT NULL)
  RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM set_config ('response.status', status::text, true);
  IF retry_after IS NOT NULL THEN
    PERFORM set_config ('response.headers', json_build_array (json_build_object ('Retry-After', retry_after::text))::text, true);
  END IF;
  RETURN jsonb_build_object ('code', code, 'message', sentence, 'details', NULL, 'hint', NULL);
END $$;

-- The server alone says which version a row has, when it changed, and in which transaction.
CREATE FUNCTION private.touch () RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  new.version := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE old.version + 1 END;
  new.updated_at := clock_timestamp ();
  new.chg := pg_current_xact_id ();
  RETURN new;
END $$;

CREATE FUNCTION private.is_timezone (zone text) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN zone ~ '^[A-Za-z][A-Za-z0-9_+/-]*$' AND now () AT TIME ZONE zone IS NOT NULL;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN false;
END $$;

-- A JSON array of UUIDs, or of texts; of at most 10000.
CREATE FUNCTION private.is_id_list (list jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT jsonb_typeof (list) = 'array' AND jsonb_array_length (CASE jsonb_typeof (list) WHEN 'array' THEN list ELSE '[]' END) <= 10000
    AND NOT EXISTS (
    SELECT FROM jsonb_array_elements (CASE jsonb_typeof (list) WHEN 'array' THEN list ELSE '[]' END) AS e
    WHERE jsonb_typeof (e) <> 'string'
       OR e #>> '{}' !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$');
$$;

CREATE FUNCTION private.is_text_list (list jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT jsonb_typeof (list) = 'array' AND jsonb_array_length (CASE jsonb_typeof (list) WHEN 'array' THEN list ELSE '[]' END) <= 10000
    AND NOT EXISTS (
    SELECT FROM jsonb_array_elements (CASE jsonb_typeof (list) WHEN 'array' THEN list ELSE '[]' END) AS e
    WHERE jsonb_typeof (e) <> 'string' OR char_length (e #>> '{}') > 1000);
$$;
