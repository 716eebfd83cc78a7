/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-event-ics.h"
#include "cli-event-fields.h"
#include "foyer-cli-output.h"

#include "foyer-event-acts-store.h"
#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

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

static FoyerCliStatus
read_new (FoyerCli *self, CliEventFields *fields, FoyerEvent *event)
{
  if (!cli_event_fields_has (fields, "title") || !cli_event_fields_has (fields, "start") ||
      !cli_event_fields_has (fields, "end") || !cli_event_fields_has (fields, "timezone"))
    return foyer_cli_usage (self, _ ("An event needs --title, --start, --end and --timezone."));
  event->currency = dup_default_currency ();
  return cli_event_fields_apply (fields, self, event);
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
  g_auto (CliEventFields) fields = { { NULL } };
  g_autofree GOptionEntry *entries = cli_event_fields_entries (&fields);
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 0, 0))
    return FOYER_CLI_USAGE;
  status = read_new (self, &fields, event);
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

static gboolean
store_edit (FoyerCli *self,
            const FoyerEvent *before,
            FoyerEvent *after,
            gint64 *change_set,
            GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;

  transaction = foyer_transaction_begin (self->db, "edit-event", error);
  if (transaction != NULL && before->is_test && !after->is_test &&
      !foyer_event_acts_check_end_test (self->db, &before->row.id, error))
    return FALSE;
  return transaction != NULL && foyer_event_store_edit (transaction, before, after, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

static FoyerCliStatus
run_edit (FoyerCli *self, GStrv *arguments)
{
  g_auto (CliEventFields) fields = { { NULL } };
  g_autofree GOptionEntry *entries = cli_event_fields_entries (&fields);
  g_autoptr (FoyerEvent) before = NULL;
  g_autoptr (FoyerEvent) after = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gint64 change_set;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  before = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (before == NULL)
    return foyer_cli_refuse (self, error);
  after = foyer_event_copy (before);
  status = cli_event_fields_apply (&fields, self, after);
  if (status != FOYER_CLI_DONE)
    return status;
  if (!store_edit (self, before, after, &change_set, &error))
    return foyer_cli_refuse (self, error);

  zone = foyer_time_zone_load (after->timezone);
  object = cli_event_fields_describe (after, zone);
  sentence = change_set != 0 ? g_strdup_printf (_ ("Changed “%s”."), after->title)
                             : g_strdup (_ ("Nothing was changed."));
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

/* “capacity: 40”, a line for each member that says something. */
static char *
dup_lines (JsonObject *object)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *member = members; member != NULL; member = member->next)
    {
      JsonNode *node = json_object_get_member (object, member->data);
      g_autofree char *value = NULL;

      if (JSON_NODE_HOLDS_NULL (node) || g_str_equal (member->data, "questions"))
        continue;
      value = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                  ? json_node_dup_string (node)
                  : json_to_string (node, FALSE);
      g_string_append_printf (lines, "%s%s: %s", lines->len > 0 ? "\n" : "",
                              (const char *) member->data, value);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static FoyerCliStatus
run_show (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) questions = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = NULL;
  JsonArray *array;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);
  questions = foyer_event_store_questions (self->db, &event->row.id, &error);
  if (questions == NULL)
    return foyer_cli_refuse (self, error);

  zone = foyer_time_zone_load (event->timezone);
  object = cli_event_fields_describe (event, zone);
  array = json_array_new ();
  for (guint i = 0; i < questions->len; i++)
    json_array_add_object_element (array, cli_event_fields_describe (questions->pdata[i], zone));
  json_object_set_array_member (object, "questions", array);
  lines = dup_lines (object);
  return foyer_cli_print (self, object, lines, &error) ? FOYER_CLI_DONE
                                                       : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_event_commands[] = {
  { "event", "add", "--title TITLE --start TIME --end TIME --timezone ZONE", N_ ("Add an event"),
    run_add },
  { "event", "edit", "EVENT [--title TITLE] …", N_ ("Change an event's fields"), run_edit },
  { "event", "show", "EVENT", N_ ("Show all fields of an event"), run_show },
  { "event", "list", "", N_ ("List the events"), run_list },
  { "event", "export-ics", "EVENT|--all FILE",
    N_ ("Write events as a calendar, “-” for standard output"), foyer_cli_run_export_ics },
  { NULL },
};
