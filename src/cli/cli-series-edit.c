/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-series.h"

#include "foyer-cli-output.h"

#include "foyer-event-store.h"
#include "foyer-recurrence-parts.h"
#include "foyer-series-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The values of "series edit". */
typedef struct
{
  char *scope;
  char *rule;
  char *title;
  char *start;
  char *end;
  char *venue;
  char *capacity;
  gboolean overwrite;
  gboolean dry_run;
} Options;

static const char *const scope_words[] = { "this", "following", "all", NULL };
static const char *const effect_words[] = { "CHANGED", "ADDED", "REMOVED", "HELD", "UNCHANGED" };

static void
clear_options (Options *options)
{
  g_free (options->scope);
  g_free (options->rule);
  g_free (options->title);
  g_free (options->start);
  g_free (options->end);
  g_free (options->venue);
  g_free (options->capacity);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/**
 * foyer_cli_describe_series:
 * @series: a series
 * @n_dates: how many dates it has
 *
 * Returns: (transfer full): as it is printed
 */
JsonObject *
foyer_cli_describe_series (const FoyerSeries *series, gint64 n_dates)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (series->rule, NULL);
  g_autofree char *words = NULL;
  JsonObject *object = json_object_new ();
  gint64 start;

  foyer_wall_seconds_parse (series->start_wall, &start);
  words = rule != NULL ? foyer_recurrence_to_words (rule, start) : NULL;
  foyer_cli_set_id (object, "id", &series->row.id);
  foyer_cli_set_text (object, "title", series->title);
  foyer_cli_set_text (object, "rule", series->rule);
  foyer_cli_set_text (object, "words", words);
  foyer_cli_set_text (object, "timezone", series->timezone);
  foyer_cli_set_number (object, "dates", n_dates);
  return object;
}

static FoyerCliStatus
list_all (FoyerCli *self)
{
  static const FoyerCliColumn columns[] = {
    { "next_slug", N_ ("Next date"), FOYER_CLI_TEXT },
    { "title", N_ ("Title"), FOYER_CLI_TEXT },
    { "words", N_ ("Repeats"), FOYER_CLI_TEXT },
    { "dates", N_ ("Dates"), FOYER_CLI_NUMBER },
  };
  g_autoptr (FoyerCliTable) table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) heads = foyer_series_store_heads (self->db, foyer_time_now (), &error);

  if (heads == NULL)
    return foyer_cli_refuse (self, error);
  for (guint i = 0; i < heads->len; i++)
    {
      const FoyerSeriesHead *head = heads->pdata[i];
      g_autoptr (FoyerSeries) series = foyer_series_store_get (self->db, &head->series_id, &error);
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (head->next->timezone);
      JsonObject *object;

      if (series == NULL)
        return foyer_cli_refuse (self, error);
      object = foyer_cli_describe_series (series, head->n_dates);
      foyer_cli_set_text (object, "next_slug", head->next->slug);
      foyer_cli_set_time (object, "next_date", head->next->start_date, zone);
      foyer_cli_table_add (table, object);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

static FoyerEvent *
open_date (FoyerCli *self, FoyerDatabaseMode mode, const char *slug, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_cli_open_event (self, mode, slug, error);

  if (event != NULL && foyer_uuid_is_nil (&event->series_id))
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                   _ ("“%s” is no date of a series."), event->slug);
      return NULL;
    }
  return g_steal_pointer (&event);
}

static FoyerCliStatus
list_dates (FoyerCli *self, const char *slug)
{
  static const FoyerCliColumn columns[] = {
    { "slug", N_ ("Event"), FOYER_CLI_TEXT },        { "title", N_ ("Title"), FOYER_CLI_TEXT },
    { "start_date", N_ ("Start"), FOYER_CLI_TIME },  { "end_date", N_ ("End"), FOYER_CLI_TIME },
    { "tickets", N_ ("Tickets"), FOYER_CLI_NUMBER },
  };
  g_autoptr (FoyerCliTable) table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEvent) event = open_date (self, FOYER_DATABASE_READ_ONLY, slug, &error);
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (GHashTable) sold = NULL;
  g_autoptr (GTimeZone) first_zone = NULL; /* loaded zones are shared as long as one is held */

  if (event == NULL ||
      (dates = foyer_series_store_dates (self->db, &event->series_id, &error)) == NULL ||
      (sold = foyer_series_store_sold (self->db, &event->series_id, &error)) == NULL)
    return foyer_cli_refuse (self, error);
  first_zone = foyer_time_zone_load (event->timezone);
  for (guint i = 0; i < dates->len; i++)
    {
      const FoyerEvent *date = dates->pdata[i];
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (date->timezone);
      gint64 *n_tickets = g_hash_table_lookup (sold, &date->row.key);
      JsonObject *object = json_object_new ();

      foyer_cli_set_id (object, "id", &date->row.id);
      foyer_cli_set_text (object, "slug", date->slug);
      foyer_cli_set_text (object, "title", date->title);
      foyer_cli_set_time (object, "start_date", date->start_date, zone);
      foyer_cli_set_time (object, "end_date", date->end_date, zone);
      foyer_cli_set_time (object, "series_date", date->series_date, zone);
      foyer_cli_set_text (object, "timezone", date->timezone);
      foyer_cli_set_word (object, "status", date, "status");
      foyer_cli_set_number (object, "tickets", n_tickets != NULL ? *n_tickets : 0);
      foyer_cli_table_add (table, object);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

FoyerCliStatus
foyer_cli_run_series_list (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 0, 1))
    return FOYER_CLI_USAGE;
  if ((*arguments)[0] != NULL)
    return list_dates (self, (*arguments)[0]);
  if (!foyer_cli_open (self, FOYER_DATABASE_READ_ONLY, &error))
    return g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND)
               ? FOYER_CLI_DONE
               : foyer_cli_refuse (self, error);
  return list_all (self);
}

