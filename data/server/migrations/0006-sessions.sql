-- SPDX-License-Identifier: GPL-3.0-or-later
-- Signing in and out. An access token lives a quarter of an hour and names a session; the session can be ended at once,
-- because private.me () looks at it in every statement. A refresh token serves once: who brings a used one ends the session, unless
-- the answer was lost on its way: within a minute, and as long as nobody used what it was used for, it is answered again. Of several
-- answers the first that is used serves, as nobody knows which of them arrived. And a call that the network held back for some
-- seconds, while its answer was asked for again, ends nothing.
-- Everything here that is SECURITY DEFINER reads or writes secrets that no role of the API may see.

CREATE FUNCTION private.claims () RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN nullif (current_setting ('request.jwt.claims', true), '')::jsonb;
END $$;

-- The user who calls; NULL for nobody, and when the session was ended or the user is gone.
CREATE FUNCTION private.me () RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  claims jsonb := private.claims ();
  found_id uuid;
BEGIN
  IF claims ->> 'sub' IS NULL THEN
    RETURN NULL;
  END IF;
  IF claims ? 'sid' THEN
    SELECT u.id INTO found_id FROM private.sessions s JOIN public.users u ON u.id = s.user_id
    WHERE s.id = (claims ->> 'sid')::uuid AND u.id = (claims ->> 'sub')::uuid
      AND s.revoked_at IS NULL AND u.deleted_at IS NULL;
  ELSIF private.get_setting ('external_accounts') = 'on'
      AND claims ->> 'sub' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN
    SELECT u.id INTO found_id FROM public.users u
    WHERE u.external_id = (claims ->> 'sub')::uuid AND u.deleted_at IS NULL;
  END IF;
  RETURN found_id;
END $$;

CREATE FUNCTION private.my_device () RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN (SELECT s.device_id FROM private.sessions s
    WHERE s.id = (private.claims () ->> 'sid')::uuid AND s.user_id = (SELECT private.me ()));
END $$;

CREATE FUNCTION private.is_admin () RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN coalesce ((SELECT u.is_admin FROM public.users u WHERE u.id = (SELECT private.me ())), false);
END $$;

-- Why a session ended: a device that was revoked lets go of what it has.
CREATE FUNCTION private.is_device_revoked () RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (SELECT FROM private.sessions s JOIN public.devices d ON d.id = s.device_id
    WHERE s.id = (private.claims () ->> 'sid')::uuid AND d.revoked_at IS NOT NULL);
END $$;

-- PostgREST runs it before each call: who comes with an ended session is told, instead of seeing nothing.
CREATE FUNCTION private.check_request () RETURNS void
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF current_user = 'authenticated' AND private.me () IS NULL THEN
    PERFORM private.refuse (401, 'SESSION_ENDED', 'This session was ended. Sign in again.');
  END IF;
END $$;

CREATE FUNCTION private.require_me () RETURNS uuid
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  user_id uuid := private.me ();
BEGIN
  IF user_id IS NULL THEN
    PERFORM private.refuse (401, 'NOT_SIGNED_IN', 'Sign in first.');
  END IF;
  RETURN user_id;
END $$;

-- Tokens -------------------------------------------------------------------------------------------------------------

CREATE FUNCTION private.to_base64url (data bytea) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT translate (encode (data, 'base64'), E'+/=\n', '-_');
$$;

CREATE FUNCTION private.digest (token text) RETURNS bytea
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT sha256 (convert_to (token, 'UTF8'));
$$;

CREATE FUNCTION private.new_token () RETURNS text
  LANGUAGE sql VOLATILE SET search_path = '' AS $$
  SELECT private.to_base64url (extensions.gen_random_bytes (32));
$$;

CREATE FUNCTION private.sign (claims jsonb) RETURNS text
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT body || '.' || private.to_base64url (extensions.hmac (body, private.get_setting ('jwt_secret'), 'sha256'))
  FROM (SELECT private.to_base64url ('{"alg":"HS256","typ":"JWT"}') || '.' ||
    private.to_base64url (convert_to (claims::text, 'UTF8'))) AS t (body);
$$;

