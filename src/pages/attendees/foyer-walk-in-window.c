/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-walk-in-window.h"

#include <glib/gi18n-lib.h>

#include "foyer-attendee-edit.h"
#include "foyer-event-store.h"
#include "foyer-message-row.h"
#include "foyer-part.h"
#include "foyer-text.h"
#include "foyer-till-desk.h"
#include "foyer-toast.h"

struct _FoyerWalkInWindow
{
  AdwWindow parent_instance;

  GtkEditable *name_row;
  GtkEditable *email_row;
  FoyerMessageRow *email_message;
  GtkEditable *company_row;
  AdwComboRow *tier_row;
  GtkStringList *tier_names;
  AdwComboRow *payment_row;
  GtkSwitch *check_in_switch;
  GtkLabel *error_label;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  GPtrArray *tiers; /* (owned) (nullable) (element-type FoyerTier) */
  GtkWidget *from;  /* (nullable) weak */
};

G_DEFINE_FINAL_TYPE (FoyerWalkInWindow, foyer_walk_in_window, ADW_TYPE_WINDOW)

static char *
dup_name (FoyerWalkInWindow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static void
edited_cb (FoyerWalkInWindow *self)
{
  const char *email = gtk_editable_get_text (self->email_row);
  gboolean has_email = *email == '\0' || foyer_email_is_valid (email);
  g_autofree char *name = dup_name (self);

  foyer_message_row_set_error (self->email_message, GTK_WIDGET (self->email_row),
                               has_email ? NULL : _ ("This is not an e-mail address yet."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "walk-in.add", *name != '\0' && has_email);
}

/* In the order of the row. */
static const FoyerWalkInPayment payments[] = { FOYER_WALK_IN_GIVEN, FOYER_WALK_IN_CASH,
                                               FOYER_WALK_IN_CARD };

static const FoyerTier *
get_tier (FoyerWalkInWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->tier_row);

  return self->tiers != NULL && selected < self->tiers->len ? self->tiers->pdata[selected] : NULL;
}

/* Who gets what costs something pays for it, or is given it: it is an order in either case. */
static void
tier_cb (FoyerWalkInWindow *self)
{
  const FoyerTier *tier = get_tier (self);

  gtk_widget_set_visible (GTK_WIDGET (self->payment_row),
                          tier != NULL && tier->kind == FOYER_TIER_PAID && tier->price > 0 &&
                              foyer_walk_in_store_sells (foyer_replica_get_reader (self->replica),
                                                         &self->event_id, &tier->row.id));
}

static void
tell (FoyerWalkInWindow *self, const FoyerWalkInResult *result, const char *name)
{
  g_autofree char *text = NULL;
  gboolean was_wanted = gtk_switch_get_active (self->check_in_switch);

  if (self->from == NULL)
    return;
  if (result->is_in)
    text = g_strdup_printf (_ ("“%s” added and checked in"), name);
  else if (was_wanted)
    text = g_strdup_printf (_ ("“%s” added, but the entrance does not admit this ticket"), name);
  else
    text = g_strdup_printf (_ ("“%s” added"), name);
  foyer_show_undo_toast (self->from, text, result->change_set);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerWalkInWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree FoyerWalkInResult *added =
      foyer_walk_in_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *name = NULL;

  /* Closed meanwhile: the guest is in, and there are no fields to read any more. */
  if (self->replica == NULL)
    return;
  name = dup_name (self);
  if (added != NULL)
    {
      tell (self, added, name);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_label (self->error_label, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  edited_cb (self);
}

static void
add_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerWalkInWindow *self = FOYER_WALK_IN_WINDOW (widget);
  guint payment = adw_combo_row_get_selected (self->payment_row);
  g_autofree char *name = dup_name (self);
  g_autoptr (FoyerTillDesk) till =
      foyer_till_desk_ref (self->replica, &self->event_id, NULL); /* who said their PIN there */
  FoyerWalkIn walk_in = { .event_id = self->event_id,
                          .name = name,
                          .email = gtk_editable_get_text (self->email_row),
                          .company = gtk_editable_get_text (self->company_row),
                          .check_in = gtk_switch_get_active (self->check_in_switch),
                          .actor = foyer_till_desk_get_actor (till) };

  if (get_tier (self) != NULL)
    walk_in.tier_id = get_tier (self)->row.id;
  if (gtk_widget_get_visible (GTK_WIDGET (self->payment_row)) && payment < G_N_ELEMENTS (payments))
    walk_in.payment = payments[payment];
  gtk_widget_action_set_enabled (widget, "walk-in.add", FALSE);
  foyer_walk_in_async (self->replica, &walk_in, added_cb, g_object_ref (self));
}

static void
foyer_walk_in_window_dispose (GObject *object)
{
  FoyerWalkInWindow *self = FOYER_WALK_IN_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_walk_in_window_parent_class)->dispose (object);
}

static void
foyer_walk_in_window_class_init (FoyerWalkInWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_walk_in_window_dispose;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/attendees/foyer-walk-in-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, email_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, email_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, company_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, tier_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, tier_names);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, payment_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, check_in_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInWindow, error_label);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, tier_cb);
  gtk_widget_class_install_action (widget_class, "walk-in.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
foyer_walk_in_window_init (FoyerWalkInWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

GtkWidget *
foyer_walk_in_window_present (GtkWidget *from, FoyerReplica *replica, const FoyerUuid *event_id)
{
  GtkRoot *root = gtk_widget_get_root (from);
  FoyerWalkInWindow *self = g_object_new (FOYER_TYPE_WALK_IN_WINDOW, "transient-for", root, NULL);

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  g_set_weak_pointer (&self->from, from);
  self->tiers = foyer_event_store_tiers (foyer_replica_get_reader (replica), event_id, NULL);
  for (guint i = 0; self->tiers != NULL && i < self->tiers->len; i++)
    gtk_string_list_append (self->tier_names, ((const FoyerTier *) self->tiers->pdata[i])->name);
  gtk_widget_set_visible (GTK_WIDGET (self->tier_row), self->tiers != NULL && self->tiers->len > 0);
  tier_cb (self);
  edited_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
