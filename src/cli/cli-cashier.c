/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sells at an event. */
#include "cli-till.h"

#include "foyer-money.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *name;
  char *limit;
  gboolean is_supervisor;
  gboolean is_cashier;
  gboolean has_pin;
  gboolean is_inactive;
  gboolean is_active;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->name);
  g_free (self->limit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static JsonObject *
describe (const FoyerCashier *cashier, const char *currency)
{
  JsonObject *object = json_object_new ();
  g_autofree char *limit = cashier->refund_limit != FOYER_NONE
                               ? foyer_money_format (cashier->refund_limit, currency)
                               : NULL;

  foyer_cli_set_id (object, "id", &cashier->row.id);
  foyer_cli_set_text (object, "name", cashier->name);
  foyer_cli_set_word (object, "role", cashier, "role");
  json_object_set_boolean_member (object, "has_pin", cashier->pin_hash != NULL);
  foyer_cli_set_number (object, "refund_limit", cashier->refund_limit);
  foyer_cli_set_text (object, "limit", limit);
  json_object_set_boolean_member (object, "is_inactive", cashier->is_inactive);
  return object;
}

static gboolean
parse (FoyerCli *cli, GStrv *arguments, Options *options)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_ ("Another name"), N_ ("NAME") },
    { "supervisor", 0, 0, G_OPTION_ARG_NONE, &options->is_supervisor,
      N_ ("May allow what others may not"), NULL },
    { "no-supervisor", 0, 0, G_OPTION_ARG_NONE, &options->is_cashier, N_ ("May not any more"),
      NULL },
    { "refund-limit", 0, 0, G_OPTION_ARG_STRING, &options->limit,
      N_ ("How much they may give back alone"), N_ ("AMOUNT") },
    { "pin-stdin", 0, 0, G_OPTION_ARG_NONE, &options->has_pin,
      N_ ("Read their PIN from standard input"), NULL },
    { "inactive", 0, 0, G_OPTION_ARG_NONE, &options->is_inactive, N_ ("Does not work any more"),
      NULL },
    { "active", 0, 0, G_OPTION_ARG_NONE, &options->is_active, N_ ("Works again"), NULL },
    { NULL },
  };

  return foyer_cli_parse (cli, entries, arguments, 2, 2) &&
         foyer_cli_read_text (cli, "--name", options->name) &&
         foyer_cli_read_text (cli, "NAME", (*arguments)[1]);
}

static gboolean
apply (FoyerCli *cli, const Options *options, const char *currency, FoyerCashier *cashier)
{
  if (options->name != NULL)
    {
      g_free (cashier->name);
      cashier->name = g_strdup (options->name);
    }
  if (options->is_supervisor || options->is_cashier)
    cashier->role = options->is_supervisor ? FOYER_CASHIER_SUPERVISOR : FOYER_CASHIER_CASHIER;
  if (options->is_inactive || options->is_active)
    cashier->is_inactive = options->is_inactive;
  if (options->limit != NULL && !cli_till_read_amount (cli, "--refund-limit", options->limit,
                                                       currency, &cashier->refund_limit))
    return FALSE;
  if (options->has_pin)
    {
      g_autofree char *pin = cli_till_read_line ();

      if (!foyer_pin_is_valid (pin))
        {
          foyer_cli_usage (cli, _ ("A PIN has 4 to 12 digits."));
          return FALSE;
        }
      g_free (cashier->pin_hash);
      cashier->pin_hash = foyer_pin_hash (pin);
    }
  return TRUE;
}

static FoyerCliStatus
print (FoyerCli *cli, const FoyerEvent *event, const FoyerCashier *cashier, gboolean is_removed)
{
  g_autoptr (JsonObject) object = describe (cashier, event->currency);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = g_strdup_printf (
      is_removed ? _ ("Cashier “%s” removed.") : _ ("Cashier “%s” saved."), cashier->name);

  return foyer_cli_print (cli, object, sentence, &error) ? FOYER_CLI_DONE
                                                         : foyer_cli_refuse (cli, error);
}

static FoyerCliStatus
run_add (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerCashier) cashier = foyer_cashier_new ();
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse (self, arguments, &options))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);
  cashier->event_id = event->row.id;
  cashier->name = g_strdup ((*arguments)[1]);
  if (!apply (self, &options, event->currency, cashier))
    return FOYER_CLI_USAGE;
  transaction = foyer_transaction_begin (self->db, "add-cashier", &error);
  if (transaction == NULL || !foyer_cashier_store_add (transaction, cashier, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);
  return print (self, event, cashier, FALSE);
}

static FoyerCliStatus
run_edit (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerCashier) before = NULL;
  g_autoptr (FoyerCashier) after = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse (self, arguments, &options))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL)
    before = foyer_cashier_store_find (self->db, &event->row.id, (*arguments)[1], &error);
  if (before == NULL)
    return foyer_cli_refuse (self, error);
  after = foyer_cashier_copy (before);
  if (!apply (self, &options, event->currency, after))
    return FOYER_CLI_USAGE;
  transaction = foyer_transaction_begin (self->db, "edit-cashier", &error);
  if (transaction == NULL || !foyer_cashier_store_edit (transaction, before, after, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);
  return print (self, event, after, FALSE);
}

static FoyerCliStatus
run_remove (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerCashier) cashier = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse (self, arguments, &options))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL)
    cashier = foyer_cashier_store_find (self->db, &event->row.id, (*arguments)[1], &error);
  if (cashier != NULL)
    transaction = foyer_transaction_begin (self->db, "remove-cashier", &error);
  if (transaction == NULL || !foyer_cashier_store_remove (transaction, cashier, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);
  return print (self, event, cashier, TRUE);
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "name", N_ ("Name"), FOYER_CLI_TEXT },
    { "role", N_ ("Role"), FOYER_CLI_TEXT },
    { "limit", N_ ("Refund limit"), FOYER_CLI_NUMBER },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) cashiers = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event != NULL)
    cashiers = foyer_cashier_store_list (self->db, &event->row.id, TRUE, &error);
  if (cashiers == NULL)
    return foyer_cli_refuse (self, error);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < cashiers->len; i++)
    foyer_cli_table_add (table, describe (cashiers->pdata[i], event->currency));
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_cashier_commands[] = {
  { "cashier", "add", "EVENT NAME", N_ ("Add a cashier"), run_add },
  { "cashier", "list", "EVENT", N_ ("List the cashiers of an event"), run_list },
  { "cashier", "edit", "EVENT NAME", N_ ("Change a cashier"), run_edit },
  { "cashier", "remove", "EVENT NAME", N_ ("Remove a cashier"), run_remove },
  { NULL },
};
