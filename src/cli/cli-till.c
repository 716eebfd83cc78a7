/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-till.h"

#include "cli-tier-options.h"
#include "foyer-money.h"
#include "foyer-order-store.h"
#include "foyer-row-store.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define LINE_MOST 4096

void
cli_till_clear (CliTill *self)
{
  g_clear_pointer (&self->cashier, g_free);
  g_clear_pointer (&self->approver, g_free);
}

char *
cli_till_read_line (void)
{
  char line[LINE_MOST];

  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return g_utf8_make_valid (line, -1);
}

static gboolean
identify (FoyerCli *cli, const FoyerUuid *event_id, const char *name, FoyerUuid *id, GError **error)
{
  g_autofree char *valid = NULL;
  g_autoptr (FoyerCashier) cashier = NULL;
  g_autofree char *pin = NULL;

  if (name == NULL)
    return TRUE;
  valid = g_utf8_make_valid (name, -1);
  cashier = foyer_cashier_store_find (cli->db, event_id, valid, error);
  if (cashier == NULL)
    return FALSE;
  if (cashier->pin_hash != NULL)
    pin = cli_till_read_line ();
  *id = cashier->row.id;
  return foyer_cashier_store_check_pin (cli->db, cashier, pin, error);
}

gboolean
cli_till_identify (CliTill *self, FoyerCli *cli, const FoyerUuid *event_id, GError **error)
{
  return identify (cli, event_id, self->cashier, &self->actor.cashier_id, error) &&
         identify (cli, event_id, self->approver, &self->actor.approver_id, error);
}

static int
find_method (const char *word)
{
  for (int i = 0; i < FOYER_N_PAY_METHODS; i++)
    if (i != FOYER_PAY_STRIPE && g_ascii_strcasecmp (word, foyer_pay_method_words[i]) == 0)
      return i;
  return -1;
}

gboolean
cli_till_read_method (FoyerCli *cli, const char *text, int *method)
{
  *method = text != NULL ? find_method (text) : -1;
  if (text != NULL && *method < 0)
    foyer_cli_usage (cli, _ ("The value of %s must be cash, card, transfer or voucher."),
                     "--method");
  return text == NULL || *method >= 0;
}

gboolean
cli_till_read_amount (FoyerCli *cli,
                      const char *option,
                      const char *text,
                      const char *currency,
                      gint64 *amount)
{
  if (!foyer_cli_read_text (cli, option, text))
    return FALSE;
  if (cli_read_amount (text, currency, amount))
    return TRUE;
  foyer_cli_usage (cli, _ ("The value of %s must be an amount such as 49.00 in %s, not “%s”."),
                   option, currency, text);
  return FALSE;
}

static gboolean
refuse_tender (FoyerCli *cli)
{
  foyer_cli_usage (cli,
                   _ ("The value of %s must be such as cash:50.00, card, card:20.00@4711 or "
                      "voucher:10.00."),
                   "--pay");
  return FALSE;
}

static gboolean
read_tender (FoyerCli *cli, char *text, const char *currency, FoyerTender *tender)
{
  char *at = strchr (text, '@');
  char *colon;
  int method;
  gint64 amount;

  /* Who writes a script knows what is on a voucher. */
  *tender = (FoyerTender){ .amount = FOYER_NONE, .tendered = FOYER_NONE, .is_known = TRUE };
  if (!foyer_cli_read_text (cli, "--pay", text))
    return FALSE;
  if (at != NULL)
    {
      *at = '\0';
      tender->reference = at + 1;
    }
  colon = strchr (text, ':');
  if (colon != NULL)
    *colon = '\0';
  method = find_method (text);
  if (method < 0)
    return refuse_tender (cli);
  tender->method = method;
  if (colon == NULL)
    return TRUE;
  if (cli_read_amount (colon + 1, currency, &amount))
    {
      if (method == FOYER_PAY_CASH)
        tender->tendered = amount;
      else
        tender->amount = amount;
      return TRUE;
    }
  if (method != FOYER_PAY_CASH && at == NULL && colon[1] != '\0' && strchr (colon + 1, ':') == NULL)
    {
      tender->reference = colon + 1;
      return TRUE;
    }
  if (strchr (colon + 1, ':') != NULL)
    return refuse_tender (cli);
  foyer_cli_usage (cli, _ ("The value of %s must be an amount such as 49.00 in %s, not “%s”."),
                   "--pay", currency, colon + 1);
  return FALSE;
}

GArray *
cli_till_read_tenders (FoyerCli *cli, char **texts, const char *currency)
{
  g_autoptr (GArray) tenders = g_array_new (FALSE, TRUE, sizeof (FoyerTender));

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      FoyerTender tender;

      if (!read_tender (cli, texts[i], currency, &tender))
        return NULL;
      g_array_append_val (tenders, tender);
    }
  return g_steal_pointer (&tenders);
}

