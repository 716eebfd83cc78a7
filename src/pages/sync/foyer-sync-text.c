/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-text.h"

#include "foyer-remote-error.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
foyer_sync_words_clear (FoyerSyncWords *words)
{
  g_clear_pointer (&words->title, g_free);
  g_clear_pointer (&words->detail, g_free);
}

char *
foyer_sync_text_time (gint64 instant, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return foyer_time_format_short (instant, zone, now);
}

char *
foyer_sync_text_age (gint64 instant, gint64 now)
{
  gint64 seconds = (now - instant) / G_TIME_SPAN_SECOND;
  int n;

  if (seconds < 10)
    return g_strdup (_ ("just now"));
  if (seconds < 90)
    return g_strdup_printf (ngettext ("%d second ago", "%d seconds ago", (gulong) seconds),
                            (int) seconds);
  n = (int) MIN (seconds / 60, 1000);
  if (n < 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", n), n);
  return foyer_sync_text_time (instant, now);
}

static char *
say_span (gint64 span)
{
  gint64 seconds = ABS (span) / G_TIME_SPAN_SECOND;
  int n;

  if (seconds < 120)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), (int) seconds);
  n = (int) MIN ((seconds + 30) / 60, G_MAXINT - 60);
  if (n < 120)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", n), n);
  n = (n + 30) / 60;
  if (n < 48)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", n), n);
  n = (n + 12) / 24;
  return g_strdup_printf (ngettext ("%d day", "%d days", n), n);
}

char *
foyer_sync_text_clock (gint64 offset)
{
  g_autofree char *span = NULL;

  if (offset == FOYER_NONE)
    return g_strdup (_ ("Not known yet"));
  if (ABS (offset) < G_TIME_SPAN_SECOND)
    return g_strdup_printf (_ ("Right, to %d ms"),
                            (int) MAX (1, ABS (offset) / G_TIME_SPAN_MILLISECOND));
  span = say_span (offset);
  /* Translators: %s is a span of time such as “3 minutes” */
  return g_strdup_printf (offset > 0 ? _ ("This device is %s behind the server")
                                     : _ ("This device is %s ahead of the server"),
                          span);
}

char *
foyer_sync_text_clock_problem (FoyerSyncDesk *desk)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (desk);
  g_autofree char *span = NULL;
  gboolean is_wrong = FALSE;
  gint64 offset = FOYER_NONE;

  if (engine != NULL)
    g_object_get (engine, "is-clock-wrong", &is_wrong, "clock-offset", &offset, NULL);
  if (!is_wrong || offset == FOYER_NONE)
    return NULL;
  span = say_span (offset);
  return g_strdup_printf (
      /* Translators: %s is a span of time such as “3 minutes” */
      offset > 0
          ? _ ("This device’s clock is %s slow. Set it right: times of check-ins depend on it.")
          : _ ("This device’s clock is %s fast. Set it right: times of check-ins depend on it."),
      span);
}

static gboolean
is (const FoyerRowType *type, const char *table)
{
  return g_str_equal (type->table, table);
}

/* What people make and do. */
static char *
count_act (const FoyerRowType *type, int n)
{
  if (is (type, "check_ins"))
    return g_strdup_printf (ngettext ("%'d check-in", "%'d check-ins", n), n);
  if (is (type, "tickets"))
    return g_strdup_printf (ngettext ("%'d ticket", "%'d tickets", n), n);
  if (is (type, "orders"))
    return g_strdup_printf (ngettext ("%'d order", "%'d orders", n), n);
  if (is (type, "messages"))
    return g_strdup_printf (ngettext ("%'d message", "%'d messages", n), n);
  if (is (type, "refunds"))
    return g_strdup_printf (ngettext ("%'d refund", "%'d refunds", n), n);
  if (is (type, "conflicts"))
    return g_strdup_printf (ngettext ("%'d settled conflict", "%'d settled conflicts", n), n);
  return NULL;
}

