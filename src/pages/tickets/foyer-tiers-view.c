/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tiers-view.h"

#include "foyer-event-terms-text.h"
#include "foyer-fees-window.h"
#include "foyer-money.h"
#include "foyer-offer-words.h"
#include "foyer-quota-window.h"
#include "foyer-sale-row.h"
#include "foyer-swatches.h"
#include "foyer-tier-store.h"
#include "foyer-tier-window.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

#define CLOCK_SECONDS 30

struct _FoyerTiersView
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwPreferencesGroup *tiers_group;
  GtkListBox *list;
  AdwPreferencesGroup *quotas_group;
  AdwActionRow *fees_row;

  FoyerTicketDesk *desk; /* (owned) (nullable) */
  GPtrArray *quota_rows; /* of GtkWidget, in the group */
  guint clock;
};

G_DEFINE_FINAL_TYPE (FoyerTiersView, foyer_tiers_view, ADW_TYPE_BIN)

/* What is written on the database thread. */
typedef struct
{
  FoyerTier *tier; /* (owned) (nullable) */
  FoyerUuid event_id;
  GArray *ids; /* (owned) (nullable) */
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_clear_pointer (&act->tier, foyer_tier_free);
  g_clear_pointer (&act->ids, g_array_unref);
  g_free (act);
}

static gboolean
remove_tier (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  return foyer_tier_store_remove (transaction, ((const Act *) data)->tier, error);
}

static gboolean
add_copy (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (FoyerTier) tier = foyer_tier_copy (((const Act *) data)->tier);

  return foyer_tier_store_add (transaction, tier, error);
}

static gboolean
reorder (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const Act *act = data;

  return foyer_tier_store_reorder (transaction, &act->event_id, act->ids, error);
}

/* edited: (nullable) of which tier, when it may be of interest for other dates. Takes title and
 * act. */
static void
do_act (FoyerTiersView *self,
        const char *kind,
        char *title,
        const FoyerTier *edited,
        FoyerSeriesWrite write,
        Act *act)
{
  FoyerTicketAct ticket_act = {
    .kind = kind,
    .edited = edited != NULL ? g_strdup_printf (_ ("tier “%s”"), edited->name) : NULL,
    .write = write,
    .data = act,
    .data_free = act_free,
  };

  foyer_ticket_desk_act (self->desk, GTK_WIDGET (self), title, &ticket_act);
}

static GtkWindow *
get_window (FoyerTiersView *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
saved_cb (FoyerTiersView *self, gint64 change_set, const char *title)
{
  foyer_show_undo_toast (GTK_WIDGET (self), title, change_set);
}

static void
open_tier (FoyerTiersView *self, const FoyerTier *tier)
{
  GtkWindow *window = foyer_tier_window_new (get_window (self), self->desk, tier);

  g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

void
foyer_tiers_view_add (FoyerTiersView *self)
{
  g_autoptr (FoyerTier) tier = NULL;
  const FoyerOffer *offer;

  g_return_if_fail (FOYER_IS_TIERS_VIEW (self));

  offer = self->desk != NULL ? foyer_ticket_desk_get_offer (self->desk) : NULL;
  if (offer == NULL)
    return;
  tier = foyer_tier_new ();
  tier->event_id = offer->event->row.id;
  tier->colour = g_strdup (foyer_swatches_get_proposal (offer->tiers->len));
  open_tier (self, tier);
}

static void
open_quota (FoyerTiersView *self, const FoyerQuota *quota)
{
  GtkWindow *window = foyer_quota_window_new (get_window (self), self->desk, quota);

  g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

void
foyer_tiers_view_edit (FoyerTiersView *self, gint64 key)
{
  const FoyerOffer *offer;

  g_return_if_fail (FOYER_IS_TIERS_VIEW (self));

  offer = self->desk != NULL ? foyer_ticket_desk_get_offer (self->desk) : NULL;
  for (guint i = 0; offer != NULL && i < offer->tiers->len; i++)
    if (foyer_offer_tier (offer, i)->tier->row.key == key)
      open_tier (self, foyer_offer_tier (offer, i)->tier);
}

void
foyer_tiers_view_edit_quota (FoyerTiersView *self, gint64 key)
{
  const FoyerOffer *offer;

  g_return_if_fail (FOYER_IS_TIERS_VIEW (self));

  offer = self->desk != NULL ? foyer_ticket_desk_get_offer (self->desk) : NULL;
  for (guint i = 0; offer != NULL && i < offer->quotas->len; i++)
    if (foyer_offer_quota (offer, i)->quota->row.key == key)
      open_quota (self, foyer_offer_quota (offer, i)->quota);
}

static void
duplicate (FoyerTiersView *self, const FoyerTier *tier)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);
  Act *act = g_new0 (Act, 1);

  act->tier = foyer_tier_copy (tier);
  act->tier->row.key = 0;
  act->tier->row.id = (FoyerUuid){ 0 };
  g_free (act->tier->name);
  /* A name that no other has. */
  for (guint n = 2; act->tier->name == NULL || n < 1000; n++)
    {
      FoyerTierProblems problems;

      g_free (act->tier->name);
      /* Translators: the name of a tier that is a copy, and which */
      act->tier->name = g_strdup_printf (_ ("%s (%u)"), tier->name, n);
      foyer_tier_check (act->tier, offer, &problems);
      if (!foyer_tier_problems_has (&problems, FOYER_TIER_PROBLEM_NAME_TAKEN))
        break;
    }
  do_act (self, "add-tier", g_strdup (_ ("Tier duplicated")), act->tier, add_copy, act);
}

/* Moves a tier to another's place. */
static void
move (FoyerTiersView *self, guint from, guint to)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);
  Act *act = g_new0 (Act, 1);
  FoyerUuid id;

  act->event_id = offer->event->row.id;
  act->ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  for (guint i = 0; i < offer->tiers->len; i++)
    g_array_append_val (act->ids, foyer_offer_tier (offer, i)->tier->row.id);
  id = g_array_index (act->ids, FoyerUuid, from);
  g_array_remove_index (act->ids, from);
  g_array_insert_val (act->ids, to, id);
  do_act (self, "reorder-tiers", g_strdup (_ ("Tiers reordered")), NULL, reorder, act);
}

