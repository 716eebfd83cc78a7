/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-money-conflict.h"

#include "foyer-conflict-words.h"
#include "foyer-json-scanner.h"
#include "foyer-money.h"
#include "foyer-order.h"
#include "foyer-payment.h"
#include "foyer-row-json.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-uuid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Money that somebody gave or took. */
typedef struct
{
  gint64 amount;
  char *method;       /* (nullable) */
  char *name;         /* (nullable): of who did */
  char *order_number; /* (nullable) */
  FoyerUuid user_id;
  FoyerUuid device_id;
  gint64 time;
} Moved;

typedef struct
{
  char *currency;  /* (nullable) */
  char *reference; /* (nullable) of a voucher */
  gint64 excess;
  gint64 paid;
  gint64 returned;
  gint64 total;
  GPtrArray *moved; /* (owned) of Moved */
} Details;

static void
moved_free (gpointer data)
{
  Moved *moved = data;

  g_free (moved->method);
  g_free (moved->name);
  g_free (moved->order_number);
  g_free (moved);
}

static void
details_clear (Details *details)
{
  g_free (details->currency);
  g_free (details->reference);
  g_ptr_array_unref (details->moved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Details, details_clear)

/* Reading
 * -----------------------------------------------------------------------------------------------
 */

static gboolean
is_member (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && memcmp (name, wanted, length) == 0;
}

/* (nullable): what is no text is passed over. */
static char *
read_text (FoyerJsonScanner *scanner)
{
  gsize length;
  const char *text = NULL;

  if (foyer_json_scanner_peek (scanner) == FOYER_JSON_TEXT)
    text = foyer_json_scanner_read_text (scanner, &length);
  else
    foyer_json_scanner_skip (scanner, NULL);
  return text != NULL ? g_strndup (text, length) : NULL;
}

static void
take_text (FoyerJsonScanner *scanner, char **text)
{
  g_free (*text);
  *text = read_text (scanner);
}

static void
read_id (FoyerJsonScanner *scanner, FoyerUuid *id)
{
  g_autofree char *text = read_text (scanner);

  if (text != NULL)
    foyer_uuid_parse (text, id);
}

static void
read_time (FoyerJsonScanner *scanner, gint64 *instant)
{
  g_autofree char *text = read_text (scanner);

  if (text != NULL)
    foyer_row_json_parse_time (text, strlen (text), instant);
}

static void
read_moved (FoyerJsonScanner *scanner, GPtrArray *list)
{
  Moved *moved = g_new0 (Moved, 1);
  const char *name;
  gsize length;

  moved->time = FOYER_NONE;
  g_ptr_array_add (list, moved);
  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_member (name, length, "amount"))
      foyer_json_scanner_read_integer (scanner, &moved->amount);
    else if (is_member (name, length, "method"))
      take_text (scanner, &moved->method);
    else if (is_member (name, length, "name"))
      take_text (scanner, &moved->name);
    else if (is_member (name, length, "order_number"))
      take_text (scanner, &moved->order_number);
    else if (is_member (name, length, "user_id"))
      read_id (scanner, &moved->user_id);
    else if (is_member (name, length, "device_id"))
      read_id (scanner, &moved->device_id);
    else if (is_member (name, length, "at"))
      read_time (scanner, &moved->time);
    else
      foyer_json_scanner_skip (scanner, NULL);
}

/* FALSE when they are none that this program understands. */
static gboolean
read_details (Details *details, const FoyerConflict *conflict)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  const char *name;
  gsize length;

  details->moved = g_ptr_array_new_with_free_func (moved_free);
  if (conflict->details == NULL)
    return FALSE;
  foyer_json_scanner_init (&scanner, conflict->details, strlen (conflict->details));
  foyer_json_scanner_enter_object (&scanner);
  while ((name = foyer_json_scanner_next_member (&scanner, &length)) != NULL)
    if (is_member (name, length, "currency"))
      take_text (&scanner, &details->currency);
    else if (is_member (name, length, "reference"))
      take_text (&scanner, &details->reference);
    else if (is_member (name, length, "excess"))
      foyer_json_scanner_read_integer (&scanner, &details->excess);
    else if (is_member (name, length, "paid"))
      foyer_json_scanner_read_integer (&scanner, &details->paid);
    else if (is_member (name, length, "returned"))
      foyer_json_scanner_read_integer (&scanner, &details->returned);
    else if (is_member (name, length, "total"))
      foyer_json_scanner_read_integer (&scanner, &details->total);
    else if (is_member (name, length, "moved"))
      {
        foyer_json_scanner_enter_array (&scanner);
        while (foyer_json_scanner_next (&scanner))
          read_moved (&scanner, details->moved);
      }
    else
      foyer_json_scanner_skip (&scanner, NULL);
  return foyer_json_scanner_finish (&scanner, NULL) && details->currency != NULL;
}

/* Telling
 * -----------------------------------------------------------------------------------------------
 */

/* “” for one that is not known here. */
static const char *
name_method (const char *word)
{
  for (guint i = 0; word != NULL && i < FOYER_N_PAY_METHODS; i++)
    if (g_str_equal (foyer_pay_method_words[i], word))
      return foyer_pay_method_get_name (i);
  return "";
}

/* In which order a voucher paid says more than that it was one. */
static const char *
name_way (const Moved *moved)
{
  return moved->order_number != NULL ? moved->order_number : name_method (moved->method);
}

