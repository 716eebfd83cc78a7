/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-series.h"

#include "foyer-cli-output.h"

#include "foyer-event-store.h"
#include "foyer-recurrence-parts.h"
#include "foyer-series-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The values of "series preview" and "series create". */
typedef struct
{
  char *rule;
  GStrv exceptions;
  GStrv additions;
  char *limit;
  char *timezone;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->rule);
  g_strfreev (options->exceptions);
  g_strfreev (options->additions);
  g_free (options->limit);
  g_free (options->timezone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static int
compare_walls (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/**
 * foyer_cli_read_wall:
 * @self: the program
 * @option: its name, for the reason
 * @value: its value, a day or a day and a time
 * @event: whose zone is meant, and whose time of the day where @value names none
 * @wall: (out): the wall time
 *
 * Returns: %FALSE when @value is none; the reason was printed
 */
gboolean
foyer_cli_read_wall (FoyerCli *self,
                     const char *option,
                     const char *value,
                     const FoyerEvent *event,
                     gint64 *wall)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  gint64 instant = 0;

  if (!foyer_cli_read_time (self, option, value, zone, &instant))
    return FALSE;
  *wall = foyer_wall_seconds_from_instant (instant, zone);
  if (strlen (value) == strlen ("2026-12-01"))
    {
      gint64 start = foyer_wall_seconds_from_instant (event->start_date, zone);

      *wall += start - foyer_wall_seconds_get_day (start) * FOYER_DAY_SECONDS;
    }
  return TRUE;
}

static GArray *
read_walls (FoyerCli *self, const char *option, GStrv values, const FoyerEvent *event)
{
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      gint64 wall;

      if (!foyer_cli_read_wall (self, option, values[i], event, &wall))
        return NULL;
      g_array_append_val (walls, wall);
    }
  g_array_sort (walls, compare_walls);
  return g_steal_pointer (&walls);
}

/* The same wall time in another zone. */
static gboolean
take_zone (FoyerEvent *event, const char *name, GError **error)
{
  g_autoptr (GTimeZone) from = foyer_time_zone_load (event->timezone);
  g_autoptr (GTimeZone) to = foyer_time_zone_load (name);

  if (to == NULL)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                   _ ("There is no time zone “%s”; write one such as Europe/Berlin."), name);
      return FALSE;
    }
  foyer_wall_seconds_to_instant (foyer_wall_seconds_from_instant (event->start_date, from), to,
                                 &event->start_date);
  foyer_wall_seconds_to_instant (foyer_wall_seconds_from_instant (event->end_date, from), to,
                                 &event->end_date);
  g_free (event->timezone);
  event->timezone = g_strdup (name);
  return TRUE;
}

/* NULL for what the clock shows once. */
static const char *
get_clock_word (FoyerWallKind kind)
{
  return kind == FOYER_WALL_GAP ? "GAP" : kind == FOYER_WALL_OVERLAP ? "OVERLAP" : NULL;
}

static JsonObject *
describe_date (const FoyerEvent *event, GTimeZone *zone, const FoyerRecurrenceDate *date)
{
  gint64 length = foyer_wall_seconds_from_instant (event->end_date, zone) -
                  foyer_wall_seconds_from_instant (event->start_date, zone);
  JsonObject *object = json_object_new ();
  gint64 end;

  foyer_wall_seconds_to_instant (date->wall + length, zone, &end);
  foyer_cli_set_time (object, "start_date", date->instant, zone);
  foyer_cli_set_time (object, "end_date", end, zone);
  foyer_cli_set_text (object, "timezone", event->timezone);
  foyer_cli_set_text (object, "clock", get_clock_word (date->kind));
  json_object_set_boolean_member (object, "added", date->is_added);
  return object;
}

/* What is wrong with the clock is said once for each date, on standard error. */
static void
warn_of_clock (const FoyerEvent *event, const FoyerRecurrenceDate *date)
{
  g_autofree char *day = foyer_recurrence_day_name (date->wall);

  if (date->kind == FOYER_WALL_GAP)
    foyer_cli_note (_ ("%s: the clock in %s jumps over that time, so it starts later."), day,
                    event->timezone);
  else if (date->kind == FOYER_WALL_OVERLAP)
    foyer_cli_note (_ ("%s: the clock in %s shows that time twice; the first is meant."), day,
                    event->timezone);
}

static FoyerCliStatus
print_dates (FoyerCli *self, const FoyerEvent *event, GArray *dates, gboolean is_cut)
{
  static const FoyerCliColumn columns[] = {
    { "start_date", N_ ("Start"), FOYER_CLI_TIME },
    { "end_date", N_ ("End"), FOYER_CLI_TIME },
    { "timezone", N_ ("Zone"), FOYER_CLI_TEXT },
  };
  g_autoptr (FoyerCliTable) table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < dates->len; i++)
    {
      const FoyerRecurrenceDate *date = &g_array_index (dates, FoyerRecurrenceDate, i);

      if (!self->json)
        warn_of_clock (event, date);
      foyer_cli_table_add (table, describe_date (event, zone, date));
    }
  if (!foyer_cli_table_end (table, &error))
    return foyer_cli_refuse (self, error);
  if (is_cut && !self->json)
    foyer_cli_note (_ ("There are more dates than these %u."), dates->len);
  return FOYER_CLI_DONE;
}

