-- SPDX-License-Identifier: GPL-3.0-or-later
-- How often somebody without a token may call a function: by the address that the proxy tells, whatever the function is.
-- Signing in counts besides for each account, see sign_in (). Reading is limited by the proxy, because a transaction that
-- reads cannot count; and so are the calls that are refused, because a refusal takes its own count back.
--
-- Who is signed in is told the time with each answer, in microseconds since 1970: the Date header tells whole seconds, and the
-- facts of two desks would be put in the wrong order by it.

INSERT INTO private.settings (name, value) VALUES ('anonymous_calls_a_minute', '120');

CREATE OR REPLACE FUNCTION private.check_request () RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF current_user = 'authenticated' THEN
    IF private.me () IS NOT NULL THEN
      PERFORM set_config ('response.headers', format ('[{"Foyer-Time": "%s"}]',
        (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint), true);
      RETURN;
    ELSIF private.is_device_revoked () THEN
      PERFORM private.refuse (401, 'DEVICE_REVOKED', 'This device was revoked. What it has of this server is to be removed.');
    END IF;
    PERFORM private.refuse (401, 'SESSION_ENDED', 'This session was ended. Sign in again.');
  ELSIF current_setting ('request.path', true) LIKE '/rpc/%' AND current_setting ('transaction_read_only') = 'off' THEN
    PERFORM private.limit_anonymous ();
  END IF;
END $$;

-- In one row for each address and minute. Who comes without an address is inside of the proxy.
CREATE FUNCTION private.limit_anonymous () RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  address text := private.address ();
  wait integer;
BEGIN
  -- purchase () counts by it, too.
  IF set_config ('foyer.address', coalesce (address, ' '), true) <> ' ' THEN
    wait := private.count_attempt ('anonymous from ' || address, private.get_setting ('anonymous_calls_a_minute')::integer, 60);
    IF wait IS NOT NULL THEN
      PERFORM private.refuse (429, 'TOO_OFTEN', 'Too many calls from this address. Wait a moment and try again.', wait);
    END IF;
  END IF;
END $$;
GRANT EXECUTE ON FUNCTION private.limit_anonymous TO anon;