-- What signing in, signing up and refreshing answer.
CREATE FUNCTION private.answer_session (session_id uuid, made_from bytea DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  refresh_token text := private.new_token ();
  session private.sessions;
  person public.users;
  now_seconds bigint := extract (epoch FROM clock_timestamp ())::bigint;
BEGIN
  SELECT * INTO session FROM private.sessions s WHERE s.id = session_id;
  SELECT * INTO person FROM public.users u WHERE u.id = session.user_id;
  INSERT INTO private.refresh_tokens (digest, session_id, expires_at, made_from)
  VALUES (private.digest (refresh_token), session_id, now () + interval '30 days', answer_session.made_from);
  RETURN jsonb_build_object (
    'access_token', private.sign (jsonb_strip_nulls (jsonb_build_object (
      'role', 'authenticated', 'sub', person.id, 'sid', session.id, 'did', session.device_id,
      'adm', nullif (person.is_admin, false), 'iat', now_seconds, 'exp', now_seconds + 900))),
    'token_type', 'bearer', 'expires_in', 900, 'refresh_token', refresh_token,
    'user', jsonb_build_object ('id', person.id, 'name', person.name, 'email', person.email));
END $$;

CREATE FUNCTION private.start_session (user_id uuid) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  session_id uuid;
BEGIN
  INSERT INTO private.sessions AS s (user_id) VALUES (start_session.user_id) RETURNING s.id INTO session_id;
  RETURN private.answer_session (session_id);
END $$;

CREATE FUNCTION private.log (organizer_id uuid, event_id uuid, action text, subject_id uuid, details jsonb DEFAULT '{}')
  RETURNS void
  LANGUAGE sql SET search_path = '' AS $$
  INSERT INTO public.audit_log (organizer_id, event_id, user_id, device_id, action, subject_id, details)
  VALUES ($1, $2, private.me (), private.my_device (), $3, $4, $5);
$$;

-- Limits -------------------------------------------------------------------------------------------------------------

-- Counts one attempt; the seconds to wait when there were more than most in the window, else NULL.
CREATE FUNCTION private.count_attempt (subject text, most integer, seconds integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  start timestamptz := date_bin (make_interval (secs => seconds), clock_timestamp (), '2000-01-01Z');
  so_far integer;
BEGIN
  INSERT INTO private.attempts AS a (subject, window_start, n) VALUES (count_attempt.subject, start, 1)
  ON CONFLICT ON CONSTRAINT attempts_pkey DO UPDATE SET n = a.n + 1 RETURNING n INTO so_far;
  IF so_far <= most THEN
    RETURN NULL;
  END IF;
  RETURN greatest (1, ceil (extract (epoch FROM start + make_interval (secs => seconds) - clock_timestamp ())))::integer;
END $$;

-- Where the call comes from, as the proxy in front says in a header that it writes itself; NULL without one. Of a list it is
-- the first. Of IPv6 it is the network of 64 bits: who has one of its addresses has all of them.
CREATE FUNCTION private.address () RETURNS text
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  headers jsonb := nullif (current_setting ('request.headers', true), '')::jsonb;
  written text;
BEGIN
  IF headers IS NULL THEN
    RETURN NULL;
  END IF;
  written := left (btrim (split_part (headers ->> coalesce (private.get_setting ('address_header'), 'x-real-ip'), ',', 1)), 64);
  IF strpos (written, ':') = 0 THEN
    RETURN nullif (written, '');
  END IF;
  BEGIN
    RETURN host (network (set_masklen (written::inet, 64)));
  EXCEPTION WHEN data_exception THEN
    RETURN written;
  END;
END $$;

-- Passwords ----------------------------------------------------------------------------------------------------------

CREATE FUNCTION private.hash_password (password text) RETURNS text
  LANGUAGE sql VOLATILE SET search_path = '' AS $$
  SELECT extensions.crypt (password, extensions.gen_salt ('bf', 10));
$$;

-- Against this is compared when there is no such user, so that both take the same time.
INSERT INTO private.settings (name, value) VALUES ('nobodys_hash', private.hash_password (gen_random_uuid ()::text));

CREATE FUNCTION private.check_new_password (password text) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF password IS NULL OR char_length (password) < 8 THEN
    PERFORM private.refuse (400, 'PASSWORD_SHORT', 'A password has at least 8 characters.');
  ELSIF octet_length (password) > 72 THEN
    PERFORM private.refuse (400, 'PASSWORD_LONG', 'A password has at most 72 bytes.');
  END IF;
END $$;

CREATE FUNCTION private.set_password (user_id uuid, password text) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM private.check_new_password (password);
  INSERT INTO private.passwords AS p (user_id, hash) VALUES (set_password.user_id, private.hash_password (password))
  ON CONFLICT ON CONSTRAINT passwords_pkey DO UPDATE SET hash = excluded.hash, changed_at = now ();
END $$;

CREATE FUNCTION public.sign_in (email text, password text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  address text := private.address ();
  wait integer := private.count_attempt ('sign-in ' || left (lower (coalesce (email, '')), 254), 10, 300);
  person uuid;
  known_hash text;
BEGIN
  IF address IS NOT NULL THEN
    wait := coalesce (wait, private.count_attempt ('sign-in from ' || address, 100, 300));
  END IF;
  IF wait IS NOT NULL THEN
    RETURN private.answer_refusal (429, 'TOO_OFTEN', 'Too many attempts. Wait a moment and try again.', wait);
  END IF;
  SELECT u.id, p.hash INTO person, known_hash FROM public.users u JOIN private.passwords p ON p.user_id = u.id
  WHERE u.email = lower (sign_in.email) AND u.deleted_at IS NULL;
  known_hash := coalesce (known_hash, private.get_setting ('nobodys_hash'));
  IF extensions.crypt (left (coalesce (password, ''), 72), known_hash) <> known_hash OR person IS NULL THEN
    RETURN private.answer_refusal (401, 'WRONG_PASSWORD', 'The e-mail address or the password is wrong.');
  END IF;
  RETURN private.start_session (person);
END $$;

CREATE FUNCTION public.refresh (refresh_token text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  token private.refresh_tokens;
BEGIN
  SELECT t.* INTO token FROM private.refresh_tokens t
  WHERE t.digest = private.digest (refresh.refresh_token) FOR UPDATE;
  IF EXISTS (SELECT FROM private.sessions s JOIN public.devices d ON d.id = s.device_id
      WHERE s.id = token.session_id AND d.revoked_at IS NOT NULL) THEN
    RETURN private.answer_refusal (401, 'DEVICE_REVOKED', 'This device was revoked. What it has of this server is to be removed.');
  ELSIF token.used_at = '-infinity' OR token.used_at IS NOT NULL AND EXISTS (SELECT FROM private.refresh_tokens t
      WHERE t.session_id = token.session_id AND t.made_from = token.digest AND t.used_at > '-infinity') THEN
    -- Two have it: the one whose it is, and another. Nobody knows which, so both must sign in again. But while nobody has used what
    -- was answered, the answer was lost, however long ago: perhaps a desk went to sleep just then.
    UPDATE private.sessions s SET revoked_at = now ()
    WHERE s.id = token.session_id AND s.revoked_at IS NULL AND token.used_at <= now () - interval '1 minute';
    RETURN private.answer_refusal (401, 'TOKEN_REUSED', 'This session was ended, because its token was used twice. Sign in again.');
  END IF;
  IF token.digest IS NULL OR token.expires_at < now () OR NOT EXISTS (
      SELECT FROM private.sessions s JOIN public.users u ON u.id = s.user_id
      WHERE s.id = token.session_id AND s.revoked_at IS NULL AND u.deleted_at IS NULL) THEN
    RETURN private.answer_refusal (401, 'SESSION_ENDED', 'This session was ended. Sign in again.');
  END IF;
  UPDATE private.refresh_tokens t SET used_at = coalesce (t.used_at, now ()) WHERE t.digest = token.digest;
  -- What else was answered in its place serves nobody any more: who comes with that is another.
  UPDATE private.refresh_tokens t SET used_at = '-infinity'
  WHERE t.session_id = token.session_id AND t.made_from = token.made_from AND t.digest <> token.digest AND t.used_at IS NULL;
  RETURN private.answer_session (token.session_id, token.digest);
END $$;

CREATE FUNCTION public.sign_out (everywhere boolean DEFAULT false) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
BEGIN
  UPDATE private.sessions s SET revoked_at = now ()
  WHERE s.user_id = person AND s.revoked_at IS NULL
    AND (coalesce (everywhere, false) OR s.id = (private.claims () ->> 'sid')::uuid);
END $$;

-- The other sessions end: somebody else may have had the old password.
CREATE FUNCTION public.change_password (old_password text, new_password text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  wait integer := private.count_attempt ('password ' || person, 10, 300);
  known_hash text;
BEGIN
  IF wait IS NOT NULL THEN
    RETURN private.answer_refusal (429, 'TOO_OFTEN', 'Too many attempts. Wait a moment and try again.', wait);
  END IF;
  PERFORM private.check_new_password (new_password);
  SELECT p.hash INTO known_hash FROM private.passwords p WHERE p.user_id = person;
  IF known_hash IS NULL OR extensions.crypt (left (coalesce (old_password, ''), 72), known_hash) <> known_hash THEN
    RETURN private.answer_refusal (401, 'WRONG_PASSWORD', 'The old password is wrong.');
  END IF;
  PERFORM private.set_password (person, new_password);
  UPDATE private.sessions s SET revoked_at = now ()
  WHERE s.user_id = person AND s.revoked_at IS NULL AND s.id <> (private.claims () ->> 'sid')::uuid;
  RETURN jsonb_build_object ('is_changed', true);
END $$;
