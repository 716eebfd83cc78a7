/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-buyer-popover.h"

#include "foyer-guest-store.h"
#include "foyer-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define LEAST_TYPED 2 /* letters, before anybody is looked for */
#define MOST_GUESTS 5

struct _FoyerBuyerPopover
{
  GtkPopover parent_instance;

  GtkEditable *name;
  GtkEditable *email;
  GtkLabel *problem;
  GtkListBox *guests;

  FoyerSellDesk *desk; /* (owned) (nullable) */
  GPtrArray *found;    /* (owned) (nullable) of FoyerGuest, as in the list */
  guint generation;    /* of what was typed: an older answer is stale */
  gboolean is_filling; /* what changes is not typed */
};

G_DEFINE_FINAL_TYPE (FoyerBuyerPopover, foyer_buyer_popover, GTK_TYPE_POPOVER)

typedef struct
{
  FoyerBuyerPopover *self; /* (owned) */
  guint generation;
} Asked;

static char *
dup_text (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static void
set_problem (FoyerBuyerPopover *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
show_guests (FoyerBuyerPopover *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->guests))) != NULL)
    gtk_list_box_remove (self->guests, row);
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    {
      const FoyerGuest *guest = self->found->pdata[i];

      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), guest->name);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      if (guest->email != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), guest->email);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (self->guests, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->guests), self->found != NULL && self->found->len > 0);
}

static gpointer
find_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_guest_store_find (db, data, MOST_GUESTS, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (FoyerBuyerPopover) self = asked->self;
  GPtrArray *found = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);
  gboolean is_late = asked->generation != self->generation || self->desk == NULL;

  g_free (asked);
  if (found == NULL || is_late)
    {
      g_clear_pointer (&found, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  show_guests (self);
}

static void
changed_cb (FoyerBuyerPopover *self)
{
  g_autofree char *text = dup_text (self->name);
  Asked *asked;

  set_problem (self, NULL);
  self->generation++;
  if (self->is_filling || self->desk == NULL || g_utf8_strlen (text, -1) < LEAST_TYPED)
    {
      g_clear_pointer (&self->found, g_ptr_array_unref);
      show_guests (self);
      return;
    }
  asked = g_new0 (Asked, 1);
  asked->self = g_object_ref (self);
  asked->generation = self->generation;
  foyer_replica_run_async (foyer_sell_desk_get_replica (self->desk), FOYER_PRIORITY_LONG,
                           find_on_thread, g_steal_pointer (&text), g_free,
                           (GDestroyNotify) g_ptr_array_unref, NULL, found_cb, asked);
}

static void
email_changed_cb (FoyerBuyerPopover *self)
{
  set_problem (self, NULL);
}

static void
fill (FoyerBuyerPopover *self, const char *name, const char *email)
{
  self->is_filling = TRUE;
  gtk_editable_set_text (self->name, name != NULL ? name : "");
  gtk_editable_set_text (self->email, email != NULL ? email : "");
  gtk_editable_set_position (self->name, -1);
  self->is_filling = FALSE;
}

static void
take_cb (FoyerBuyerPopover *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *email = dup_text (self->email);

  if (*email != '\0' && !foyer_email_is_valid (email))
    {
      set_problem (self, _ ("The e-mail address is not one yet."));
      gtk_widget_grab_focus (GTK_WIDGET (self->email));
      return;
    }
  foyer_sell_desk_set_buyer (self->desk, name, email);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
guest_cb (GtkListBox *list, GtkListBoxRow *row, FoyerBuyerPopover *self)
{
  guint n = (guint) gtk_list_box_row_get_index (row);
  g_autofree char *name = NULL;
  g_autofree char *email = NULL;

  if (self->found == NULL || n >= self->found->len)
    return;
  name = g_strdup (((const FoyerGuest *) self->found->pdata[n])->name);
  email = g_strdup (((const FoyerGuest *) self->found->pdata[n])->email);
  fill (self, name, email);
  take_cb (self);
}

/* Down is to the guests that are listed below, whatever is between. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                FoyerBuyerPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->guests, 0);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || row == NULL ||
      !gtk_widget_get_visible (GTK_WIDGET (self->guests)))
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* A name is often all that is asked for. */
static void
name_activate_cb (FoyerBuyerPopover *self)
{
  const FoyerOffer *offer = foyer_sell_desk_get_offer (self->desk);

  if (offer != NULL && offer->event->buyer_data == FOYER_BUYER_DATA_NAME_AND_EMAIL &&
      *gtk_editable_get_text (self->email) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->email));
  else
    take_cb (self);
}

static void
foyer_buyer_popover_dispose (GObject *object)
{
  FoyerBuyerPopover *self = FOYER_BUYER_POPOVER (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_buyer_popover_parent_class)->dispose (object);
}

static void
foyer_buyer_popover_class_init (FoyerBuyerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_buyer_popover_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-buyer-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerPopover, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerPopover, email);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerPopover, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerPopover, guests);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, email_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_bind_template_callback (widget_class, guest_cb);
}

static void
foyer_buyer_popover_init (FoyerBuyerPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->name), keys);
}

GtkWidget *
foyer_buyer_popover_new (void)
{
  return g_object_new (FOYER_TYPE_BUYER_POPOVER, NULL);
}

void
foyer_buyer_popover_ask (FoyerBuyerPopover *self, FoyerSellDesk *desk)
{
  const FoyerSaleCart *cart = foyer_sell_desk_get_cart (desk);

  g_return_if_fail (FOYER_IS_BUYER_POPOVER (self));

  g_set_object (&self->desk, desk);
  fill (self, cart->buyer_name, cart->buyer_email);
  set_problem (self, foyer_sell_desk_get_problem (desk));
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}
