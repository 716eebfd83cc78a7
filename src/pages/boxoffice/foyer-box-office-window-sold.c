/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with what was sold: badges, in at once. The sale stands whatever becomes of it. */

#include "foyer-box-office-window-private.h"

#include "foyer-badge-printing.h"
#include "foyer-check-in-store.h"
#include "foyer-sale-wishes.h"
#include "foyer-sold-mail.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* Tickets in somebody's hands already, while others are sold. */
typedef struct
{
  FoyerUuid event_id;
  GArray *ids; /* (owned) of FoyerUuid */
} Admission;

static void
admission_free (gpointer data)
{
  Admission *admission = data;

  g_array_unref (admission->ids);
  g_free (admission);
}

static gpointer
admit_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Admission *admission = data;
  g_autoptr (FoyerTransaction) transaction = foyer_check_in_store_begin (db, error);
  guint n = 0;

  if (transaction == NULL ||
      !foyer_check_in_store_need_list (transaction, &admission->event_id, error))
    return NULL;
  for (guint i = 0; i < admission->ids->len; i++)
    {
      FoyerScanRequest request = { .event_id = admission->event_id,
                                   .ticket_id = g_array_index (admission->ids, FoyerUuid, i),
                                   .direction = FOYER_DIRECTION_ENTRY,
                                   .method = FOYER_METHOD_MANUAL,
                                   .time = FOYER_NONE };
      FoyerVerdict verdict;

      if (!foyer_check_in_store_admit (transaction, &request, &verdict, error))
        return NULL;
      n += foyer_verdict_is_entry (verdict) ? 1 : 0;
    }
  if (!foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  return GUINT_TO_POINTER (n + 1);
}

static void
say (FoyerBoxOfficeWindow *self, char *text)
{
  g_autofree char *note = text;

  self->says_waiting = FALSE;
  foyer_sold_pane_set_note (self->sold_pane, note);
  if (foyer_sell_desk_get_phase (self->desk) != FOYER_SELL_SOLD)
    foyer_show_toast (GTK_WIDGET (self->cart_view), note);
}

static void
say_admitted (FoyerBoxOfficeWindow *self, guint n)
{
  if (n == 0)
    say (self, g_strdup (_ ("Nobody was checked in: the door does not let them in now.")));
  else
    say (self, g_strdup_printf (ngettext ("%d guest is in", "%d guests are in", n), (int) n));
}

static void
admitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  g_autoptr (GError) error = NULL;
  gpointer answer = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->desk == NULL)
    return;
  if (answer == NULL)
    say (self, g_strdup_printf (_ ("Not checked in. %s"), error->message));
  else
    say_admitted (self, GPOINTER_TO_UINT (answer) - 1);
}

static void
check_in (FoyerBoxOfficeWindow *self)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  Admission *admission;

  if (sold == NULL || sold->due > 0)
    return;
  admission = g_new0 (Admission, 1);
  admission->event_id = *foyer_sell_desk_get_event_id (self->desk);
  admission->ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  for (guint i = 0; i < sold->tickets->len; i++)
    g_array_append_val (admission->ids, ((const FoyerTicket *) sold->tickets->pdata[i])->row.id);
  foyer_replica_run_async (foyer_sell_desk_get_replica (self->desk), FOYER_PRIORITY_ACT,
                           admit_on_thread, admission, admission_free, NULL, NULL, admitted_cb,
                           g_object_ref (self));
}

/* Badges of whoever has no printer yet
 * --------------------------------------------------------------------------------------------- */

typedef struct
{
  FoyerBoxOfficeWindow *self; /* (owned) */
  int n;
} Asked;

static void
say_badges (FoyerBoxOfficeWindow *self, int n)
{
  say (self, g_strdup_printf (ngettext ("%d badge sent to the printer",
                                        "%d badges sent to the printer", (gulong) n),
                              n));
}

static void
badges_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (FoyerBoxOfficeWindow) self = asked->self;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_badge_printing_ask_finish (result, &error);

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (is_printed)
    say_badges (self, asked->n);
  else
    say (self, g_strdup_printf (_ ("Badge not printed. %s"), error->message));
}

