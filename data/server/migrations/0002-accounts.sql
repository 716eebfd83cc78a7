-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who is who: organizers, users, members and what each may do, devices, invitations, sessions.

CREATE TABLE public.users (
  id uuid PRIMARY KEY DEFAULT private.new_id (),
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  email text NOT NULL CHECK (char_length (email) <= 254 AND email ~ '^[^@\s]+@[^@\s]+$' AND email = lower (email)),
  name text NOT NULL CHECK (char_length (name) BETWEEN 1 AND 200),
  is_admin boolean NOT NULL DEFAULT false,
  external_id uuid UNIQUE); -- of a token that was made elsewhere
-- sign_in () looks here.
CREATE UNIQUE INDEX users_by_email ON public.users (email) WHERE deleted_at IS NULL;

CREATE TABLE public.organizers (
  id uuid PRIMARY KEY DEFAULT private.new_id (),
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  name text NOT NULL CHECK (char_length (name) BETWEEN 1 AND 200),
  slug text NOT NULL UNIQUE CHECK (char_length (slug) <= 80 AND slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'));

-- Owners and organizers have every right on every event of theirs; a team member has what event_grants gives.
CREATE TABLE public.members (
  organizer_id uuid NOT NULL REFERENCES public.organizers,
  user_id uuid NOT NULL REFERENCES public.users,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  role text NOT NULL CHECK (role IN ('OWNER', 'ORGANIZER', 'TEAM_MEMBER')),
  PRIMARY KEY (organizer_id, user_id));
-- Every statement's policies begin here.
CREATE INDEX members_by_user ON public.members (user_id);

CREATE TABLE public.devices (
  id uuid PRIMARY KEY,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  user_id uuid NOT NULL REFERENCES public.users,
  organizer_id uuid NOT NULL REFERENCES public.organizers,
  name text NOT NULL CHECK (char_length (name) BETWEEN 1 AND 200),
  public_key bytea NOT NULL UNIQUE CHECK (octet_length (public_key) = 32),
  last_seen_at timestamptz NOT NULL DEFAULT now (),
  revoked_at timestamptz);
-- The list of the devices that were registered here first.
CREATE INDEX devices_by_organizer ON public.devices (organizer_id);

-- For whom a device works: that organizer, and each other one for whom it was registered too. Those who revoke it revoke it for all.
CREATE TABLE public.device_organizers (
  organizer_id uuid NOT NULL REFERENCES public.organizers,
  id uuid NOT NULL REFERENCES public.devices,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  revoked_at timestamptz, -- as the device's
  PRIMARY KEY (organizer_id, id));
CREATE INDEX device_organizers_by_device ON public.device_organizers (id);
-- As the feeds of all other tables.
CREATE INDEX device_organizers_feed ON public.device_organizers (organizer_id, chg, id);

CREATE TABLE public.invitations (
  id uuid PRIMARY KEY DEFAULT private.new_id (),
  organizer_id uuid NOT NULL REFERENCES public.organizers,
  email text NOT NULL CHECK (char_length (email) <= 254 AND email ~ '^[^@\s]+@[^@\s]+$' AND email = lower (email)),
  role text NOT NULL CHECK (role IN ('OWNER', 'ORGANIZER', 'TEAM_MEMBER')),
  invited_by uuid NOT NULL REFERENCES public.users,
  created_at timestamptz NOT NULL DEFAULT now (),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  CHECK (expires_at > created_at));
-- The list of who is invited.
CREATE INDEX invitations_by_organizer ON public.invitations (organizer_id);

-- Secrets. Of tokens only the SHA-256 is kept: who reads a backup cannot sign in.
CREATE TABLE private.invitation_tokens (
  digest bytea PRIMARY KEY CHECK (octet_length (digest) = 32),
  invitation_id uuid NOT NULL REFERENCES public.invitations ON DELETE CASCADE);

CREATE TABLE private.passwords (
  user_id uuid PRIMARY KEY REFERENCES public.users,
  hash text NOT NULL CHECK (hash LIKE '$2a$%'),
  changed_at timestamptz NOT NULL DEFAULT now ());

CREATE TABLE private.password_resets (
  digest bytea PRIMARY KEY CHECK (octet_length (digest) = 32),
  user_id uuid NOT NULL REFERENCES public.users,
  expires_at timestamptz NOT NULL);

CREATE TABLE private.sessions (
  id uuid PRIMARY KEY DEFAULT private.new_id (),
  user_id uuid NOT NULL REFERENCES public.users,
  device_id uuid REFERENCES public.devices,
  created_at timestamptz NOT NULL DEFAULT now (),
  revoked_at timestamptz);
-- Signing out everywhere, and revoking a device.
CREATE INDEX sessions_by_user ON private.sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX sessions_by_device ON private.sessions (device_id) WHERE revoked_at IS NULL;

CREATE TABLE private.refresh_tokens (
  digest bytea PRIMARY KEY CHECK (octet_length (digest) = 32),
  session_id uuid NOT NULL REFERENCES private.sessions ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  made_from bytea); -- the digest of the one that was used for it
-- Letting go of a session.
CREATE INDEX refresh_tokens_by_session ON private.refresh_tokens (session_id);

-- How often something was tried: by whom or from where, in which window of time.
CREATE UNLOGGED TABLE private.attempts (
  subject text NOT NULL,
  window_start timestamptz NOT NULL,
  n integer NOT NULL,
  PRIMARY KEY (subject, window_start));

-- Who did what. Nobody rewrites it: not even the owner of the table, without taking the trigger away first.
CREATE TABLE public.audit_log (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp (),
  organizer_id uuid,
  event_id uuid,
  user_id uuid,
  device_id uuid,
  action text NOT NULL CHECK (char_length (action) <= 80),
  subject_id uuid,
  details jsonb NOT NULL DEFAULT '{}' CHECK (octet_length (details::text) <= 20000));
-- The log of an organizer, newest first.
CREATE INDEX audit_log_by_organizer ON public.audit_log (organizer_id, number);

CREATE FUNCTION private.refuse_rewriting () RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM private.refuse (403, 'APPEND_ONLY', 'What is written there stays as it is.');
  RETURN NULL;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION private.refuse_rewriting ();
ALTER TABLE public.audit_log ENABLE ALWAYS TRIGGER append_only;

CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION private.touch ();
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.organizers FOR EACH ROW EXECUTE FUNCTION private.touch ();
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.members FOR EACH ROW EXECUTE FUNCTION private.touch ();
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.devices FOR EACH ROW EXECUTE FUNCTION private.touch ();
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.device_organizers FOR EACH ROW EXECUTE FUNCTION private.touch ();

-- What desks are told of a device is told anew when it changes; that it was seen is no change.
CREATE FUNCTION private.place_device () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.device_organizers (organizer_id, id) VALUES (new.organizer_id, new.id);
  ELSE
    UPDATE public.device_organizers o SET revoked_at = new.revoked_at WHERE o.id = new.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER place_new AFTER INSERT ON public.devices FOR EACH ROW EXECUTE FUNCTION private.place_device ();
CREATE TRIGGER place AFTER UPDATE ON public.devices FOR EACH ROW
  WHEN ((old.name, old.revoked_at) IS DISTINCT FROM (new.name, new.revoked_at)) EXECUTE FUNCTION private.place_device ();
