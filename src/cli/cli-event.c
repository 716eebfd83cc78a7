/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-event-ics.h"
#include "foyer-cli-output.h"

#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* The values of "event add", as they stand on the command line. */
typedef struct
{
  char *title;
  char *start;
  char *end;
  char *timezone;
  char *venue;
  char *capacity;
  char *currency;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->title);
  g_free (options->start);
  g_free (options->end);
  g_free (options->timezone);
  g_free (options->venue);
  g_free (options->capacity);
  g_free (options->currency);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static JsonObject *
describe_event (const FoyerEvent *event)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  JsonObject *object = json_object_new ();

  foyer_cli_set_id (object, "id", &event->row.id);
  foyer_cli_set_text (object, "slug", event->slug);
  foyer_cli_set_text (object, "title", event->title);
  foyer_cli_set_time (object, "start_date", event->start_date, zone);
  foyer_cli_set_time (object, "end_date", event->end_date, zone);
  foyer_cli_set_text (object, "timezone", event->timezone);
  foyer_cli_set_text (object, "venue_name", event->venue_name);
  foyer_cli_set_number (object, "capacity", event->capacity);
  foyer_cli_set_text (object, "currency", event->currency);
  foyer_cli_set_word (object, "status", event, "status");
  return object;
}

/* The locale's own money where it has one. */
static char *
dup_default_currency (void)
{
  g_autofree char *own = g_strstrip (g_strdup (localeconv ()->int_curr_symbol));

  return g_strdup (foyer_currency_is_known (own) ? own : "EUR");
}

/* What the machine knows, not how it is written: to name another is refused. */
static FoyerCliStatus
check_names (FoyerCli *self, const Options *options, GTimeZone *zone)
{
  g_autoptr (GError) error = NULL;

  if (zone == NULL)
    g_set_error (&error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                 _ ("There is no time zone “%s”; write one such as Europe/Berlin."),
                 options->timezone);
  else if (options->currency != NULL && !foyer_currency_is_known (options->currency))
    g_set_error (&error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                 _ ("There is no currency “%s”; write one such as EUR."), options->currency);
  return error != NULL ? foyer_cli_refuse (self, error) : FOYER_CLI_DONE;
}

static FoyerCliStatus
read_options (FoyerCli *self, const Options *options, FoyerEvent *event)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (options->title == NULL || options->start == NULL || options->end == NULL ||
      options->timezone == NULL)
    return foyer_cli_usage (self, _ ("An event needs --title, --start, --end and --timezone."));

  zone = foyer_time_zone_load (options->timezone);
  if (!foyer_cli_read_text (self, "--title", options->title) ||
      !foyer_cli_read_text (self, "--timezone", options->timezone) ||
      !foyer_cli_read_text (self, "--venue", options->venue) ||
      !foyer_cli_read_text (self, "--currency", options->currency) ||
      !foyer_cli_read_number (self, "--capacity", options->capacity, &event->capacity) ||
      !foyer_cli_read_time (self, "--start", options->start, zone, &event->start_date) ||
      !foyer_cli_read_time (self, "--end", options->end, zone, &event->end_date))
    return FOYER_CLI_USAGE;

  event->title = g_strstrip (g_strdup (options->title));
  event->timezone = g_strdup (options->timezone);
  event->venue_name = g_strdup (options->venue);
  event->currency =
      options->currency != NULL ? g_strdup (options->currency) : dup_default_currency ();
  return check_names (self, options, zone);
}

static gboolean
store_event (FoyerCli *self, FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;

  if (!foyer_cli_open (self, FOYER_DATABASE_CREATE, error))
    return FALSE;
  transaction = foyer_transaction_begin (self->db, "add-event", error);
  return transaction != NULL && foyer_event_store_add (transaction, event, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

static FoyerCliStatus
run_add (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &options.title, N_ ("Its title"), N_ ("TITLE") },
    { "start", 0, 0, G_OPTION_ARG_FILENAME, &options.start,
      N_ ("When it starts, ISO 8601, in the event's time zone unless an offset is given"),
      N_ ("TIME") },
    { "end", 0, 0, G_OPTION_ARG_FILENAME, &options.end, N_ ("When it ends"), N_ ("TIME") },
    { "timezone", 0, 0, G_OPTION_ARG_FILENAME, &options.timezone,
      N_ ("Where it is, such as Europe/Berlin"), N_ ("ZONE") },
    { "venue", 0, 0, G_OPTION_ARG_FILENAME, &options.venue, N_ ("Its venue"), N_ ("NAME") },
    { "capacity", 0, 0, G_OPTION_ARG_FILENAME, &options.capacity, N_ ("How many people it holds"),
      N_ ("NUMBER") },
    { "currency", 0, 0, G_OPTION_ARG_FILENAME, &options.currency,
      N_ ("What is paid in, such as EUR"), N_ ("CODE") },
    { NULL },
  };
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 0, 0))
    return FOYER_CLI_USAGE;
  status = read_options (self, &options, event);
  if (status != FOYER_CLI_DONE)
    return status;
  if (!store_event (self, event, &error))
    return foyer_cli_refuse (self, error);

  object = describe_event (event);
  sentence = g_strdup_printf (_ ("Added “%s” as %s."), event->title, event->slug);
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "slug", N_ ("Event"), FOYER_CLI_TEXT },       { "title", N_ ("Title"), FOYER_CLI_TEXT },
    { "start_date", N_ ("Start"), FOYER_CLI_TIME }, { "end_date", N_ ("End"), FOYER_CLI_TIME },
    { "timezone", N_ ("Zone"), FOYER_CLI_TEXT },    { "venue_name", N_ ("Venue"), FOYER_CLI_TEXT },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 0, 0))
    return FOYER_CLI_USAGE;

  /* before the first event there is no replica, which is no mistake */
  if (!foyer_cli_open (self, FOYER_DATABASE_READ_ONLY, &error))
    return g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND)
               ? FOYER_CLI_DONE
               : foyer_cli_refuse (self, error);
  events = foyer_event_store_list (self->db, &error);
  if (events == NULL)
    return foyer_cli_refuse (self, error);

  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < events->len; i++)
    foyer_cli_table_add (table, describe_event (events->pdata[i]));
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_event_commands[] = {
  { "event", "add", "--title TITLE --start TIME --end TIME --timezone ZONE", N_ ("Add an event"),
    run_add },
  { "event", "list", "", N_ ("List the events"), run_list },
  { "event", "export-ics", "EVENT|--all FILE",
    N_ ("Write events as a calendar, “-” for standard output"), foyer_cli_run_export_ics },
  { NULL },
};
