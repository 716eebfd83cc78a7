/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money that is to go back. */
#include "cli-till.h"

#include "foyer-money.h"
#include "foyer-refund-plan.h"

#include <glib/gi18n-lib.h>

/* How it goes back: a word of its payment, SEVERAL, or UNKNOWN. */
static const char *
word_of_way (guint way)
{
  if (way < FOYER_N_PAY_METHODS)
    return foyer_pay_method_words[way];
  return way == FOYER_REFUND_WAY_SEVERAL ? "SEVERAL" : "UNKNOWN";
}

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
  foyer_cli_set_text (object, "way", word_of_way (entry->way));
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
    { "way", N_ ("Paid By"), FOYER_CLI_TEXT },        { "status", N_ ("Status"), FOYER_CLI_TEXT },
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
  foyer_refund_store_leave_out_paid (entries);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < entries->len; i++)
    foyer_cli_table_add (table, describe (entries->pdata[i]));
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

/* The proposed refund of an order. */
static FoyerRefundEntry *
find_open (GPtrArray *entries, const char *argument, GError **error)
{
  g_autofree char *number = g_utf8_make_valid (argument, -1);

  for (guint i = 0; i < entries->len; i++)
    {
      FoyerRefundEntry *entry = entries->pdata[i];

      if (entry->refund->status == FOYER_REFUND_PROPOSED && entry->order_number != NULL &&
          g_ascii_strcasecmp (entry->order_number, number) == 0)
        return entry;
    }
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
               _ ("No refund of the order “%s” waits for a decision."), number);
  return NULL;
}

/* Only marks: what somebody has to hand out, or to send, is not done by that. */
static gboolean
set_status (FoyerTransaction *transaction,
            const FoyerRefundEntry *entry,
            FoyerRefundStatus status,
            GError **error)
{
  if (status == FOYER_REFUND_CONFIRMED && foyer_refund_way_is_by_hand (entry->way))
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                   _ ("The order “%s” was paid at a till: give its money back with “refund run”."),
                   entry->order_number);
      return FALSE;
    }
  return foyer_refund_store_set_status (transaction, entry->refund->row.key, status, error);
}

static gboolean
settle_orders (FoyerTransaction *transaction,
               GPtrArray *entries,
               char **numbers,
               FoyerRefundStatus status,
               guint *n_set,
               GError **error)
{
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      const FoyerRefundEntry *entry = find_open (entries, numbers[i], error);

      if (entry == NULL || !set_status (transaction, entry, status, error))
        return FALSE;
      (*n_set)++;
    }
  return TRUE;
}

/* All but those that are given back by hand. */
static gboolean
settle_all (FoyerTransaction *transaction,
            GPtrArray *entries,
            FoyerRefundStatus status,
            guint *n_set,
            guint *n_left,
            GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const FoyerRefundEntry *entry = entries->pdata[i];

      if (entry->refund->status != FOYER_REFUND_PROPOSED)
        continue;
      if (status == FOYER_REFUND_CONFIRMED && foyer_refund_way_is_by_hand (entry->way))
        (*n_left)++;
      else if (set_status (transaction, entry, status, error))
        (*n_set)++;
      else
        return FALSE;
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
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_set = 0, n_left = 0;

  if (!foyer_cli_parse (self, entries, arguments, 1, G_MAXUINT))
    return FOYER_CLI_USAGE;
  if (is_all == ((*arguments)[1] != NULL))
    return foyer_cli_usage (self, _ ("Name orders, or --all."));
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL)
    transaction = foyer_transaction_begin (self->db, "settle-refunds", &error);
  if (transaction != NULL)
    found = foyer_refund_store_list (self->db, &event->row.id, 0, 0, &error);
  if (found == NULL ||
      !(is_all ? settle_all (transaction, found, status, &n_set, &n_left, &error)
               : settle_orders (transaction, found, *arguments + 1, status, &n_set, &error)) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);

  object = json_object_new ();
  foyer_cli_set_number (object, "settled", n_set);
  foyer_cli_set_number (object, "left", n_left);
  if (n_left > 0 && !self->json)
    foyer_cli_note (ngettext ("%u refund was paid at a till: give it back with “refund run”.",
                              "%u refunds were paid at a till: give them back with “refund run”.",
                              n_left),
                    n_left);
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

