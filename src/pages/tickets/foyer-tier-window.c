/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-window.h"

#include "foyer-kept-row.h"
#include "foyer-tier-form.h"
#include "foyer-tier-store.h"

#include <glib/gi18n-lib.h>

struct _FoyerTierWindow
{
  FoyerEditWindow parent_instance;

  FoyerTierForm *form;

  FoyerTicketDesk *desk; /* (owned) */
  FoyerTier *before;     /* (owned) */
  FoyerKeptRow *kept;    /* (owned) (nullable) until it is shown */
};

G_DEFINE_FINAL_TYPE (FoyerTierWindow, foyer_tier_window, FOYER_TYPE_EDIT_WINDOW)

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

static void
show_state (FoyerTierWindow *self)
{
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), foyer_tier_form_is_valid (self->form));
}

static void
changed_cb (FoyerTierWindow *self)
{
  g_autoptr (FoyerTier) tier = NULL;

  show_state (self);
  if (self->kept == NULL)
    return;
  tier = foyer_tier_form_dup_tier (self->form);
  foyer_kept_row_write (self->kept, &tier->row);
}

static gboolean
foyer_tier_window_is_edited (FoyerEditWindow *window)
{
  FoyerTierWindow *self = FOYER_TIER_WINDOW (window);
  g_autoptr (FoyerTier) tier = foyer_tier_form_dup_tier (self->form);

  return foyer_row_diff (self->before, tier) != 0;
}

static void
foyer_tier_window_save (FoyerEditWindow *window)
{
  FoyerTierWindow *self = FOYER_TIER_WINDOW (window);
  gboolean is_new = self->before->row.key == 0;
  Edit *edit = g_new0 (Edit, 1);
  FoyerTicketAct act = { .kind = is_new ? "add-tier" : "edit-tier",
                         .write = write_tier,
                         .data = edit,
                         .data_free = edit_free };

  edit->before = foyer_tier_copy (self->before);
  edit->after = foyer_tier_form_dup_tier (self->form);
  if (is_new || foyer_tier_window_is_edited (window))
    act.edited = g_strdup_printf (_ ("tier “%s”"), edit->after->name);
  foyer_ticket_desk_save (self->desk, window, is_new ? _ ("Tier added") : _ ("Tier changed"), &act);
}

static void
foyer_tier_window_dispose (GObject *object)
{
  FoyerTierWindow *self = FOYER_TIER_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->kept);
  g_clear_pointer (&self->before, foyer_tier_free);
  G_OBJECT_CLASS (foyer_tier_window_parent_class)->dispose (object);
}

static void
foyer_tier_window_class_init (FoyerTierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_tier_window_dispose;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_tier_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_tier_window_save;

  g_type_ensure (FOYER_TYPE_TIER_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-tier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTierWindow, form);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
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
  g_autoptr (FoyerTier) left = NULL;
  FoyerKeptRow *kept;

  self->desk = g_object_ref (desk);
  foyer_tier_form_load (self->form, desk, tier);
  /* As the form says it, so that nothing typed is nothing changed. */
  self->before = foyer_tier_form_dup_tier (self->form);
  self->before->row = tier->row;
  kept = foyer_kept_row_new (FOYER_EDIT_WINDOW (self), desk, &self->before->row);
  left = foyer_kept_row_read (kept);
  if (left != NULL)
    foyer_tier_form_load (self->form, desk, left);
  self->kept = kept;
  gtk_window_set_title (GTK_WINDOW (self), tier->row.key == 0 ? _ ("New Tier") : tier->name);
  foyer_tier_form_focus (self->form);
  show_state (self);
  return GTK_WINDOW (self);
}