static void
add_moved (FoyerConflictReport *report,
           FoyerDatabase *db,
           const char *currency,
           const Moved *moved,
           gint64 now)
{
  g_autofree char *when = moved->time != FOYER_NONE
                              ? foyer_conflict_words_time (report->event, moved->time, now)
                              : g_strdup ("");
  g_autofree char *amount = foyer_money_format (moved->amount, currency);
  const char *method = name_way (moved);
  FoyerReportFact *fact = g_new0 (FoyerReportFact, 1);

  /* Translators: an amount, and how it was paid or given back: “€50.00, Cash” */
  fact->title =
      *method != '\0' ? g_strdup_printf (_ ("%s, %s"), amount, method) : g_strdup (amount);
  fact->detail = foyer_conflict_words_person (db, report->event, &report->event_id, &moved->user_id,
                                              &moved->device_id, moved->name, when);
  g_ptr_array_add (report->facts, fact);
  report->time = MAX (report->time, moved->time);
}

static char *
name_subject (FoyerConflictReport *report,
              FoyerDatabase *db,
              const FoyerConflict *conflict,
              const FoyerOrder *order)
{
  g_autoptr (FoyerTicket) ticket = NULL;

  if (!foyer_uuid_is_nil (&conflict->ticket_id))
    ticket = foyer_row_store_find (db, &FOYER_TICKET_TYPE, &conflict->ticket_id, NULL);
  if (ticket != NULL)
    {
      report->ticket_id = ticket->row.id;
      report->ticket_key = ticket->row.key;
      if (ticket->attendee_name != NULL && *ticket->attendee_name != '\0')
        return g_strdup_printf (_ ("The ticket of “%s”"), ticket->attendee_name);
    }
  return order != NULL ? foyer_conflict_words_subject (order) : g_strdup (_ ("An order"));
}

static void
tell_refunds (FoyerConflictReport *report, const Details *details, const char *subject)
{
  g_autofree char *back = foyer_money_format (details->returned, details->currency);
  g_autofree char *paid = foyer_money_format (details->paid, details->currency);
  g_autofree char *excess = foyer_money_format (details->excess, details->currency);

  report->title = g_strdup_printf (_ ("%s was refunded twice"), subject);
  /* Translators: two amounts. */
  report->detail = g_strdup_printf (_ ("%s went back of %s that was paid"), back, paid);
  if (details->excess > 0)
    report->explanation = g_strdup_printf (
        _ ("Two desks that did not know of each other gave back money for the same. That is %s too "
           "much. Ask the buyer for it, or let it be."),
        excess);
  else
    report->explanation =
        g_strdup (_ ("Two desks that did not know of each other gave back money for the same. It "
                     "is not more than was paid, but it may have been meant once."));
}

static void
tell_payments (FoyerConflictReport *report, const Details *details, const char *subject)
{
  g_autofree char *paid = foyer_money_format (details->paid - details->returned, details->currency);
  g_autofree char *total = foyer_money_format (details->total, details->currency);
  g_autofree char *excess = foyer_money_format (details->excess, details->currency);

  report->title = g_strdup_printf (_ ("%s was paid twice"), subject);
  /* Translators: two amounts. */
  report->detail = g_strdup_printf (_ ("%s was paid, and it costs %s"), paid, total);
  report->explanation = g_strdup_printf (
      _ ("The money was taken at two places that did not know of each other. That is %s too much. "
         "Give it back, or let it be."),
      excess);
}

/* What it was worth is known to nobody here. */
static void
tell_voucher (FoyerConflictReport *report, const Details *details)
{
  g_autofree char *paid = foyer_money_format (details->paid, details->currency);
  g_autofree char *excess = foyer_money_format (details->excess, details->currency);

  report->title = g_strdup_printf (_ ("The voucher “%s” was used twice"),
                                   details->reference != NULL ? details->reference : "…");
  report->detail = g_strdup_printf (_ ("%s was paid with it in all"), paid);
  report->explanation = g_strdup_printf (
      _ ("Two desks that did not know of each other took it. If it was not worth both, up to %s is "
         "missing. Ask the buyer of the later order for it, or let it be."),
      excess);
}

static char *
name_kind (FoyerConflictKind kind, const char *subject)
{
  switch (kind)
    {
    case FOYER_CONFLICT_REFUNDED_TWICE:
      return g_strdup_printf (_ ("%s was refunded twice"), subject);
    case FOYER_CONFLICT_VOUCHER_TWICE:
      return g_strdup_printf (_ ("%s: its voucher was used twice"), subject);
    default:
      return g_strdup_printf (_ ("%s was paid twice"), subject);
    }
}

void
foyer_money_conflict_tell (FoyerConflictReport *report,
                           FoyerDatabase *db,
                           const FoyerConflict *conflict,
                           gint64 now)
{
  g_autoptr (FoyerOrder) order =
      foyer_row_store_find (db, &FOYER_ORDER_TYPE, &conflict->other_id, NULL);
  g_autofree char *subject = name_subject (report, db, conflict, order);
  g_auto (Details) details = { 0 };

  if (order != NULL)
    report->order_key = order->row.key;
  if (!read_details (&details, conflict))
    {
      report->title = name_kind (conflict->kind, subject);
      report->explanation = g_strdup (_ ("How much it was is told by its payments."));
      return;
    }
  report->is_excess = details.excess > 0;
  for (guint i = 0; i < details.moved->len; i++)
    add_moved (report, db, details.currency, g_ptr_array_index (details.moved, i), now);
  if (conflict->kind == FOYER_CONFLICT_REFUNDED_TWICE)
    tell_refunds (report, &details, subject);
  else if (conflict->kind == FOYER_CONFLICT_VOUCHER_TWICE)
    tell_voucher (report, &details);
  else
    tell_payments (report, &details, subject);
}