static gboolean
check_options (FoyerCli *self, const Options *options, gint64 *limit)
{
  if (options->rule == NULL)
    {
      foyer_cli_usage (self, _ ("A series needs --rule, such as FREQ=WEEKLY;COUNT=10."));
      return FALSE;
    }
  if (!foyer_cli_read_text (self, "--rule", options->rule) ||
      !foyer_cli_read_text (self, "--timezone", options->timezone) ||
      !foyer_cli_read_number (self, "--limit", options->limit, limit))
    return FALSE;
  if (options->limit != NULL && (*limit < 1 || *limit > FOYER_RECURRENCE_MOST))
    {
      foyer_cli_usage (self, _ ("The value of %s must be from 1 to %d."), "--limit",
                       FOYER_RECURRENCE_MOST);
      return FALSE;
    }
  return TRUE;
}

/* What is typed of a series; the plan borrows both lists. */
static gboolean
read_plan (FoyerCli *self,
           const Options *options,
           const FoyerEvent *event,
           GArray **exceptions,
           GArray **additions,
           FoyerSeriesPlan *plan)
{
  *exceptions = read_walls (self, "--except", options->exceptions, event);
  *additions = *exceptions != NULL ? read_walls (self, "--add", options->additions, event) : NULL;
  *plan = (FoyerSeriesPlan){ options->rule, *exceptions, *additions };
  return *additions != NULL;
}

static FoyerCliStatus
run_preview (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_FILENAME, &options.rule,
      N_ ("How it repeats, an RRULE of RFC 5545"), N_ ("RULE") },
    { "except", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.exceptions,
      N_ ("Leave out a date; may be repeated"), N_ ("TIME") },
    { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.additions,
      N_ ("A date besides the rule; may be repeated"), N_ ("TIME") },
    { "limit", 0, 0, G_OPTION_ARG_FILENAME, &options.limit,
      N_ ("At most so many dates, also of a rule that never ends"), N_ ("NUMBER") },
    { "timezone", 0, 0, G_OPTION_ARG_FILENAME, &options.timezone, N_ ("As if the event were there"),
      N_ ("ZONE") },
    { NULL },
  };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GArray) exceptions = NULL;
  g_autoptr (GArray) additions = NULL;
  g_autoptr (GArray) dates = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSeriesPlan plan;
  gboolean is_cut;
  gint64 limit = 0;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) || !check_options (self, &options, &limit))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event == NULL || (options.timezone != NULL && !take_zone (event, options.timezone, &error)))
    return foyer_cli_refuse (self, error);
  if (!read_plan (self, &options, event, &exceptions, &additions, &plan))
    return FOYER_CLI_USAGE;
  dates = foyer_series_store_preview (event, &plan, limit, &is_cut, &error);
  if (dates == NULL)
    return foyer_cli_refuse (self, error);
  return print_dates (self, event, dates, is_cut);
}

static gboolean
create (FoyerCli *self,
        const FoyerEvent *event,
        const FoyerSeriesPlan *plan,
        FoyerSeries **series,
        gint64 *n_dates,
        GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, FOYER_KIND_REPEAT, error);
  g_autoptr (GPtrArray) dates = NULL;
  FoyerUuid series_id;

  if (transaction == NULL ||
      !foyer_series_store_create (transaction, &event->row.id, plan, NULL, NULL, NULL, &series_id,
                                  error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return FALSE;
  *series = foyer_series_store_get (self->db, &series_id, error);
  if (*series != NULL)
    dates = foyer_series_store_dates (self->db, &series_id, error);
  if (dates == NULL)
    return FALSE;
  *n_dates = dates->len;
  return TRUE;
}

static FoyerCliStatus
run_create (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_FILENAME, &options.rule,
      N_ ("How it repeats, an RRULE of RFC 5545"), N_ ("RULE") },
    { "except", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.exceptions,
      N_ ("Leave out a date; may be repeated"), N_ ("TIME") },
    { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.additions,
      N_ ("A date besides the rule; may be repeated"), N_ ("TIME") },
    { NULL },
  };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (FoyerSeries) series = NULL;
  g_autoptr (GArray) exceptions = NULL;
  g_autoptr (GArray) additions = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  FoyerSeriesPlan plan;
  gint64 n_dates = 0;
  gint64 limit = 0;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) || !check_options (self, &options, &limit))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);
  if (!read_plan (self, &options, event, &exceptions, &additions, &plan))
    return FOYER_CLI_USAGE;
  if (!create (self, event, &plan, &series, &n_dates, &error))
    return foyer_cli_refuse (self, error);

  object = foyer_cli_describe_series (series, n_dates);
  sentence = g_strdup_printf (ngettext ("“%s” has %d date now.", "“%s” has %d dates now.", n_dates),
                              series->title, (int) n_dates);
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_series_commands[] = {
  { "series", "preview", "EVENT --rule RULE", N_ ("List the dates that a rule would give"),
    run_preview },
  { "series", "create", "EVENT --rule RULE", N_ ("Repeat an event by a rule"), run_create },
  { "series", "list", "[EVENT]", N_ ("List the series, or the dates of an event's series"),
    foyer_cli_run_series_list },
  { "series", "edit", "EVENT --scope this|following|all",
    N_ ("Change a date of a series, those that follow, or all"), foyer_cli_run_series_edit },
  { "series", "add", "EVENT TIME", N_ ("Add a date to an event's series"),
    foyer_cli_run_series_add },
  { "series", "except", "EVENT", N_ ("Take a date out of its series"),
    foyer_cli_run_series_except },
  { NULL },
};