static void
ask_for_badges (FoyerBoxOfficeWindow *self)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  Asked *asked = g_new0 (Asked, 1);

  for (guint i = 0; i < sold->tickets->len; i++)
    g_array_append_val (keys, ((const FoyerTicket *) sold->tickets->pdata[i])->row.key);
  asked->self = g_object_ref (self);
  asked->n = (int) keys->len;
  foyer_badge_printing_ask_async (foyer_sell_desk_get_replica (self->desk), self->settings,
                                  GTK_WINDOW (self), foyer_sell_desk_get_event_id (self->desk),
                                  keys, badges_asked_cb, asked);
}

/* Paper
 * ---------------------------------------------------------------------------------------------- */

static void
paper_printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_print_desk_print_finish (FOYER_PRINT_DESK (source), result, &error);

  if (self->desk == NULL)
    return;
  say (self, is_printed ? g_strdup (_ ("Sent to the printer"))
                        : g_strdup_printf (_ ("Not printed: it waits. %s"), error->message));
  self->says_waiting = !is_printed;
}

/* It came out elsewhere, or nobody wants it any more. */
void
foyer_box_office_window_check_prints (FoyerBoxOfficeWindow *self)
{
  if (!self->says_waiting ||
      foyer_print_desk_get_waiting (foyer_till_desk_get_prints (self->till))->len > 0)
    return;
  self->says_waiting = FALSE;
  foyer_sold_pane_set_note (self->sold_pane, NULL);
}

static void
drawer_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!foyer_receipt_printer_open_drawer_finish (FOYER_RECEIPT_PRINTER (source), result, &error) &&
      self->desk != NULL)
    say (self, g_strdup_printf (_ ("The drawer was not opened. %s"), error->message));
}

static gboolean
took_cash (const FoyerSaleResult *sold)
{
  for (guint i = 0; i < sold->payments->len; i++)
    if (((const FoyerPayment *) sold->payments->pdata[i])->method == FOYER_PAY_CASH)
      return TRUE;
  return FALSE;
}

/* (nullable) no printer is set up for it. */
static FoyerPrintJob *
make_job (FoyerBoxOfficeWindow *self, FoyerPrintKind kind)
{
  const char *target = foyer_print_desk_find_target (foyer_till_desk_get_prints (self->till), kind);
  FoyerPrintJob *job;

  if (target == NULL)
    return NULL;
  job = foyer_print_job_new (foyer_sell_desk_get_event_id (self->desk), kind);
  job->target = g_strdup (target);
  return job;
}

static void
run_job (FoyerBoxOfficeWindow *self, const FoyerPrintJob *job, gboolean opens_drawer)
{
  self->has_receipt |= job->kind == FOYER_PRINT_RECEIPT;
  self->has_tickets |= job->kind == FOYER_PRINT_TICKETS;
  foyer_print_desk_print_async (foyer_till_desk_get_prints (self->till), job, opens_drawer,
                                paper_printed_cb, g_object_ref (self));
}

/* With the way to one. */
static void
say_no_printer (FoyerBoxOfficeWindow *self)
{
  const char *note = _ ("No printer is set up.");

  foyer_sold_pane_set_note (self->sold_pane, note);
  foyer_sold_pane_offer_printers (self->sold_pane);
  if (foyer_sell_desk_get_phase (self->desk) != FOYER_SELL_SOLD)
    foyer_show_toast_with_way (GTK_WIDGET (self->cart_view), note, _ ("_Choose Printer…"),
                               "app.printers");
}

/* Because somebody wants it. */
static void
print (FoyerBoxOfficeWindow *self, FoyerPrintKind kind)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  g_autoptr (FoyerPrintJob) job = make_job (self, kind);

  if (job == NULL)
    {
      say_no_printer (self);
      return;
    }
  job->order_id = sold->order->row.id;
  if (kind == FOYER_PRINT_RECEIPT)
    foyer_print_job_set_change (job, sold->change);
  job->is_copy = (kind == FOYER_PRINT_RECEIPT && self->has_receipt) ||
                 (kind == FOYER_PRINT_TICKETS && self->has_tickets);
  run_job (self, job, FALSE);
}

static void
print_badges (FoyerBoxOfficeWindow *self)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);

  if (sold == NULL || sold->tickets->len == 0)
    return;
  if (foyer_print_desk_find_target (foyer_till_desk_get_prints (self->till), FOYER_PRINT_BADGE) !=
      NULL)
    print (self, FOYER_PRINT_BADGE);
  else
    ask_for_badges (self);
}

