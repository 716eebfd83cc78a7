/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-window.h"

#include "foyer-ask.h"
#include "foyer-tier-form.h"
#include "foyer-tier-store.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerTierWindow
{
  AdwWindow parent_instance;

  GtkWidget *overlay;
  FoyerTierForm *form;

  FoyerTicketDesk *desk; /* (owned) */
  FoyerTier *before;     /* (owned) */
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (FoyerTierWindow, foyer_tier_window, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  FoyerTier *before; /* (owned) */
  FoyerTier *after;  /* (owned) */
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  foyer_tier_free (edit->before);
  foyer_tier_free (edit->after);
  g_free (edit);
}

static gboolean
write_tier (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const Edit *edit = data;
  g_autoptr (FoyerTier) after = foyer_tier_copy (edit->after);

  if (edit->before->row.key == 0)
    return foyer_tier_store_add (transaction, after, error);
  return foyer_tier_store_edit (transaction, edit->before, after, error);
}

static gboolean
is_dirty (FoyerTierWindow *self)
{
  g_autoptr (FoyerTier) tier = foyer_tier_form_dup_tier (self->form);

  return foyer_row_diff (self->before, tier) != 0;
}

static void
show_state (FoyerTierWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tier.save",
                                 !self->is_saving && foyer_tier_form_is_valid (self->form));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTierWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;
  gboolean is_done = foyer_ticket_desk_act_finish (result, &change_set, &error);

  self->is_saving = FALSE;
  if (self->desk == NULL)
    return;
  if (is_done)
    {
      if (change_set != 0)
        g_signal_emit (self, signals[SAVED], 0, change_set,
                       self->before->row.key == 0 ? _ ("Tier added") : _ ("Tier changed"));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    foyer_show_toast (self->overlay, error->message);
  show_state (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTierWindow *self = FOYER_TIER_WINDOW (widget);
  gboolean is_new = self->before->row.key == 0;
  FoyerTicketAct act = {
    .kind = is_new ? "add-tier" : "edit-tier",
    .write = write_tier,
    .data_free = edit_free,
  };
  Edit *edit;

  if (self->is_saving || !foyer_tier_form_is_valid (self->form))
    return;
  edit = g_new0 (Edit, 1);
  edit->before = foyer_tier_copy (self->before);
  edit->after = foyer_tier_form_dup_tier (self->form);
  act.data = edit;
  if (is_new || is_dirty (self))
    act.edited = g_strdup_printf (_ ("tier “%s”"), edit->after->name);
  self->is_saving = TRUE;
  show_state (self);
  foyer_ticket_desk_act_async (self->desk, widget, &act, written_cb, g_object_ref (self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTierWindow) self = data;

  if (foyer_ask_finish (result, NULL) && self->desk != NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
foyer_tier_window_close_request (GtkWindow *window)
{
  FoyerTierWindow *self = FOYER_TIER_WINDOW (window);

  if (!is_dirty (self))
    return GDK_EVENT_PROPAGATE;
  foyer_ask_async (GTK_WIDGET (self), _ ("Discard the Changes?"),
                   _ ("What you typed for this tier is not saved."), _ ("_Discard"),
                   FOYER_ASK_DESTRUCTIVE, NULL, asked_cb, g_object_ref (self));
  return GDK_EVENT_STOP;
}

static void
foyer_tier_window_dispose (GObject *object)
{
  FoyerTierWindow *self = FOYER_TIER_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->before, foyer_tier_free);
  G_OBJECT_CLASS (foyer_tier_window_parent_class)->dispose (object);
}

static void
foyer_tier_window_class_init (FoyerTierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_tier_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_tier_window_close_request;
  signals[SAVED] = g_signal_new ("saved", FOYER_TYPE_TIER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  g_type_ensure (FOYER_TYPE_TIER_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-tier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTierWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierWindow, form);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_install_action (widget_class, "tier.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "tier.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "tier.save",
                                       NULL);
}

static void
foyer_tier_window_init (FoyerTierWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
foyer_tier_window_new (GtkWindow *parent, FoyerTicketDesk *desk, const FoyerTier *tier)
{
  FoyerTierWindow *self = g_object_new (FOYER_TYPE_TIER_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  foyer_tier_form_load (self->form, desk, tier);
  /* As the form says it, so that nothing typed is nothing changed. */
  self->before = foyer_tier_form_dup_tier (self->form);
  self->before->row = tier->row;
  gtk_window_set_title (GTK_WINDOW (self), tier->row.key == 0 ? _ ("New Tier") : tier->name);
  foyer_tier_form_focus (self->form);
  show_state (self);
  return GTK_WINDOW (self);
}
