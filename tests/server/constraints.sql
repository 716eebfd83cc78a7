-- SPDX-License-Identifier: GPL-3.0-or-later
-- pgTAP: no row can be in a wrong state. For each rule of each table this looks for a row that breaks just that rule, made from a
-- good one by changing the rule's own columns, and tries to insert it. A new rule is tried without a word here; one that nothing
-- could break fails, because it is either never true or not understood.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION pgtap;

-- Rules are tried, not what follows from a row.
DO $$
DECLARE
  name regclass;
BEGIN
  FOR name IN SELECT oid FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'private'::regnamespace) AND relkind IN ('r', 'p') LOOP
    EXECUTE format ('ALTER TABLE %s DISABLE TRIGGER USER', name);
  END LOOP;
END $$;
SET CONSTRAINTS ALL IMMEDIATE;

-- What is seldom there, so that the rules about it can be tried; and somebody and an event that nothing hangs on.
INSERT INTO public.users (id, email, name) VALUES ('01900000-0000-7000-8000-00000000ffff', 'nobody@foyer.example', 'Nobody');
INSERT INTO public.organizers (id, name, slug) VALUES ('01900000-0000-7000-8000-00000000fffe', 'Nobody', 'nobody');
UPDATE public.users SET external_id = gen_random_uuid ();
UPDATE public.orders SET client_key = gen_random_uuid () WHERE client_key IS NULL;
UPDATE public.payments SET reference = 'pi_1';
UPDATE public.conflicts SET settled_at = now (), settled_by = (SELECT id FROM public.users LIMIT 1);

-- The rule that refused it, “COLUMN is NULL”, or NULL when the row was taken. Nothing stays.
CREATE FUNCTION pg_temp.refused_by (name regclass, change jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  rule text;
  field text;
  columns text;
  part_of text;
BEGIN
  SELECT string_agg (quote_ident (attname), ', ') INTO columns FROM pg_attribute
  WHERE attrelid = name AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '';
  BEGIN
    EXECUTE format ('INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record (NULL::%1$s, '
      '(SELECT to_jsonb (t) FROM %1$s t LIMIT 1) || $1)', name, columns) USING change;
    RAISE SQLSTATE 'TAKEN';
  EXCEPTION
    WHEN SQLSTATE 'TAKEN' THEN
      RETURN NULL;
    WHEN integrity_constraint_violation THEN
      GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME, field = COLUMN_NAME;
      -- A part of a table has a rule of its own that stands for the one of the whole.
      SELECT h.inhparent::regclass::text INTO part_of FROM pg_class c JOIN pg_inherits h ON h.inhrelid = c.oid
      WHERE c.relname = rule AND c.relkind IN ('i', 'I');
      RETURN coalesce (part_of, nullif (rule, ''), field || ' is NULL');
    WHEN data_exception OR program_limit_exceeded THEN
      RETURN SQLERRM;
  END;
END $$;

-- What a domain is made of.
CREATE FUNCTION pg_temp.kind_of (type oid) RETURNS oid LANGUAGE sql AS $$
  SELECT CASE typtype WHEN 'd' THEN typbasetype ELSE oid END FROM pg_type WHERE oid = type;
$$;

-- The columns of an index, also those within an expression.
CREATE FUNCTION pg_temp.columns_of (i pg_index) RETURNS smallint[] LANGUAGE sql AS $$
  SELECT array_agg (c) FROM (
    SELECT unnest (i.indkey::smallint[]) AS c
    UNION SELECT d.refobjsubid::smallint FROM pg_depend d
      WHERE i.indexprs IS NOT NULL AND d.objid = i.indexrelid AND d.refobjid = i.indrelid AND d.refobjsubid > 0) AS k WHERE c > 0;
$$;

-- Another value for each column that has to be unique and is not of this rule, where any value is as good as another.
CREATE FUNCTION pg_temp.fresh (name regclass, kept smallint[]) RETURNS jsonb LANGUAGE sql AS $$
  SELECT coalesce (jsonb_object_agg (a.attname, CASE
      WHEN a.attname = 'user_id' THEN '01900000-0000-7000-8000-00000000ffff'
      WHEN a.attname = 'organizer_id' THEN '01900000-0000-7000-8000-00000000fffe'
      WHEN a.atttypid = 'uuid'::regtype THEN gen_random_uuid ()::text
      WHEN a.atttypid = 'bytea'::regtype THEN '\x' || md5 (random ()::text) || md5 (random ()::text)
      WHEN a.attname LIKE '%email%' OR a.attname = 'address' THEN md5 (random ()::text) || '@foyer.example'
      ELSE md5 (random ()::text) END), '{}')
  FROM pg_attribute a WHERE a.attrelid = name AND a.attnum <> ALL (kept) AND pg_temp.kind_of (a.atttypid) = ANY (ARRAY['uuid', 'bytea', 'text']::regtype[])
    AND a.attnum IN (SELECT unnest (pg_temp.columns_of (i)) FROM pg_index i WHERE i.indrelid = name AND i.indisunique)
    AND (a.attname = 'user_id' OR a.attname = 'organizer_id' AND name = 'public.device_organizers'::regclass OR NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = name AND k.contype = 'f' AND a.attnum = ANY (k.conkey)))
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = name AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
      AND pg_get_constraintdef (k.oid) LIKE '%= ANY (ARRAY%');
