-- SPDX-License-Identifier: GPL-3.0-or-later
-- How people and devices come in and go: invitations, sign-up, devices, a forgotten password.
-- A letter waits in private.letters until the mail worker takes it (see private.take_letters ()). Its token is a secret, and is
-- kept no longer than it waits.

CREATE TABLE private.letters (
  id uuid PRIMARY KEY DEFAULT private.new_id (),
  kind text NOT NULL CHECK (kind IN ('INVITATION', 'PASSWORD_RESET')),
  address text NOT NULL CHECK (char_length (address) <= 254),
  token text,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now (),
  status text NOT NULL DEFAULT 'QUEUED' CHECK (status IN ('QUEUED', 'SENT', 'FAILED')),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now (),
  sent_at timestamptz,
  failure text CHECK (char_length (failure) <= 500),
  CHECK (status = 'QUEUED' OR token IS NULL),
  CHECK ((status = 'SENT') = (sent_at IS NOT NULL)));
-- What the mail worker takes next.
CREATE INDEX letters_due ON private.letters (due_at) WHERE status = 'QUEUED';

CREATE FUNCTION private.clean_email (email text) RETURNS text
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  cleaned text := lower (btrim (email));
BEGIN
  IF cleaned IS NULL OR char_length (cleaned) > 254 OR cleaned !~ '^[^@\s]+@[^@\s]+$' THEN
    PERFORM private.refuse (400, 'EMAIL_WRONG', 'This is not an e-mail address.');
  END IF;
  RETURN cleaned;
END $$;

CREATE FUNCTION private.clean_name (name text) RETURNS text
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  cleaned text := btrim (name);
BEGIN
  IF cleaned IS NULL OR char_length (cleaned) NOT BETWEEN 1 AND 200 THEN
    PERFORM private.refuse (400, 'NAME_WRONG', 'A name has 1 to 200 characters.');
  END IF;
  RETURN cleaned;
END $$;

