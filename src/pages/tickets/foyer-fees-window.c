/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fees-window.h"

#include "foyer-currency-row.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-percentage.h"
#include "foyer-tier-store.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerFeesWindow
{
  AdwWindow parent_instance;

  GtkWidget *overlay;
  FoyerCurrencyRow *currency_row;
  FoyerMessageRow *currency_message;
  AdwEntryRow *percentage_row;
  FoyerMessageRow *percentage_message;
  AdwEntryRow *fixed_row;
  FoyerMessageRow *fixed_message;
  GtkSwitch *included_switch;

  FoyerTicketDesk *desk; /* (owned) */
  FoyerEvent *before;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerFeesWindow, foyer_fees_window, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  FoyerEvent *before; /* (owned) */
  FoyerEvent *after;  /* (owned) */
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  foyer_event_free (edit->before);
  foyer_event_free (edit->after);
  g_free (edit);
}

static gboolean
write_fees (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const Edit *edit = data;
  g_autoptr (FoyerEvent) after = foyer_event_copy (edit->after);

  return foyer_tier_store_edit_money (transaction, edit->before, after, error);
}

static gboolean
read_fixed (FoyerFeesWindow *self, const char *currency, gint64 *fixed)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->fixed_row))));

  *fixed = FOYER_NONE;
  return *text == '\0' || (foyer_money_parse (text, currency, fixed, NULL) && *fixed >= 0 &&
                           *fixed <= FOYER_MONEY_MAX);
}

/* NULL when a field cannot be read. */
static FoyerEvent *
dup_event (FoyerFeesWindow *self)
{
  g_autoptr (FoyerEvent) event = foyer_event_copy (self->before);

  g_free (event->currency);
  event->currency = g_strdup (foyer_currency_row_get_currency (self->currency_row));
  event->fee_is_included = gtk_switch_get_active (self->included_switch);
  if (!foyer_percentage_parse (gtk_editable_get_text (GTK_EDITABLE (self->percentage_row)),
                               &event->fee_percentage) ||
      !read_fixed (self, event->currency, &event->fee_fixed))
    return NULL;
  return g_steal_pointer (&event);
}

static void
changed_cb (FoyerFeesWindow *self)
{
  g_autoptr (FoyerEvent) event = NULL;
  const char *currency;
  gint64 number;

  if (self->desk == NULL)
    return;
  currency = foyer_currency_row_get_currency (self->currency_row);
  event = dup_event (self);
  foyer_message_row_set_hint (self->currency_message, GTK_WIDGET (self->currency_row),
                              g_strcmp0 (currency, self->before->currency) != 0
                                  ? _ ("Prices keep their number: 49 stays 49 in the new currency.")
                                  : NULL);
  foyer_message_row_set_error (
      self->percentage_message, GTK_WIDGET (self->percentage_row),
      foyer_percentage_parse (gtk_editable_get_text (GTK_EDITABLE (self->percentage_row)), &number)
          ? NULL
          : _ ("A percentage is between 0 and 100."));
  foyer_message_row_set_error (self->fixed_message, GTK_WIDGET (self->fixed_row),
                               read_fixed (self, currency, &number)
                                   ? NULL
                                   : _ ("Write an amount in the event’s currency, such as 49.00."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fees.save", event != NULL);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerFeesWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;
  gboolean is_done = foyer_ticket_desk_act_finish (result, &change_set, &error);

  if (self->desk == NULL)
    return;
  if (!is_done)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        foyer_show_toast (self->overlay, error->message);
      return;
    }
  if (change_set != 0)
    g_signal_emit (self, signals[SAVED], 0, change_set, _ ("Currency and fee saved"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerFeesWindow *self = FOYER_FEES_WINDOW (widget);
  FoyerEvent *after = dup_event (self);
  FoyerTicketAct act = { .kind = "edit-fees", .write = write_fees, .data_free = edit_free };
  Edit *edit;

  if (after == NULL)
    return;
  edit = g_new0 (Edit, 1);
  edit->before = foyer_event_copy (self->before);
  edit->after = after;
  act.data = edit;
  /* Another currency rewrites all prices of this date: the others keep theirs. */
  if (g_strcmp0 (after->currency, self->before->currency) == 0 &&
      foyer_row_diff (self->before, after) != 0)
    act.edited = g_strdup (_ ("service fee"));
  foyer_ticket_desk_act_async (self->desk, widget, &act, written_cb, g_object_ref (self));
}

static void
foyer_fees_window_dispose (GObject *object)
{
  FoyerFeesWindow *self = FOYER_FEES_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->before, foyer_event_free);
  G_OBJECT_CLASS (foyer_fees_window_parent_class)->dispose (object);
}

static void
foyer_fees_window_class_init (FoyerFeesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_fees_window_dispose;
  signals[SAVED] = g_signal_new ("saved", FOYER_TYPE_FEES_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  g_type_ensure (FOYER_TYPE_CURRENCY_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-fees-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, currency_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, currency_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, percentage_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, percentage_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, fixed_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, fixed_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, included_switch);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "fees.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "fees.save",
                                       NULL);
}

static void
foyer_fees_window_init (FoyerFeesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
foyer_fees_window_new (GtkWindow *parent, FoyerTicketDesk *desk)
{
  FoyerFeesWindow *self = g_object_new (FOYER_TYPE_FEES_WINDOW, "transient-for", parent, NULL);
  const FoyerEvent *event = foyer_ticket_desk_get_offer (desk)->event;
  g_autofree char *percentage = foyer_percentage_format (event->fee_percentage);
  g_autofree char *fixed = event->fee_fixed != FOYER_NONE
                               ? foyer_money_to_plain (event->fee_fixed, event->currency)
                               : g_strdup ("");

  self->before = foyer_event_copy (event);
  foyer_currency_row_set_currency (self->currency_row, event->currency);
  gtk_editable_set_text (GTK_EDITABLE (self->percentage_row), percentage);
  gtk_editable_set_text (GTK_EDITABLE (self->fixed_row), fixed);
  gtk_switch_set_active (self->included_switch, event->fee_is_included);
  self->desk = g_object_ref (desk);
  return GTK_WINDOW (self);
}
