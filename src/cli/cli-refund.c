/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money that is to go back. */
#include "foyer-cli-output.h"

#include "foyer-money.h"
#include "foyer-refund-store.h"

#include <glib/gi18n-lib.h>

static JsonObject *
describe (const FoyerRefundEntry *entry)
{
  const FoyerRefund *refund = entry->refund;
  g_autofree char *shown = foyer_money_format (refund->amount, refund->currency);
  JsonObject *object = json_object_new ();

  foyer_cli_set_id (object, "id", &refund->row.id);
  foyer_cli_set_text (object, "order_number", entry->order_number);
  foyer_cli_set_text (object, "name", entry->name);
  foyer_cli_set_text (object, "email", entry->email);
  foyer_cli_set_number (object, "amount", refund->amount);
  foyer_cli_set_text (object, "currency", refund->currency);
  foyer_cli_set_text (object, "sum", shown);
  foyer_cli_set_text (object, "reason", refund->reason);
  foyer_cli_set_word (object, "status", refund, "status");
  return object;
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "order_number", N_ ("Order"), FOYER_CLI_TEXT }, { "name", N_ ("Name"), FOYER_CLI_TEXT },
    { "email", N_ ("E-Mail"), FOYER_CLI_TEXT },       { "sum", N_ ("Amount"), FOYER_CLI_NUMBER },
    { "status", N_ ("Status"), FOYER_CLI_TEXT },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event != NULL)
    entries = foyer_refund_store_list (self->db, &event->row.id, 0, 0, &error);
  if (entries == NULL)
    return foyer_cli_refuse (self, error);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < entries->len; i++)
    foyer_cli_table_add (table, describe (entries->pdata[i]));
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

/* The proposed refund of an order. */
static FoyerRefundEntry *
find_open (GPtrArray *entries, const char *order_number)
{
  for (guint i = 0; i < entries->len; i++)
    {
      FoyerRefundEntry *entry = entries->pdata[i];

      if (entry->refund->status == FOYER_REFUND_PROPOSED &&
          g_strcmp0 (entry->order_number, order_number) == 0)
        return entry;
    }
  return NULL;
}

static gboolean
settle_orders (FoyerTransaction *transaction,
               const FoyerUuid *event_id,
               char **numbers,
               FoyerRefundStatus status,
               guint *n_set,
               GError **error)
{
  g_autoptr (GPtrArray) entries =
      foyer_refund_store_list (foyer_transaction_get_db (transaction), event_id, 0, 0, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      g_autofree char *number = g_utf8_make_valid (numbers[i], -1);
      const FoyerRefundEntry *entry = find_open (entries, number);

      if (entry == NULL)
        {
          g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("No refund of the order “%s” waits for a decision."), number);
          return FALSE;
        }
      if (!foyer_refund_store_set_status (transaction, entry->refund->row.key, status, error))
        return FALSE;
      (*n_set)++;
    }
  return TRUE;
}

static FoyerCliStatus
settle (FoyerCli *self, GStrv *arguments, FoyerRefundStatus status)
{
  gboolean is_all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &is_all, N_ ("All that wait for a decision"), NULL },
    { NULL },
  };
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_set = 0;

  if (!foyer_cli_parse (self, entries, arguments, 1, G_MAXUINT))
    return FOYER_CLI_USAGE;
  if (is_all == ((*arguments)[1] != NULL))
    return foyer_cli_usage (self, _ ("Name orders, or --all."));
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL)
    transaction = foyer_transaction_begin (self->db, "settle-refunds", &error);
  if (transaction == NULL ||
      !(is_all ? foyer_refund_store_settle_all (transaction, &event->row.id, status, &n_set, &error)
               : settle_orders (transaction, &event->row.id, *arguments + 1, status, &n_set,
                                &error)) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);

  object = json_object_new ();
  foyer_cli_set_number (object, "settled", n_set);
  sentence = g_strdup_printf (ngettext ("%u refund settled.", "%u refunds settled.", n_set), n_set);
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_confirm (FoyerCli *self, GStrv *arguments)
{
  return settle (self, arguments, FOYER_REFUND_CONFIRMED);
}

static FoyerCliStatus
run_drop (FoyerCli *self, GStrv *arguments)
{
  return settle (self, arguments, FOYER_REFUND_DROPPED);
}

const FoyerCliCommand foyer_cli_refund_commands[] = {
  { "refund", "list", "EVENT", N_ ("List the refunds of an event"), run_list },
  { "refund", "confirm", "EVENT ORDER…|--all", N_ ("Confirm refunds"), run_confirm },
  { "refund", "drop", "EVENT ORDER…|--all", N_ ("Drop refunds"), run_drop },
  { NULL },
};