/* What an event is made of. */
static char *
count_part (const FoyerRowType *type, int n)
{
  if (is (type, "events"))
    return g_strdup_printf (ngettext ("%'d event", "%'d events", n), n);
  if (is (type, "series"))
    return g_strdup_printf (ngettext ("%'d series", "%'d series", n), n);
  if (is (type, "ticket_tiers"))
    return g_strdup_printf (ngettext ("%'d ticket tier", "%'d ticket tiers", n), n);
  if (is (type, "quotas"))
    return g_strdup_printf (ngettext ("%'d shared quantity", "%'d shared quantities", n), n);
  if (is (type, "questions"))
    return g_strdup_printf (ngettext ("%'d question", "%'d questions", n), n);
  if (is (type, "check_in_lists"))
    return g_strdup_printf (ngettext ("%'d entrance", "%'d entrances", n), n);
  if (is (type, "promo_codes"))
    return g_strdup_printf (ngettext ("%'d promo code", "%'d promo codes", n), n);
  if (is (type, "images"))
    return g_strdup_printf (ngettext ("%'d picture", "%'d pictures", n), n);
  return NULL;
}

char *
foyer_sync_text_count (const FoyerRowType *type, guint64 n_rows)
{
  int n = (int) MIN (n_rows, G_MAXINT);
  char *text = count_act (type, n);

  if (text == NULL)
    text = count_part (type, n);
  return text != NULL ? text : g_strdup_printf (ngettext ("%'d entry", "%'d entries", n), n);
}

char *
foyer_sync_text_load (FoyerSyncEngine *engine)
{
  g_autofree char *rows = NULL;
  g_autofree char *span = NULL;
  guint64 n_loaded = 0;
  gint64 seconds_left = -1;
  int n;

  g_object_get (engine, "n-loaded", &n_loaded, "seconds-left", &seconds_left, NULL);
  if (n_loaded == 0)
    return g_strdup ("");
  n = (int) MIN (n_loaded, G_MAXINT);
  rows = g_strdup_printf (ngettext ("%'d entry", "%'d entries", n), n);
  if (seconds_left < 0)
    return g_steal_pointer (&rows);
  span = say_span (seconds_left * G_TIME_SPAN_SECOND);
  /* Translators: a number of entries that came, and a span of time such as “3 minutes” */
  return g_strdup_printf (_ ("%s, about %s left"), rows, span);
}

char *
foyer_sync_text_host (const char *url)
{
  const char *rest = strstr (url, "://");

  return g_strdup (rest != NULL ? rest + 3 : url);
}

char *
foyer_sync_text_server (const FoyerServer *server)
{
  g_autofree char *time = NULL;

  if (server->is_signed_out)
    return g_strdup (_ ("Signed out"));
  if (server->offline_since == FOYER_NONE)
    return g_strdup (server->trouble != NULL ? _ ("In trouble") : _ ("Connected"));
  time = foyer_sync_text_time (server->offline_since, foyer_time_now ());
  return g_strdup_printf (_ ("Offline since %s"), time);
}

/* A sentence of the engine says what happened; what can be done is added where it does not say so.
 */
char *
foyer_sync_text_error (const GError *error)
{
  const char *advice = NULL;

  if (g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNREACHABLE))
    advice = _ ("Check the address and the network, and try again.");
  else if (g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNTRUSTED))
    advice = _ ("Ask who runs the server: somebody may listen in between.");
  else if (g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BROKEN) ||
           g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BUSY))
    advice = _ ("Try again in a while.");
  else if (g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_UNDERSTOOD))
    advice = _ ("Check that the address is that of a Foyer server, and that Foyer is up to date.");
  return advice != NULL ? g_strdup_printf ("%s %s", error->message, advice)
                        : g_strdup (error->message);
}

/* How it stands
 * ----------------------------------------------------------------------------------------------
 */

static void
say_attention (FoyerSyncWords *words, const char *detail)
{
  words->icon = "dialog-warning-symbolic";
  words->title = g_strdup (_ ("Needs attention"));
  words->detail = g_strdup (detail != NULL ? detail : "");
  words->is_urgent = TRUE;
}

