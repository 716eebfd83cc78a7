/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-quota-window.h"

#include "foyer-kept-row.h"
#include "foyer-message-row.h"
#include "foyer-quantity.h"
#include "foyer-tier-store.h"

#include <glib/gi18n-lib.h>

struct _FoyerQuotaWindow
{
  FoyerEditWindow parent_instance;

  AdwEntryRow *name_row;
  FoyerMessageRow *name_message;
  AdwEntryRow *places_row;
  FoyerMessageRow *places_message;
  GtkWidget *remove_button;

  FoyerTicketDesk *desk; /* (owned) */
  FoyerQuota *before;    /* (owned) */
  char *name;            /* (owned) as the fields said it first */
  char *places;          /* (owned) */
  FoyerKeptRow *kept;    /* (owned) (nullable) until it is shown */
};

G_DEFINE_FINAL_TYPE (FoyerQuotaWindow, foyer_quota_window, FOYER_TYPE_EDIT_WINDOW)

typedef struct
{
  FoyerQuota *before; /* (owned) */
  FoyerQuota *after;  /* (owned) */
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  foyer_quota_free (edit->before);
  foyer_quota_free (edit->after);
  g_free (edit);
}

static gboolean
write_quota (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const Edit *edit = data;
  g_autoptr (FoyerQuota) after = foyer_quota_copy (edit->after);

  if (edit->before->row.key == 0)
    return foyer_tier_store_add_quota (transaction, after, error);
  return foyer_tier_store_edit_quota (transaction, edit->before, after, error);
}

static gboolean
remove_quota (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  return foyer_tier_store_remove_quota (transaction, ((const Edit *) data)->before, error);
}

static FoyerQuota *
dup_quota (FoyerQuotaWindow *self, gboolean *is_valid)
{
  FoyerQuota *quota = foyer_quota_copy (self->before);
  gint64 places = FOYER_NONE;

  g_free (quota->name);
  quota->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  if (!foyer_quantity_parse (gtk_editable_get_text (GTK_EDITABLE (self->places_row)), &places))
    places = FOYER_NONE;
  *is_valid = *quota->name != '\0' && places != FOYER_NONE;
  quota->quantity_total = places;
  return quota;
}

static gint64
count_taken (FoyerQuotaWindow *self)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);

  for (guint i = 0; i < offer->quotas->len; i++)
    if (foyer_uuid_equal (&foyer_offer_quota (offer, i)->quota->row.id, &self->before->row.id))
      return foyer_offer_quota (offer, i)->n_taken;
  return 0;
}

static void
changed_cb (FoyerQuotaWindow *self)
{
  g_autofree char *few = NULL;
  gboolean is_valid;
  g_autoptr (FoyerQuota) quota = NULL;
  gint64 n_taken;

  if (self->desk == NULL)
    return;
  quota = dup_quota (self, &is_valid);
  n_taken = count_taken (self);
  if (quota->quantity_total != FOYER_NONE && quota->quantity_total < n_taken)
    few = g_strdup_printf (ngettext ("%d place is sold or held already: no fewer are possible.",
                                     "%d places are sold or held already: no fewer are possible.",
                                     n_taken),
                           (int) n_taken);
  foyer_message_row_set_error (self->name_message, GTK_WIDGET (self->name_row),
                               *quota->name == '\0' ? _ ("A quota needs a name.") : NULL);
  foyer_message_row_set_error (self->places_message, GTK_WIDGET (self->places_row),
                               quota->quantity_total == FOYER_NONE ? _ ("Write a whole number.")
                                                                   : few);
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), is_valid && few == NULL);
  if (self->kept != NULL)
    foyer_kept_row_write (self->kept, &quota->row);
}

static Edit *
make_edit (FoyerQuotaWindow *self)
{
  Edit *edit = g_new0 (Edit, 1);
  gboolean is_valid;

  edit->before = foyer_quota_copy (self->before);
  edit->after = dup_quota (self, &is_valid);
  return edit;
}