$$;

-- Without what may be left out, for where another rule would be first.
CREATE FUNCTION pg_temp.bare (name regclass) RETURNS jsonb LANGUAGE sql AS $$
  SELECT coalesce (jsonb_object_agg (a.attname, NULL), '{}') FROM pg_attribute a
  WHERE a.attrelid = name AND a.attnum > 0 AND NOT a.attnotnull AND NOT a.attisdropped AND a.attgenerated = '';
$$;

-- Values that a rule about such a column may mind: what it names itself, one more and one less, and what is seldom right.
CREATE FUNCTION pg_temp.candidates (kind oid, rule text) RETURNS SETOF jsonb LANGUAGE sql AS $$
  SELECT 'null'::jsonb
  UNION SELECT to_jsonb (v) FROM (SELECT (m[1])::numeric + d AS v FROM regexp_matches (rule, '(\d{1,18})', 'g') AS m, unnest (ARRAY[-1, 0, 1]) AS d) AS n
    WHERE kind IN ('int8'::regtype, 'int4'::regtype)
  UNION SELECT to_jsonb (v) FROM unnest (ARRAY[-1, 0, 1, 2, 1000, 1000000000000000000]) AS v WHERE kind IN ('int8'::regtype, 'int4'::regtype)
  UNION SELECT to_jsonb (m[1]) FROM regexp_matches (rule, '''([^'']*)''', 'g') AS m WHERE kind = 'text'::regtype
  UNION SELECT to_jsonb (v) FROM unnest (ARRAY['', ' ', 'No Such', 'x', '@', repeat ('x', 300000)]) AS v WHERE kind = 'text'::regtype
  UNION SELECT v FROM unnest (ARRAY['"x"', '1', '{}', '[]', '["x"]', '[1]']::jsonb[]) AS v WHERE kind = 'jsonb'::regtype
  UNION SELECT jsonb_build_object ('x', repeat ('x', 1100000)) WHERE kind = 'jsonb'::regtype
  UNION SELECT to_jsonb (v) FROM unnest (ARRAY['\x', '\x' || repeat ('00', 31), '\x' || repeat ('00', 4194305)]) AS v WHERE kind = 'bytea'::regtype
  UNION SELECT to_jsonb (v) FROM unnest (ARRAY['1900-01-01Z', '2030-01-01Z', '2300-01-01Z', '-infinity', 'infinity']) AS v WHERE kind = 'timestamptz'::regtype
  UNION SELECT to_jsonb (v) FROM unnest (ARRAY[true, false]) AS v WHERE kind = 'bool'::regtype
  UNION SELECT to_jsonb (v) FROM unnest (ARRAY['01900000-0000-7000-8000-0000000009ff', '01900000-0000-7000-8000-0000000009fe']) AS v
    WHERE kind = 'uuid'::regtype;
$$;