/* What somebody must do is said first; that it cannot be done with the server just now, too. */
static char *
join_offline (FoyerSyncEngine *engine)
{
  const char *message = foyer_sync_engine_get_message (engine);
  g_autofree char *time = NULL;
  gint64 since = FOYER_NONE;

  g_object_get (engine, "offline-since", &since, NULL);
  if (since == FOYER_NONE || message == NULL)
    return g_strdup (message);
  time = foyer_sync_text_time (since, foyer_time_now ());
  /* Translators: a sentence, and a time such as “18:42” or “22 Nov 18:42” */
  return g_strdup_printf (_ ("%s Offline since %s."), message, time);
}

static void
say_waiting (FoyerSyncWords *words, guint n_waiting)
{
  int n = (int) MIN (n_waiting, G_MAXINT);

  words->icon = "emblem-synchronizing-symbolic";
  words->title = g_strdup_printf (ngettext ("%'d waiting", "%'d waiting", n), n);
  words->detail = g_strdup (ngettext ("This change is on its way to the server.",
                                      "These changes are on their way to the server.", n));
}

static void
say_offline (FoyerSyncWords *words, FoyerSyncEngine *engine)
{
  guint n_waiting = foyer_sync_engine_get_n_waiting (engine);
  const char *message = foyer_sync_engine_get_message (engine);
  g_autofree char *time = NULL;
  gint64 since = FOYER_NONE;

  g_object_get (engine, "offline-since", &since, NULL);
  time = foyer_sync_text_time (since != FOYER_NONE ? since : foyer_time_now (), foyer_time_now ());
  words->icon = "network-offline-symbolic";
  /* Translators: %s is a time such as “18:42” or “22 Nov 18:42” */
  words->title = g_strdup_printf (_ ("Offline since %s"), time);
  words->detail = g_strdup_printf (
      "%s%s%s", message != NULL ? message : "", message != NULL ? " " : "",
      n_waiting > 0
          ? _ ("Work on: what you do is kept here, and sent when the server answers again.")
          : _ ("Work on: everything you need is here."));
}

static void
say_loading (FoyerSyncWords *words, FoyerSyncEngine *engine)
{
  g_object_get (engine, "progress", &words->progress, NULL);
  words->icon = "folder-download-symbolic";
  words->title = words->progress >= 0
                     ? g_strdup_printf (_ ("Loading, %d %%"), (int) (words->progress * 100))
                     : g_strdup (_ ("Loading…"));
  words->detail = foyer_sync_text_load (engine);
}

gboolean
foyer_sync_text_stand (FoyerSyncDesk *desk, FoyerSyncWords *words)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (desk);
  FoyerSyncState state = engine != NULL ? foyer_sync_engine_get_state (engine) : FOYER_SYNC_LOCAL;

  *words = (FoyerSyncWords){ .progress = -1 };
  if (foyer_sync_desk_is_locked (desk))
    {
      say_attention (words, _ ("The sessions of your servers are locked. Type the passphrase."));
      return TRUE;
    }
  if (state == FOYER_SYNC_LOCAL)
    return FALSE;
  if (foyer_sync_desk_is_paused (desk) && state != FOYER_SYNC_ATTENTION)
    {
      words->icon = "media-playback-pause-symbolic";
      words->title = g_strdup (_ ("Paused"));
      words->detail = g_strdup (_ ("Nothing is sent or fetched until you resume."));
      return TRUE;
    }
  switch (state)
    {
    case FOYER_SYNC_LOADING:
      say_loading (words, engine);
      break;
    case FOYER_SYNC_WAITING:
      say_waiting (words, foyer_sync_engine_get_n_waiting (engine));
      break;
    case FOYER_SYNC_OFFLINE:
      say_offline (words, engine);
      break;
    case FOYER_SYNC_ATTENTION:
      {
        g_autofree char *detail = join_offline (engine);

        say_attention (words, detail);
      }
      break;
    case FOYER_SYNC_UP_TO_DATE:
    case FOYER_SYNC_LOCAL:
    default:
      words->icon = "emblem-ok-symbolic";
      words->title = g_strdup (_ ("Up to date"));
      words->detail = g_strdup (_ ("Everything is here, and everything was sent."));
    }
  return TRUE;
}