static gboolean
foyer_quota_window_is_edited (FoyerEditWindow *window)
{
  FoyerQuotaWindow *self = FOYER_QUOTA_WINDOW (window);

  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->name_row)), self->name) != 0 ||
         g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->places_row)), self->places) != 0;
}

static void
foyer_quota_window_save (FoyerEditWindow *window)
{
  FoyerQuotaWindow *self = FOYER_QUOTA_WINDOW (window);
  Edit *edit = make_edit (self);
  FoyerTicketAct act = {
    .kind = "edit-quota", .write = write_quota, .data = edit, .data_free = edit_free
  };

  if (self->before->row.key == 0 || foyer_row_diff (edit->before, edit->after) != 0)
    act.edited = g_strdup_printf (_ ("shared places “%s”"), edit->after->name);
  foyer_ticket_desk_save (self->desk, window, _ ("Shared places saved"), &act);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerQuotaWindow *self = FOYER_QUOTA_WINDOW (widget);
  FoyerEditWindow *window = FOYER_EDIT_WINDOW (widget);
  FoyerTicketAct act = { .kind = "remove-quota", .write = remove_quota, .data_free = edit_free };

  if (foyer_edit_window_is_saving (window))
    return;
  act.data = make_edit (self);
  act.edited = g_strdup_printf (_ ("shared places “%s”"), self->before->name);
  foyer_edit_window_begin_saving (window);
  foyer_ticket_desk_save (self->desk, window, _ ("Shared places deleted"), &act);
}

static void
foyer_quota_window_dispose (GObject *object)
{
  FoyerQuotaWindow *self = FOYER_QUOTA_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->kept);
  g_clear_pointer (&self->before, foyer_quota_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->places, g_free);
  G_OBJECT_CLASS (foyer_quota_window_parent_class)->dispose (object);
}

static void
foyer_quota_window_class_init (FoyerQuotaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_quota_window_dispose;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_quota_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_quota_window_save;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-quota-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerQuotaWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuotaWindow, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuotaWindow, places_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuotaWindow, places_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuotaWindow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "quota.remove", NULL, remove_action);
}

static void
foyer_quota_window_init (FoyerQuotaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What was left unsaved. */
static void
show_kept (FoyerQuotaWindow *self)
{
  gboolean is_valid;
  /* As the fields say it, so that nothing typed is nothing to keep. */
  g_autoptr (FoyerQuota) shown = dup_quota (self, &is_valid);
  FoyerKeptRow *kept = foyer_kept_row_new (FOYER_EDIT_WINDOW (self), self->desk, &shown->row);
  g_autoptr (FoyerQuota) left = foyer_kept_row_read (kept);

  if (left != NULL)
    {
      g_autofree char *places = foyer_quantity_format (left->quantity_total);

      gtk_editable_set_text (GTK_EDITABLE (self->name_row), left->name != NULL ? left->name : "");
      gtk_editable_set_text (GTK_EDITABLE (self->places_row), places);
    }
  self->kept = kept;
}

GtkWindow *
foyer_quota_window_new (GtkWindow *parent, FoyerTicketDesk *desk, const FoyerQuota *quota)
{
  FoyerQuotaWindow *self = g_object_new (FOYER_TYPE_QUOTA_WINDOW, "transient-for", parent, NULL);

  self->before = foyer_quota_copy (quota);
  self->name = g_strdup (quota->name != NULL ? quota->name : "");
  self->places = foyer_quantity_format (quota->row.key != 0 ? quota->quantity_total : FOYER_NONE);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), self->name);
  gtk_editable_set_text (GTK_EDITABLE (self->places_row), self->places);
  gtk_widget_set_visible (self->remove_button, quota->row.key != 0);
  self->desk = g_object_ref (desk);
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), quota->row.key != 0);
  show_kept (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  return GTK_WINDOW (self);
}