-- Whether a row can be made that this rule, and none before it, refuses: with one of its columns changed, or two.
CREATE FUNCTION pg_temp.can_be_broken (rule pg_constraint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  wording text := pg_get_constraintdef (rule.oid);
  base jsonb := pg_temp.fresh (rule.conrelid, rule.conkey);
  change jsonb;
BEGIN
  FOR change IN SELECT jsonb_build_object (a.attname, c) FROM pg_attribute a, pg_temp.candidates (pg_temp.kind_of (a.atttypid), wording) AS c
      WHERE a.attrelid = rule.conrelid AND a.attnum = ANY (rule.conkey) LOOP
    IF pg_temp.refused_by (rule.conrelid, base || change) = rule.conname
        OR pg_temp.refused_by (rule.conrelid, base || pg_temp.bare (rule.conrelid) || change) = rule.conname THEN
      RETURN true;
    END IF;
  END LOOP;
  FOR change IN SELECT jsonb_build_object (a.attname, c, b.attname, d)
      FROM pg_attribute a, pg_attribute b, pg_temp.candidates (pg_temp.kind_of (a.atttypid), wording) AS c, pg_temp.candidates (pg_temp.kind_of (b.atttypid), wording) AS d
      WHERE a.attrelid = rule.conrelid AND a.attnum = ANY (rule.conkey) AND b.attrelid = rule.conrelid AND b.attnum = ANY (rule.conkey)
        AND a.attnum < b.attnum AND octet_length (c::text) < 1000 AND octet_length (d::text) < 1000 LOOP
    IF pg_temp.refused_by (rule.conrelid, base || change) = rule.conname THEN
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $$;

CREATE TEMP VIEW tables AS SELECT oid::regclass AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition;
SELECT no_plan ();

-- A copy of a good row under another identity is good: what is refused below is refused for its change alone.
SELECT is (pg_temp.refused_by (t.name, pg_temp.fresh (t.name, '{}')), NULL, t.name || ': a good row is taken') FROM tables t ORDER BY 1;

SELECT is (pg_temp.refused_by (t.name, pg_temp.fresh (t.name, '{}') || jsonb_build_object (a.attname, NULL)), a.attname || ' is NULL',
    t.name || '.' || a.attname || ' is never NULL')
  FROM tables t JOIN pg_attribute a ON a.attrelid = t.name AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped
    AND a.attgenerated = '' AND a.attidentity = '' ORDER BY 1;

SELECT ok (pg_temp.can_be_broken (k), k.conrelid::regclass || ': ' || k.conname || ' holds')
  FROM pg_constraint k JOIN tables t ON t.name = k.conrelid WHERE k.contype = 'c' ORDER BY 1;

-- The rule of a column's domain.
SELECT ok (EXISTS (SELECT FROM pg_temp.candidates (pg_temp.kind_of (a.atttypid), pg_get_constraintdef (k.oid)) AS c
      WHERE pg_temp.refused_by (t.name, pg_temp.fresh (t.name, ARRAY[a.attnum]) || jsonb_build_object (a.attname, c)) = k.conname),
    t.name || '.' || a.attname || ': ' || k.conname || ' holds')
  FROM tables t JOIN pg_attribute a ON a.attrelid = t.name AND NOT a.attisdropped JOIN pg_constraint k ON k.contypid = a.atttypid ORDER BY 1;

-- Nothing belongs to what is not there. The event is kept where the other half of the key is wrong.
SELECT ok (pg_temp.refused_by (k.conrelid, pg_temp.fresh (k.conrelid, k.conkey) || (
    SELECT jsonb_object_agg (a.attname, gen_random_uuid ()) FROM pg_attribute a
    WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND (a.attname <> 'event_id' OR cardinality (k.conkey) = 1)))
      IN (SELECT o.conname FROM pg_constraint o WHERE o.conrelid = k.conrelid AND o.contype = 'f' AND o.conkey && k.conkey),
    k.conrelid::regclass || ': ' || k.conname || ' holds')
  FROM pg_constraint k JOIN tables t ON t.name = k.conrelid WHERE k.contype = 'f' ORDER BY 1;

-- Nothing is there twice. A rule that is not for each event is tried at another event, where the event's own would not be first.
-- What has the whole primary key in it is unique by that alone, and there for those who refer to it.
SELECT is (pg_temp.refused_by (i.indrelid, pg_temp.fresh (i.indrelid, pg_temp.columns_of (i)) || CASE WHEN e.attnum <> ALL (pg_temp.columns_of (i))
      THEN jsonb_build_object ('event_id', '01900000-0000-7000-8000-000000000102') ELSE '{}' END), c.relname::text,
    i.indrelid::regclass || ': ' || c.relname || ' is unique')
  FROM pg_index i JOIN tables t ON t.name = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
    LEFT JOIN pg_attribute e ON e.attrelid = i.indrelid AND e.attname = 'event_id'
  WHERE i.indisunique AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND a.attidentity <> '')
    AND NOT EXISTS (SELECT FROM pg_index p WHERE p.indrelid = i.indrelid AND p.indisprimary AND p.indexrelid <> i.indexrelid
      AND pg_temp.columns_of (p) <@ pg_temp.columns_of (i))
  ORDER BY 1;

-- Policies: each table has them, none is for everybody, and for each verb that is granted there is one.
SELECT ok (c.relrowsecurity, t.name || ' has row-level security') FROM tables t JOIN pg_class c ON c.oid = t.name ORDER BY 1;
SELECT is_empty ($$SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' AND roles && ARRAY['public', 'anon']::name[]$$,
  'no policy is for everybody');
SELECT is_empty ($$SELECT t.name, v.verb FROM tables t, (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS v (verb)
  WHERE (has_table_privilege ('authenticated', t.name, v.verb)
      OR (v.verb <> 'DELETE' AND has_any_column_privilege ('authenticated', t.name, v.verb)))
    AND NOT EXISTS (SELECT FROM pg_policies p WHERE format ('%I.%I', p.schemaname, p.tablename)::regclass = t.name AND p.cmd IN (v.verb, 'ALL'))$$,
  'what is granted has a policy');

-- Functions: those that are served take named arguments, are pinned, and are nobody's but whom they were granted to.
SELECT ok (p.proargnames[1:p.pronargs] IS NOT NULL OR p.pronargs = 0, p.proname || ' names its arguments'),
    ok (p.proconfig @> ARRAY['search_path=""'], p.proname || ' has its search_path'),
    ok (NOT has_function_privilege ('public', p.oid, 'EXECUTE'), p.proname || ' is not for everybody')
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1;

SELECT * FROM finish ();
ROLLBACK;
