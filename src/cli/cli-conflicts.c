/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cli-output.h"

#include "foyer-conflict-report.h"
#include "foyer-edit-conflict.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

static const FoyerCliColumn columns[] = {
  { "id", N_ ("Id"), FOYER_CLI_TEXT },         { "title", N_ ("Conflict"), FOYER_CLI_TEXT },
  { "subject", N_ ("Of"), FOYER_CLI_TEXT },    { "mine", N_ ("Mine"), FOYER_CLI_TEXT },
  { "theirs", N_ ("Theirs"), FOYER_CLI_TEXT },
};

/* Who did what, where and when. */
static void
set_facts (JsonObject *object, const FoyerConflictReport *report)
{
  JsonArray *facts = json_array_new ();

  for (guint i = 0; i < report->facts->len; i++)
    {
      const FoyerReportFact *fact = g_ptr_array_index (report->facts, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "what", fact->title);
      json_object_set_string_member (member, "by", fact->detail);
      json_array_add_object_element (facts, member);
    }
  json_object_set_array_member (object, "facts", facts);
}

/* In the sentences of the window's inbox. */
static JsonObject *
describe (FoyerDatabase *db, const FoyerConflict *conflict)
{
  JsonObject *object = json_object_new ();
  g_autoptr (FoyerConflictReport) report =
      foyer_conflict_report_new (db, conflict, foyer_time_now ());
  g_autoptr (GString) mine = g_string_new (NULL);
  g_autoptr (GString) theirs = g_string_new (NULL);

  foyer_cli_set_id (object, "id", &conflict->row.id);
  foyer_cli_set_id (object, "event_id", &conflict->event_id);
  foyer_cli_set_word (object, "kind", conflict, "kind");
  foyer_cli_set_text (object, "title", report->title);
  foyer_cli_set_text (object, "subject", report->detail);
  foyer_cli_set_text (object, "explanation", report->explanation);
  if (report->facts->len > 0)
    set_facts (object, report);
  if (report->type != NULL)
    {
      foyer_cli_set_text (object, "table", report->type->table);
      foyer_cli_set_id (object, "row_id", &((FoyerRow *) report->row)->id);
    }
  for (guint i = 0; i < report->fields->len; i++)
    {
      const FoyerReportField *field = g_ptr_array_index (report->fields, i);
      const char *comma = i > 0 ? ", " : "";

      g_string_append_printf (mine, "%s%s", comma, field->mine);
      g_string_append_printf (theirs, "%s%s", comma, field->theirs);
    }
  if (report->fields->len == 0)
    return object;
  foyer_cli_set_text (object, "mine", mine->str);
  foyer_cli_set_text (object, "theirs", theirs->str);
  foyer_cli_set_text (object, "mine_by", report->mine_by);
  foyer_cli_set_text (object, "theirs_by", report->their_by);
  return object;
}

static gboolean
print_all (FoyerCli *self, GError **error)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (FoyerCliTable) table = NULL;

  if (!foyer_cli_open (self, FOYER_DATABASE_READ_WRITE, error) ||
      (conflicts = foyer_conflict_store_list (self->db, NULL, error)) == NULL)
    return FALSE;
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < conflicts->len; i++)
    foyer_cli_table_add (table, describe (self->db, g_ptr_array_index (conflicts, i)));
  return foyer_cli_table_end (table, error);
}

static FoyerCliStatus
run_conflicts (FoyerCli *self, GStrv *arguments)
{
  static const char *const choices[] = { "theirs", "mine", "typed", NULL };
  g_autoptr (GError) error = NULL;
  const char *id, *choice, *typed;
  FoyerUuid uuid;
  guint at = 0;

  if (!foyer_cli_parse (self, NULL, arguments, 0, 4))
    return FOYER_CLI_USAGE;
  if ((*arguments)[0] == NULL)
    return print_all (self, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
  id = (*arguments)[1];
  choice = id != NULL ? (*arguments)[2] : NULL;
  typed = choice != NULL ? (*arguments)[3] : NULL;
  while (choices[at] != NULL && g_strcmp0 (choices[at], choice) != 0)
    at++;
  if (!g_str_equal ((*arguments)[0], "settle") || choice == NULL || choices[at] == NULL ||
      (typed != NULL) != (at == FOYER_SETTLE_TYPED) || !foyer_cli_read_text (self, "settle", typed))
    return foyer_cli_usage (self, _ ("Something is missing: “%s”."),
                            "settle ID theirs|mine|typed VALUE");
  if (!foyer_uuid_parse (id, &uuid))
    return foyer_cli_usage (self, _ ("“%s” is no id of a conflict."), id);
  if (!foyer_cli_open (self, FOYER_DATABASE_READ_WRITE, &error) ||
      !foyer_conflict_settle (self->db, &uuid, at, typed, NULL, &error))
    return foyer_cli_refuse (self, error);
  return FOYER_CLI_DONE;
}

const FoyerCliCommand foyer_cli_conflicts_commands[] = {
  { "conflicts", NULL, "[settle ID theirs|mine|typed VALUE]",
    N_ ("What contradicts each other, and settling it"), run_conflicts },
  { NULL },
};
