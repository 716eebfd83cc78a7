/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fees-window.h"

#include "foyer-currency-row.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-percentage.h"
#include "foyer-tier-store.h"

#include <glib/gi18n-lib.h>

struct _FoyerFeesWindow
{
  FoyerEditWindow parent_instance;

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

G_DEFINE_FINAL_TYPE (FoyerFeesWindow, foyer_fees_window, FOYER_TYPE_EDIT_WINDOW)

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
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), event != NULL);
}

/* What cannot be read was typed. */
static gboolean
foyer_fees_window_is_edited (FoyerEditWindow *window)
{
  FoyerFeesWindow *self = FOYER_FEES_WINDOW (window);
  g_autoptr (FoyerEvent) event = dup_event (self);

  return event == NULL || foyer_row_diff (self->before, event) != 0;
}

static void
foyer_fees_window_save (FoyerEditWindow *window)
{
  FoyerFeesWindow *self = FOYER_FEES_WINDOW (window);
  Edit *edit = g_new0 (Edit, 1);
  FoyerTicketAct act = {
    .kind = "edit-fees", .write = write_fees, .data = edit, .data_free = edit_free
  };

  edit->before = foyer_event_copy (self->before);
  edit->after = dup_event (self);
  /* Another currency rewrites all prices of this date: the others keep theirs. */
  if (g_strcmp0 (edit->after->currency, edit->before->currency) == 0 &&
      foyer_row_diff (edit->before, edit->after) != 0)
    act.edited = g_strdup (_ ("service fee"));
  foyer_ticket_desk_save (self->desk, window, _ ("Currency and fee saved"), &act);
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
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_fees_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_fees_window_save;

  g_type_ensure (FOYER_TYPE_CURRENCY_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-fees-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, currency_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, currency_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, percentage_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, percentage_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, fixed_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, fixed_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerFeesWindow, included_switch);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
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
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->percentage_row));
  return GTK_WINDOW (self);
}