/* What comes with each sale by itself is on disk with it: no power cut takes it away. */
static FoyerSaleWishes *
list_wishes (gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  g_autofree char *receipt = g_settings_get_string (self->settings, "print-receipt");
  FoyerSaleWishes *wishes = foyer_sale_wishes_new ();
  const struct
  {
    FoyerPrintKind kind;
    gboolean is_wished;
  } all[] = {
    { FOYER_PRINT_RECEIPT, g_str_equal (receipt, "always") },
    { FOYER_PRINT_TICKETS, g_settings_get_boolean (self->settings, "box-office-tickets") },
    { FOYER_PRINT_BADGE, g_settings_get_boolean (self->settings, "box-office-badges") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      FoyerPrintJob *job = all[i].is_wished ? make_job (self, all[i].kind) : NULL;

      if (job != NULL)
        foyer_sale_wishes_print (wishes, job);
    }
  wishes->checks_in = g_settings_get_boolean (self->settings, "box-office-check-in");
  return wishes;
}

static void
open_drawer (FoyerBoxOfficeWindow *self)
{
  g_autoptr (FoyerReceiptPrinter) printer = foyer_till_desk_new_printer (self->till);

  if (foyer_receipt_printer_is_set_up (printer) &&
      foyer_receipt_printer_get_setup (printer)->escpos.drawer != FOYER_DRAWER_NONE)
    foyer_receipt_printer_open_drawer_async (printer, NULL, drawer_opened_cb, g_object_ref (self));
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  print (data, FOYER_PRINT_TICKETS);
}

static void
print_receipt_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  print (data, FOYER_PRINT_RECEIPT);
}

static void
badge_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  print_badges (data);
}

static void
check_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  check_in (data);
}

/* E-mail
 * ---------------------------------------------------------------------------------------------- */

FoyerMailWay
foyer_box_office_window_get_mail_way (FoyerBoxOfficeWindow *self)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);

  if (sold == NULL || sold->due > 0 || sold->order->buyer_email == NULL ||
      foyer_sell_desk_is_training (self->desk))
    return FOYER_MAIL_NONE;
  return foyer_sell_desk_is_mailed (self->desk) ? FOYER_MAIL_BY_SERVER : FOYER_MAIL_BY_HAND;
}

static void
mail_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_written = foyer_sold_mail_write_finish (result, &error);

  if (self->desk == NULL)
    return;
  say (self,
       g_strdup (is_written ? _ ("The mail program has it. It goes out when you send it there.")
                            : error->message));
}

static void
mail_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  foyer_sold_mail_write_async (
      foyer_sell_desk_get_replica (self->desk), foyer_sell_desk_get_event_id (self->desk),
      &foyer_sell_desk_get_sold (self->desk)->order->row.id, mail_written_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "print", .activate = print_cb },
  { .name = "print-receipt", .activate = print_receipt_cb },
  { .name = "badge", .activate = badge_cb },
  { .name = "check-in", .activate = check_in_cb },
  { .name = "mail", .activate = mail_cb },
};

void
foyer_box_office_window_add_sold_actions (FoyerBoxOfficeWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  foyer_sell_desk_set_wishes (self->desk, list_wishes, self);
}

/* Cash that pays a part goes into the drawer at once. */
void
foyer_box_office_window_after_part (FoyerBoxOfficeWindow *self)
{
  GPtrArray *payments = foyer_sell_desk_get_begun (self->desk)->payments;

  if (((const FoyerPayment *) payments->pdata[payments->len - 1])->method == FOYER_PAY_CASH)
    open_drawer (self);
}

/* Prints what was queued with the sale. The drawer opens with the receipt, before its end, or
 * alone. */
void
foyer_box_office_window_after_sale (FoyerBoxOfficeWindow *self)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  gboolean opens_drawer = took_cash (sold);
  gboolean has_badges = FALSE;

  self->has_receipt = self->has_tickets = FALSE;
  for (guint i = 0; sold->prints != NULL && i < sold->prints->len; i++)
    {
      const FoyerPrintJob *job = sold->prints->pdata[i];
      gboolean is_receipt = job->kind == FOYER_PRINT_RECEIPT;

      run_job (self, job, is_receipt && opens_drawer);
      opens_drawer &= !is_receipt;
      has_badges |= job->kind == FOYER_PRINT_BADGE;
    }
  if (opens_drawer)
    open_drawer (self);
  if (sold->n_in + sold->n_outside > 0)
    say_admitted (self, sold->n_in);
  if (!has_badges && g_settings_get_boolean (self->settings, "box-office-badges"))
    print_badges (self);
}