static void
act_cb (FoyerTiersView *self, const char *name, FoyerSaleRow *row)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);
  int tier = foyer_offer_find_tier (offer, foyer_sale_row_get_tier_id (row));
  const FoyerTier *chosen = tier >= 0 ? foyer_offer_tier (offer, tier)->tier : NULL;

  if (chosen == NULL)
    return;
  if (g_str_equal (name, "edit"))
    open_tier (self, chosen);
  else if (g_str_equal (name, "duplicate"))
    duplicate (self, chosen);
  else if (g_str_equal (name, "up") && tier > 0)
    move (self, tier, tier - 1);
  else if (g_str_equal (name, "down") && tier + 1 < (int) offer->tiers->len)
    move (self, tier, tier + 1);
  else if (g_str_equal (name, "delete"))
    {
      Act *act = g_new0 (Act, 1);

      act->tier = foyer_tier_copy (chosen);
      do_act (self, "remove-tier", g_strdup_printf (_ ("“%s” deleted"), chosen->name), act->tier,
              remove_tier, act);
    }
}

static void
dropped_cb (FoyerTiersView *self, FoyerSaleRow *moved, FoyerSaleRow *row)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);
  int from = foyer_offer_find_tier (offer, foyer_sale_row_get_tier_id (moved));
  int to = foyer_offer_find_tier (offer, foyer_sale_row_get_tier_id (row));

  if (from >= 0 && to >= 0 && from != to)
    move (self, from, to);
}

static FoyerSaleRow *
need_row (FoyerTiersView *self, guint i)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);
  GtkWidget *made;

  if (row != NULL)
    return FOYER_SALE_ROW (row);
  made = foyer_sale_row_new ();
  g_signal_connect_object (made, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (made, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, made);
  return FOYER_SALE_ROW (made);
}