-- Owners invite anybody, organizers invite team members. The letter carries the token; who invites does not see it.
CREATE FUNCTION public.invite (organizer_id uuid, email text, role text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  address text := private.clean_email (email);
  token text := private.new_token ();
  invitation uuid;
BEGIN
  IF role IS NULL OR role NOT IN ('OWNER', 'ORGANIZER', 'TEAM_MEMBER') THEN
    PERFORM private.refuse (400, 'ROLE_WRONG', 'A role is OWNER, ORGANIZER or TEAM_MEMBER.');
  END IF;
  IF NOT coalesce (invite.organizer_id = ANY (CASE role WHEN 'TEAM_MEMBER'
      THEN private.my_organizer_ids ('OWNER', 'ORGANIZER') ELSE private.my_organizer_ids ('OWNER') END), false) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not invite anybody with this role here.');
  END IF;
  IF private.count_attempt ('invite ' || person, 100, 3600) IS NOT NULL THEN
    PERFORM private.refuse (429, 'TOO_OFTEN', 'Too many invitations. Wait an hour.', 3600);
  END IF;
  INSERT INTO public.invitations AS i (organizer_id, email, role, invited_by, expires_at)
  VALUES (invite.organizer_id, address, invite.role, person, now () + interval '7 days') RETURNING i.id INTO invitation;
  INSERT INTO private.invitation_tokens (digest, invitation_id) VALUES (private.digest (token), invitation);
  INSERT INTO private.letters (kind, address, token, details)
  VALUES ('INVITATION', address, token, jsonb_build_object ('organizer_id', invite.organizer_id, 'invitation_id', invitation));
  RETURN jsonb_build_object ('id', invitation);
END $$;

-- The invitation of a token, locked, so that it is accepted once.
CREATE FUNCTION private.take_invitation (token text) RETURNS public.invitations
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  invitation public.invitations;
BEGIN
  SELECT i.* INTO invitation FROM private.invitation_tokens t JOIN public.invitations i ON i.id = t.invitation_id
  WHERE t.digest = private.digest (token) FOR UPDATE OF i;
  IF invitation.id IS NULL OR invitation.accepted_at IS NOT NULL OR invitation.expires_at < now () THEN
    PERFORM private.refuse (410, 'INVITATION_OVER', 'This invitation was used, withdrawn or is too old. Ask for another one.');
  END IF;
  UPDATE public.invitations i SET accepted_at = now () WHERE i.id = invitation.id;
  RETURN invitation;
END $$;

CREATE FUNCTION private.join (invitation public.invitations, person uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  INSERT INTO public.members (organizer_id, user_id, role) VALUES (invitation.organizer_id, person, invitation.role)
  ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION public.sign_up (token text, name text, password text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  invitation public.invitations := private.take_invitation (token);
  person uuid;
BEGIN
  PERFORM private.check_new_password (password);
  INSERT INTO public.users AS u (email, name) VALUES (invitation.email, private.clean_name (name))
  ON CONFLICT DO NOTHING RETURNING u.id INTO person;
  IF person IS NULL THEN
    PERFORM private.refuse (409, 'HAS_ACCOUNT', 'This address has an account. Sign in and accept the invitation there.');
  END IF;
  PERFORM private.set_password (person, password);
  PERFORM private.join (invitation, person);
  RETURN private.start_session (person);
END $$;

CREATE FUNCTION public.accept_invitation (token text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  invitation public.invitations := private.take_invitation (token);
BEGIN
  IF invitation.email <> (SELECT u.email FROM public.users u WHERE u.id = person) THEN
    PERFORM private.refuse (403, 'OTHER_ADDRESS', 'This invitation went to another e-mail address than the one of this account.');
  END IF;
  PERFORM private.join (invitation, person);
  RETURN jsonb_build_object ('organizer_id', invitation.organizer_id, 'role', invitation.role);
END $$;

-- Always the same answer, and about the same work: nobody learns here who has an account.
CREATE FUNCTION public.request_password_reset (email text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  cleaned text := private.clean_email (email);
  address text := private.address ();
  token text := private.new_token ();
  person uuid;
BEGIN
  IF private.count_attempt ('reset ' || cleaned, 3, 3600) IS NULL
      AND (address IS NULL OR private.count_attempt ('reset from ' || address, 20, 3600) IS NULL) THEN
    SELECT u.id INTO person FROM public.users u WHERE u.email = cleaned AND u.deleted_at IS NULL;
    IF person IS NOT NULL THEN
      INSERT INTO private.password_resets (digest, user_id, expires_at)
      VALUES (private.digest (token), person, now () + interval '1 hour');
      INSERT INTO private.letters (kind, address, token) VALUES ('PASSWORD_RESET', cleaned, token);
    END IF;
  END IF;
  RETURN jsonb_build_object ('message', 'If this address has an account, a letter is on its way.');
END $$;

-- Serves once; every session ends.
CREATE FUNCTION public.reset_password (token text, password text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid;
BEGIN
  PERFORM private.check_new_password (password);
  DELETE FROM private.password_resets r WHERE r.digest = private.digest (token) AND r.expires_at > now ()
  RETURNING r.user_id INTO person;
  IF person IS NULL THEN
    PERFORM private.refuse (410, 'RESET_OVER', 'This link was used or is too old. Ask for another one.');
  END IF;
  DELETE FROM private.password_resets r WHERE r.user_id = person;
  PERFORM private.set_password (person, password);
  UPDATE private.sessions s SET revoked_at = now () WHERE s.user_id = person AND s.revoked_at IS NULL;
  RETURN private.start_session (person);
END $$;

-- Ties this session to a device; the access token that it answers names it. The same device may come again, and for another
-- organizer: what it signs is then known at the desks of both.
CREATE FUNCTION public.register_device (id uuid, organizer_id uuid, name text, public_key text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  session uuid := (private.claims () ->> 'sid')::uuid;
  known public.devices;
  key bytea;
BEGIN
  IF public_key IS NULL OR public_key !~ '^[0-9a-f]{64}$' THEN
    PERFORM private.refuse (400, 'KEY_WRONG', 'A public key is 32 bytes, written as 64 hexadecimal digits.');
  END IF;
  key := decode (public_key, 'hex');
  IF register_device.id IS NULL THEN
    PERFORM private.refuse (400, 'ID_MISSING', 'A device has an id.');
  END IF;
  IF NOT coalesce (register_device.organizer_id = ANY (
      private.my_organizer_ids ('OWNER', 'ORGANIZER', 'TEAM_MEMBER')), false) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You are no member of this organizer.');
  END IF;
  INSERT INTO public.devices (id, user_id, organizer_id, name, public_key)
  VALUES (register_device.id, person, register_device.organizer_id, private.clean_name (name), key) ON CONFLICT DO NOTHING;
  SELECT * INTO known FROM public.devices d WHERE d.id = register_device.id FOR NO KEY UPDATE;
  IF known.id IS NULL OR known.user_id <> person OR known.public_key <> key THEN
    PERFORM private.refuse (409, 'DEVICE_KNOWN', 'This device or its key is registered for somebody else.');
  ELSIF known.revoked_at IS NOT NULL THEN
    PERFORM private.refuse (403, 'DEVICE_REVOKED', 'This device was revoked.');
  END IF;
  INSERT INTO public.device_organizers AS o (organizer_id, id) VALUES (register_device.organizer_id, known.id) ON CONFLICT DO NOTHING;
  UPDATE public.devices d SET last_seen_at = now (), name = private.clean_name (register_device.name) WHERE d.id = known.id;
  UPDATE private.sessions s SET device_id = known.id WHERE s.id = session;
  RETURN private.answer_session (session);
END $$;

-- Its sessions end with it, at once.
CREATE FUNCTION public.revoke_device (id uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  known public.devices;
BEGIN
  SELECT * INTO known FROM public.devices d WHERE d.id = revoke_device.id
    AND (d.user_id = person OR EXISTS (SELECT FROM public.device_organizers o WHERE o.id = d.id
      AND o.organizer_id = ANY (private.my_organizer_ids ('OWNER', 'ORGANIZER'))));
  IF known.id IS NULL THEN
    PERFORM private.refuse (404, 'NO_DEVICE', 'There is no such device, or it is not yours.');
  END IF;
  UPDATE public.devices d SET revoked_at = coalesce (d.revoked_at, now ()) WHERE d.id = known.id;
  UPDATE private.sessions s SET revoked_at = now () WHERE s.device_id = known.id AND s.revoked_at IS NULL;
END $$;

GRANT EXECUTE ON FUNCTION public.sign_up, public.request_password_reset, public.reset_password TO anon, authenticated;
GRANT EXECUTE ON FUNCTION public.invite, public.accept_invitation, public.register_device, public.revoke_device TO authenticated;
