/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with what was sold: badges, in at once. The sale stands whatever becomes of it. */

#include "foyer-box-office-window-private.h"

#include "foyer-badge-printing.h"
#include "foyer-check-in-store.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* Tickets in somebody's hands already, while others are sold. */
typedef struct
{
  FoyerUuid event_id;
  GArray *ids; /* (owned) of FoyerUuid */
} Admission;

/* One badge after the other: each may ask for a printer. */
typedef struct
{
  FoyerBoxOfficeWindow *self; /* (owned) */
  GArray *keys;               /* (owned) of gint64 */
  guint next;
} BadgeRun;

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

  for (guint i = 0; transaction != NULL && i < admission->ids->len; i++)
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
  if (transaction == NULL ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  return GUINT_TO_POINTER (n + 1);
}

static void
say (FoyerBoxOfficeWindow *self, char *text)
{
  g_autofree char *note = text;

  foyer_sold_pane_set_note (self->sold_pane, note);
  if (foyer_sell_desk_get_phase (self->desk) != FOYER_SELL_SOLD)
    foyer_show_toast (GTK_WIDGET (self->cart_view), note);
}

static void
admitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  g_autoptr (GError) error = NULL;
  gpointer answer = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  guint n = answer != NULL ? GPOINTER_TO_UINT (answer) - 1 : 0;

  if (self->desk == NULL)
    return;
  if (answer == NULL)
    say (self, g_strdup_printf (_ ("Not checked in. %s"), error->message));
  else if (n == 0)
    say (self, g_strdup (_ ("Nobody was checked in: the door does not let them in now.")));
  else
    say (self, g_strdup_printf (ngettext ("%d guest is in", "%d guests are in", n), (int) n));
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

/* Badges
 * --------------------------------------------------------------------------------------------- */

static void print_next (BadgeRun *run);

static void
badge_run_free (BadgeRun *run)
{
  g_object_unref (run->self);
  g_array_unref (run->keys);
  g_free (run);
}

static void
badge_printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  BadgeRun *run = data;
  g_autoptr (GError) error = NULL;
  gint64 change_set = foyer_badge_printing_print_finish (result, &error);

  if (run->self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    badge_run_free (run);
  else if (change_set == 0 && error != NULL)
    {
      say (run->self, g_strdup_printf (_ ("Badge not printed. %s"), error->message));
      badge_run_free (run);
    }
  else
    print_next (run);
}

static void
print_next (BadgeRun *run)
{
  FoyerBoxOfficeWindow *self = run->self;

  if (run->next >= run->keys->len)
    {
      say (self, g_strdup_printf (ngettext ("%d badge sent to the printer",
                                            "%d badges sent to the printer", run->keys->len),
                                  (int) run->keys->len));
      badge_run_free (run);
      return;
    }
  foyer_badge_printing_print_async (
      foyer_sell_desk_get_replica (self->desk), self->settings, GTK_WINDOW (self),
      g_array_index (run->keys, gint64, run->next++), NULL, badge_printed_cb, run);
}

static void
print_badges (FoyerBoxOfficeWindow *self)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  BadgeRun *run;

  if (sold == NULL || sold->tickets->len == 0)
    return;
  run = g_new0 (BadgeRun, 1);
  run->self = g_object_ref (self);
  run->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < sold->tickets->len; i++)
    g_array_append_val (run->keys, ((const FoyerTicket *) sold->tickets->pdata[i])->row.key);
  print_next (run);
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

/* FALSE: no printer is set up for it. */
static gboolean
print (FoyerBoxOfficeWindow *self, FoyerPrintKind kind, gboolean is_copy, gboolean opens_drawer)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  FoyerPrintDesk *prints = foyer_till_desk_get_prints (self->till);
  const char *target = foyer_print_desk_find_target (prints, kind);
  g_autoptr (FoyerPrintJob) job = NULL;

  if (target == NULL)
    return FALSE;
  job = foyer_print_job_new (foyer_sell_desk_get_event_id (self->desk), kind);
  job->order_id = sold->order->row.id;
  job->is_copy = is_copy;
  job->target = g_strdup (target);
  if (kind == FOYER_PRINT_RECEIPT)
    foyer_print_job_set_change (job, sold->change);
  foyer_print_desk_print_async (prints, job, opens_drawer, paper_printed_cb, g_object_ref (self));
  return TRUE;
}

static gboolean
print_receipt (FoyerBoxOfficeWindow *self, gboolean opens_drawer)
{
  gboolean is_sent = print (self, FOYER_PRINT_RECEIPT, self->has_receipt, opens_drawer);

  self->has_receipt |= is_sent;
  return is_sent;
}

static gboolean
print_tickets (FoyerBoxOfficeWindow *self)
{
  gboolean is_sent = print (self, FOYER_PRINT_TICKETS, self->has_tickets, FALSE);

  self->has_tickets |= is_sent;
  return is_sent;
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
say_no_printer (FoyerBoxOfficeWindow *self)
{
  say (self, g_strdup (_ ("No printer is set up. Choose one in the preferences.")));
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!print_tickets (data))
    say_no_printer (data);
}

static void
print_receipt_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!print_receipt (data, FALSE))
    say_no_printer (data);
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

static const GActionEntry entries[] = {
  { .name = "print", .activate = print_cb },
  { .name = "print-receipt", .activate = print_receipt_cb },
  { .name = "badge", .activate = badge_cb },
  { .name = "check-in", .activate = check_in_cb },
};

void
foyer_box_office_window_add_sold_actions (FoyerBoxOfficeWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

/* Cash that pays a part goes into the drawer at once. */
void
foyer_box_office_window_after_part (FoyerBoxOfficeWindow *self)
{
  GPtrArray *payments = foyer_sell_desk_get_begun (self->desk)->payments;

  if (((const FoyerPayment *) payments->pdata[payments->len - 1])->method == FOYER_PAY_CASH)
    open_drawer (self);
}

/* Whatever is wished after each sale, by itself. The drawer opens with the receipt, before its end,
 * or alone. */
void
foyer_box_office_window_after_sale (FoyerBoxOfficeWindow *self)
{
  gboolean is_cash = took_cash (foyer_sell_desk_get_sold (self->desk));
  g_autofree char *wish = g_settings_get_string (self->settings, "print-receipt");

  self->has_receipt = self->has_tickets = FALSE;
  if ((!g_str_equal (wish, "always") || !print_receipt (self, is_cash)) && is_cash)
    open_drawer (self);
  if (g_settings_get_boolean (self->settings, "box-office-tickets"))
    print_tickets (self);
  if (g_settings_get_boolean (self->settings, "box-office-check-in"))
    check_in (self);
  if (g_settings_get_boolean (self->settings, "box-office-badges"))
    print_badges (self);
}