GPtrArray *
cli_till_read_tickets (FoyerCli *cli, const FoyerOrder *order, GError **error)
{
  static const char tail[] = "WHERE order_id = ?1 AND deleted_at IS NULL ORDER BY key";
  sqlite3_stmt *statement = foyer_row_store_select (cli->db, &FOYER_TICKET_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, &order->row.id, sizeof order->row.id, SQLITE_STATIC);
  return foyer_row_store_read_all (cli->db, &FOYER_TICKET_TYPE, statement, error);
}

FoyerOrder *
cli_till_find_order (FoyerCli *cli, const FoyerEvent *event, const char *number, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (number, -1);
  g_autofree char *upper = g_utf8_strup (valid, -1);
  g_autoptr (GError) local = NULL;
  FoyerOrder *order = foyer_order_store_find (cli->db, &event->row.id, valid, &local);

  if (order == NULL && local == NULL)
    order = foyer_order_store_find (cli->db, &event->row.id, upper, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (order == NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                 _ ("There is no order “%s” at this event."), valid);
  return order;
}

JsonObject *
cli_till_describe_order (const FoyerOrder *order)
{
  JsonObject *object = json_object_new ();
  g_autofree char *sum = foyer_money_format (order->total, order->currency);

  foyer_cli_set_id (object, "id", &order->row.id);
  foyer_cli_set_text (object, "order_number", order->order_number);
  foyer_cli_set_word (object, "status", order, "status");
  foyer_cli_set_word (object, "channel", order, "channel");
  foyer_cli_set_text (object, "buyer_name", order->buyer_name);
  foyer_cli_set_text (object, "buyer_email", order->buyer_email);
  foyer_cli_set_number (object, "subtotal", order->subtotal);
  foyer_cli_set_number (object, "discount", order->discount);
  foyer_cli_set_number (object, "service_fee", order->service_fee);
  foyer_cli_set_number (object, "total", order->total);
  foyer_cli_set_text (object, "currency", order->currency);
  foyer_cli_set_text (object, "sum", sum);
  foyer_cli_set_text (object, "note", order->note);
  return object;
}

JsonArray *
cli_till_describe_tickets (GPtrArray *tickets)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < tickets->len; i++)
    {
      const FoyerTicket *ticket = tickets->pdata[i];
      JsonObject *object = json_object_new ();

      foyer_cli_set_id (object, "id", &ticket->row.id);
      foyer_cli_set_id (object, "tier_id", &ticket->tier_id);
      foyer_cli_set_text (object, "name", ticket->attendee_name);
      foyer_cli_set_text (object, "email", ticket->attendee_email);
      foyer_cli_set_text (object, "code", ticket->qr_code);
      foyer_cli_set_number (object, "price", ticket->price);
      foyer_cli_set_word (object, "status", ticket, "status");
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonArray *
cli_till_describe_payments (GPtrArray *payments)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < payments->len; i++)
    {
      const FoyerPayment *payment = payments->pdata[i];
      JsonObject *object = json_object_new ();

      foyer_cli_set_id (object, "id", &payment->row.id);
      foyer_cli_set_word (object, "kind", payment, "kind");
      foyer_cli_set_word (object, "method", payment, "method");
      foyer_cli_set_number (object, "amount", payment->amount);
      foyer_cli_set_number (object, "rounding", payment->rounding);
      foyer_cli_set_text (object, "reference", payment->reference);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
describe_result (const FoyerSaleResult *result)
{
  JsonObject *object = cli_till_describe_order (result->order);

  if (result->tickets->len > 0)
    json_object_set_array_member (object, "tickets", cli_till_describe_tickets (result->tickets));
  json_object_set_array_member (object, "payments", cli_till_describe_payments (result->payments));
  foyer_cli_set_number (object, "change", result->change);
  foyer_cli_set_number (object, "due", result->due);
  foyer_cli_set_number (object, "proposed", result->proposed);
  foyer_cli_set_number (object, "checked_in", result->n_in);
  return object;
}

FoyerCliStatus
cli_till_print_result (FoyerCli *cli, const FoyerSaleResult *result, const char *sentence)
{
  g_autoptr (JsonObject) object = describe_result (result);
  g_autoptr (GError) error = NULL;

  return foyer_cli_print (cli, object, sentence, &error) ? FOYER_CLI_DONE
                                                         : foyer_cli_refuse (cli, error);
}

FoyerCliStatus
cli_till_print_sale (FoyerCli *cli,
                     const FoyerSaleResult *result,
                     const char *sentence,
                     gboolean is_mailed)
{
  g_autoptr (JsonObject) object = describe_result (result);
  g_autoptr (GError) error = NULL;

  foyer_cli_set_text (object, "mail", is_mailed ? "SERVER" : NULL);
  return foyer_cli_print (cli, object, sentence, &error) ? FOYER_CLI_DONE
                                                         : foyer_cli_refuse (cli, error);
}