/* The focus stays with its tier when that has moved. */
static void
follow_focus (FoyerTiersView *self, const FoyerUuid *focused)
{
  for (guint i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        return;
      if (foyer_uuid_equal (foyer_sale_row_get_tier_id (FOYER_SALE_ROW (row)), focused))
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

static gboolean
find_focused (FoyerTiersView *self, FoyerUuid *tier_id)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  if (child == NULL || !FOYER_IS_SALE_ROW (child))
    return FALSE;
  *tier_id = *foyer_sale_row_get_tier_id (FOYER_SALE_ROW (child));
  return TRUE;
}

static void
show_tiers (FoyerTiersView *self, const FoyerOffer *offer)
{
  GTimeZone *zone = foyer_ticket_desk_get_zone (self->desk);
  gint64 now = foyer_time_now ();
  FoyerUuid focused;
  gboolean has_focus = find_focused (self, &focused);
  GtkListBoxRow *left;

  for (guint i = 0; i < offer->tiers->len; i++)
    foyer_sale_row_show (need_row (self, i), offer, i, zone, now);
  while ((left = gtk_list_box_get_row_at_index (self->list, offer->tiers->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (left));
  if (has_focus)
    follow_focus (self, &focused);
}

static void
quota_activated_cb (FoyerTiersView *self, AdwActionRow *row)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);
  guint i;

  if (g_ptr_array_find (self->quota_rows, row, &i) && i < offer->quotas->len)
    open_quota (self, foyer_offer_quota (offer, i)->quota);
}

static void
show_quotas (FoyerTiersView *self, const FoyerOffer *offer)
{
  for (guint i = 0; i < self->quota_rows->len; i++)
    adw_preferences_group_remove (self->quotas_group, self->quota_rows->pdata[i]);
  g_ptr_array_set_size (self->quota_rows, 0);
  for (guint i = 0; i < offer->quotas->len; i++)
    {
      const FoyerOfferQuota *quota = foyer_offer_quota (offer, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *subtitle = g_strdup_printf (_ ("%d of %d"), (int) quota->n_taken,
                                                   (int) quota->quota->quantity_total);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), quota->quota->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (quota_activated_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->quotas_group, row);
      g_ptr_array_add (self->quota_rows, row);
    }
}

static void
show_fees (FoyerTiersView *self, const FoyerEvent *event)
{
  g_autofree char *fee = foyer_event_terms_text_fee (event->fee_percentage, event->fee_fixed,
                                                     event->fee_is_included, event->currency);
  g_autofree char *text = g_strdup_printf ("%s · %s", event->currency, fee);

  adw_action_row_set_subtitle (self->fees_row, text);
}

static void
desk_changed_cb (FoyerTiersView *self)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);

  if (offer == NULL)
    return;
  show_tiers (self, offer);
  show_quotas (self, offer);
  show_fees (self, offer->event);
  adw_preferences_group_set_description (
      self->tiers_group,
      offer->event->status == FOYER_EVENT_DRAFT
          ? _ ("The event is a draft: nobody can buy yet. This is how it would be once published.")
          : NULL);
  gtk_stack_set_visible_child_name (
      self->stack, offer->tiers->len == 0 && offer->quotas->len == 0 ? "empty" : "tiers");
}

static gboolean
clock_cb (gpointer data)
{
  FoyerTiersView *self = data;
  const FoyerOffer *offer = self->desk != NULL ? foyer_ticket_desk_get_offer (self->desk) : NULL;

  if (offer != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_tiers (self, offer);
  return G_SOURCE_CONTINUE;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_tiers_view_add (FOYER_TIERS_VIEW (widget));
}

static void
add_quota_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTiersView *self = FOYER_TIERS_VIEW (widget);
  g_autoptr (FoyerQuota) quota = foyer_quota_new ();

  quota->event_id = *foyer_ticket_desk_get_event_id (self->desk);
  open_quota (self, quota);
}

static void
edit_fees_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTiersView *self = FOYER_TIERS_VIEW (widget);
  GtkWindow *window = foyer_fees_window_new (get_window (self), self->desk);

  g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
foyer_tiers_view_dispose (GObject *object)
{
  FoyerTiersView *self = FOYER_TIERS_VIEW (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->quota_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_tiers_view_parent_class)->dispose (object);
}

static void
foyer_tiers_view_class_init (FoyerTiersViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_tiers_view_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-tiers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTiersView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerTiersView, tiers_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerTiersView, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerTiersView, quotas_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerTiersView, fees_row);
  gtk_widget_class_install_action (widget_class, "tiers.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "tiers.add-quota", NULL, add_quota_action);
  gtk_widget_class_install_action (widget_class, "tiers.edit-fees", NULL, edit_fees_action);
}

static void
foyer_tiers_view_init (FoyerTiersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->quota_rows = g_ptr_array_new ();
  self->clock = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, self);
}

void
foyer_tiers_view_set_desk (FoyerTiersView *self, FoyerTicketDesk *desk)
{
  g_return_if_fail (FOYER_IS_TIERS_VIEW (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  desk_changed_cb (self);
}