static void
set_text (char **field, const char *value)
{
  if (value == NULL)
    return;
  g_free (*field);
  *field = *value != '\0' ? g_strdup (value) : NULL;
}

static gboolean
read_options (FoyerCli *self, const Options *options, FoyerEvent *event, FoyerSeriesScope *scope)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);

  *scope = 0;
  while (scope_words[*scope] != NULL && g_strcmp0 (options->scope, scope_words[*scope]) != 0)
    (*scope)++;
  if (scope_words[*scope] == NULL)
    {
      foyer_cli_usage (self, _ ("--scope must be this, following or all."));
      return FALSE;
    }
  if (*scope == FOYER_SERIES_THIS && options->rule != NULL)
    {
      foyer_cli_usage (self, _ ("One date has no rule: use --scope following or all."));
      return FALSE;
    }
  if (!foyer_cli_read_text (self, "--rule", options->rule) ||
      !foyer_cli_read_text (self, "--title", options->title) ||
      !foyer_cli_read_text (self, "--venue", options->venue) ||
      !foyer_cli_read_number (self, "--capacity", options->capacity, &event->capacity))
    return FALSE;
  if (options->start != NULL)
    {
      gint64 length = foyer_wall_seconds_from_instant (event->end_date, zone) -
                      foyer_wall_seconds_from_instant (event->start_date, zone);

      if (!foyer_cli_read_time (self, "--start", options->start, zone, &event->start_date))
        return FALSE;
      foyer_wall_seconds_to_instant (foyer_wall_seconds_from_instant (event->start_date, zone) +
                                         length,
                                     zone, &event->end_date);
    }
  if (!foyer_cli_read_time (self, "--end", options->end, zone, &event->end_date))
    return FALSE;
  set_text (&event->title, options->title);
  set_text (&event->venue_name, options->venue);
  return TRUE;
}

static JsonObject *
describe_change (const FoyerSeriesChange *change, GTimeZone *zone)
{
  JsonObject *object = json_object_new ();

  foyer_cli_set_text (object, "effect", effect_words[change->effect]);
  if (foyer_uuid_is_nil (&change->event_id))
    foyer_cli_set_text (object, "id", NULL);
  else
    foyer_cli_set_id (object, "id", &change->event_id);
  foyer_cli_set_time (object, "old_start", change->old_start, zone);
  foyer_cli_set_time (object, "new_start", change->new_start, zone);
  foyer_cli_set_number (object, "tickets", change->n_tickets);
  json_object_set_boolean_member (object, "kept", change->kept != 0);
  return object;
}

static FoyerCliStatus
print_diff (FoyerCli *self, const FoyerSeriesDiff *diff)
{
  static const FoyerCliColumn columns[] = {
    { "effect", N_ ("Change"), FOYER_CLI_TEXT },
    { "old_start", N_ ("Before"), FOYER_CLI_TIME },
    { "new_start", N_ ("After"), FOYER_CLI_TIME },
    { "tickets", N_ ("Tickets"), FOYER_CLI_NUMBER },
  };
  g_autoptr (FoyerCliTable) table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < diff->changes->len; i++)
    {
      const FoyerSeriesChange *change = &g_array_index (diff->changes, FoyerSeriesChange, i);

      if (change->effect != FOYER_SERIES_UNCHANGED || change->kept != 0)
        foyer_cli_table_add (table, describe_change (change, diff->zone));
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

static gboolean
check_edit (const FoyerSeriesEdit *edit, GError **error)
{
  const char *wrong = NULL;

  if (edit->after->title == NULL)
    wrong = _ ("An event needs a title.");
  else if (edit->after->end_date <= edit->after->start_date)
    wrong = _ ("An event must end after it starts.");
  if (wrong != NULL)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID, wrong);
  return wrong == NULL;
}