/* Those of the orders, or all that wait. */
static GPtrArray *
find_meant (FoyerCli *self, const FoyerEvent *event, char **numbers, GError **error)
{
  g_autoptr (GPtrArray) entries = foyer_refund_store_list (self->db, &event->row.id, 0, 0, error);
  g_autoptr (GPtrArray) meant =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_refund_entry_free);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; numbers[i] != NULL; i++)
    if (find_open (entries, numbers[i], error) == NULL)
      return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      FoyerRefundEntry **entry = (FoyerRefundEntry **) &entries->pdata[i];
      gboolean is_meant = numbers[0] == NULL;

      for (guint j = 0; !is_meant && numbers[j] != NULL; j++)
        is_meant = (*entry)->order_number != NULL &&
                   g_ascii_strcasecmp ((*entry)->order_number, numbers[j]) == 0;
      if (is_meant && (*entry)->refund->status == FOYER_REFUND_PROPOSED)
        g_ptr_array_add (meant, g_steal_pointer (entry));
    }
  return g_steal_pointer (&meant);
}

static char *
say (const FoyerRefundEntry *entry, const char *problem)
{
  g_autofree char *sum = foyer_money_format (entry->refund->amount, entry->refund->currency);
  const char *whose = entry->order_number != NULL ? entry->order_number
                      : entry->name != NULL       ? entry->name
                                                  : "–";

  return problem != NULL ? g_strdup_printf ("%s  %s  %s", whose, sum, problem)
                         : g_strdup_printf ("%s  %s  %s", whose, sum, word_of_way (entry->way));
}

/* One, told as soon as it is on disk. FALSE: standard output took no more. */
static gboolean
run_one (FoyerCli *self,
         const FoyerRefundEntry *entry,
         const FoyerTillActor *actor,
         guint *n_failed,
         GError **error)
{
  FoyerRefundTask task = { entry->refund->row.key, entry->refund->amount, entry->way };
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonObject) object = describe (entry);
  g_autofree char *sentence = NULL;
  gboolean is_done = foyer_refund_plan_settle (self->db, &task, actor, NULL, &problem);

  json_object_remove_member (object, "status");
  json_object_set_boolean_member (object, "is_done", is_done);
  foyer_cli_set_text (object, "problem", is_done ? NULL : problem->message);
  sentence = say (entry, is_done ? NULL : problem->message);
  if (!is_done)
    (*n_failed)++;
  return foyer_cli_print (self, object, sentence, error);
}

/* What was done is not proposed any more: run again after a power cut, it goes on where it was. */
static FoyerCliStatus
run_run (FoyerCli *self, GStrv *arguments)
{
  g_auto (CliTill) till = { NULL };
  const GOptionEntry entries[] = { CLI_TILL_ENTRIES (till), { NULL } };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) meant = NULL;
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;

  if (!foyer_cli_parse (self, entries, arguments, 1, G_MAXUINT))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL && cli_till_identify (&till, self, &event->row.id, &error))
    meant = find_meant (self, event, *arguments + 1, &error);
  if (meant == NULL)
    return foyer_cli_refuse (self, error);
  for (guint i = 0; i < meant->len; i++)
    if (!run_one (self, meant->pdata[i], &till.actor, &n_failed, &error))
      return foyer_cli_refuse (self, error);
  if (!self->json && meant->len == 0)
    foyer_cli_note (_ ("No refund waits."));
  if (n_failed == 0)
    return FOYER_CLI_DONE;
  foyer_cli_note (
      ngettext ("%u refund is still to go back.", "%u refunds are still to go back.", n_failed),
      n_failed);
  return FOYER_CLI_REFUSED;
}

const FoyerCliCommand foyer_cli_refund_commands[] = {
  { "refund", "list", "EVENT", N_ ("List the refunds of an event"), run_list },
  { "refund", "run", "EVENT [ORDER…]", N_ ("Give back all that waits, the way it was paid"),
    run_run },
  { "refund", "confirm", "EVENT ORDER…|--all", N_ ("Confirm refunds of what no till took"),
    run_confirm },
  { "refund", "drop", "EVENT ORDER…|--all", N_ ("Drop refunds"), run_drop },
  { NULL },
};
