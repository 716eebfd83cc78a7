/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-tiers.h"

struct _FoyerPromoTiers
{
  AdwExpanderRow *expander; /* (not owned) it lives longer */
  GPtrArray *checks;        /* (owned) (element-type GtkCheckButton) a tier each */
  GArray *ids;              /* (owned) (element-type FoyerUuid) as many */
};

static GtkWidget *
add_check (FoyerPromoTiers *self, const FoyerTier *tier)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tier->name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (self->expander, row);
  g_ptr_array_add (self->checks, check);
  g_array_append_val (self->ids, tier->row.id);
  return check;
}

FoyerPromoTiers *
foyer_promo_tiers_new (AdwExpanderRow *expander,
                       const FoyerOffer *offer,
                       GCallback toggled,
                       gpointer object)
{
  FoyerPromoTiers *self = g_new0 (FoyerPromoTiers, 1);

  self->expander = expander;
  self->checks = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  for (guint i = 0; i < offer->tiers->len; i++)
    g_signal_connect_object (add_check (self, foyer_offer_tier (offer, i)->tier), "toggled",
                             toggled, object, G_CONNECT_SWAPPED);
  return self;
}

static gboolean
has_id (const GArray *ids, const FoyerUuid *id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (foyer_uuid_equal (&g_array_index (ids, FoyerUuid, i), id))
      return TRUE;
  return FALSE;
}

void
foyer_promo_tiers_load (FoyerPromoTiers *self, const FoyerPromoCode *promo)
{
  g_autoptr (GArray) ids = foyer_promo_code_get_tiers (promo);

  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i],
                                 has_id (ids, &g_array_index (self->ids, FoyerUuid, i)));
  adw_expander_row_set_enable_expansion (self->expander, ids != NULL);
  adw_expander_row_set_expanded (self->expander, ids != NULL);
}

char *
foyer_promo_tiers_dup (FoyerPromoTiers *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));

  if (!adw_expander_row_get_enable_expansion (self->expander))
    return NULL;
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_array_append_val (ids, g_array_index (self->ids, FoyerUuid, i));
  return ids->len > 0 ? foyer_promo_code_make_tiers (ids) : NULL;
}

void
foyer_promo_tiers_free (FoyerPromoTiers *self)
{
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}