static gboolean
apply (FoyerCli *self, const FoyerSeriesEdit *edit, GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, FOYER_KIND_EDIT_SERIES, error);

  return transaction != NULL &&
         foyer_series_edit_apply (transaction, edit, NULL, NULL, NULL, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

FoyerCliStatus
foyer_cli_run_series_edit (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "scope", 0, 0, G_OPTION_ARG_FILENAME, &options.scope,
      N_ ("Which dates: this, following or all"), N_ ("SCOPE") },
    { "rule", 0, 0, G_OPTION_ARG_FILENAME, &options.rule, N_ ("Another rule"), N_ ("RULE") },
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &options.title, N_ ("Its title"), N_ ("TITLE") },
    { "start", 0, 0, G_OPTION_ARG_FILENAME, &options.start,
      N_ ("When this date starts; the others move as far"), N_ ("TIME") },
    { "end", 0, 0, G_OPTION_ARG_FILENAME, &options.end, N_ ("When it ends"), N_ ("TIME") },
    { "venue", 0, 0, G_OPTION_ARG_FILENAME, &options.venue, N_ ("Its venue"), N_ ("NAME") },
    { "capacity", 0, 0, G_OPTION_ARG_FILENAME, &options.capacity, N_ ("How many people it holds"),
      N_ ("NUMBER") },
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &options.overwrite,
      N_ ("Also change what was edited by hand"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only tell what would happen"),
      NULL },
    { NULL },
  };
  g_autoptr (FoyerEvent) before = NULL;
  g_autoptr (FoyerEvent) after = NULL;
  g_autoptr (FoyerSeriesDiff) diff = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSeriesEdit edit = { NULL };

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  before = open_date (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (before == NULL)
    return foyer_cli_refuse (self, error);
  after = foyer_event_copy (before);
  if (!read_options (self, &options, after, &edit.scope))
    return FOYER_CLI_USAGE;
  edit.before = before;
  edit.after = after;
  edit.rule = options.rule;
  edit.overwrite = options.overwrite;
  if (!check_edit (&edit, &error) ||
      (diff = foyer_series_edit_diff (self->db, &edit, &error)) == NULL ||
      (!options.dry_run && !apply (self, &edit, &error)))
    return foyer_cli_refuse (self, error);
  return print_diff (self, diff);
}

/* Both acts on one date. */
static FoyerCliStatus
end_act (FoyerCli *self, FoyerTransaction *transaction, const FoyerEvent *event, GError *error)
{
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (FoyerSeries) series = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) reason = error;
  g_autofree char *sentence = NULL;

  if (error != NULL)
    {
      foyer_transaction_free (transaction);
      return foyer_cli_refuse (self, error);
    }
  if (!foyer_transaction_commit (transaction, NULL, &reason) ||
      (series = foyer_series_store_get (self->db, &event->series_id, &reason)) == NULL ||
      (dates = foyer_series_store_dates (self->db, &event->series_id, &reason)) == NULL)
    return foyer_cli_refuse (self, reason);
  object = foyer_cli_describe_series (series, dates->len);
  sentence =
      g_strdup_printf (ngettext ("“%s” has %d date now.", "“%s” has %d dates now.", dates->len),
                       series->title, (int) dates->len);
  return foyer_cli_print (self, object, sentence, &reason) ? FOYER_CLI_DONE
                                                           : foyer_cli_refuse (self, reason);
}

FoyerCliStatus
foyer_cli_run_series_add (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (FoyerEvent) event = NULL;
  FoyerTransaction *transaction;
  GError *error = NULL;
  gint64 wall;

  if (!foyer_cli_parse (self, NULL, arguments, 2, 2))
    return FOYER_CLI_USAGE;
  event = open_date (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event == NULL)
    return end_act (self, NULL, NULL, error);
  if (!foyer_cli_read_wall (self, "TIME", (*arguments)[1], event, &wall))
    return FOYER_CLI_USAGE;
  transaction = foyer_transaction_begin (self->db, FOYER_KIND_EDIT_SERIES, &error);
  if (transaction != NULL)
    foyer_series_store_add_date (transaction, &event->row.id, wall, &error);
  return end_act (self, transaction, event, error);
}

FoyerCliStatus
foyer_cli_run_series_except (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (FoyerEvent) event = NULL;
  FoyerTransaction *transaction = NULL;
  GError *error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = open_date (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL)
    transaction = foyer_transaction_begin (self->db, FOYER_KIND_EDIT_SERIES, &error);
  if (transaction != NULL)
    foyer_series_store_except (transaction, &event->row.id, &error);
  return end_act (self, transaction, event, error);
}
