/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-item.h"

#include "foyer-offer-words.h"
#include "foyer-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  TEXT_CODE,
  TEXT_DISCOUNT,
  TEXT_TIERS,
  TEXT_VALIDITY,
  TEXT_USED,
  TEXT_STATE,
  N_TEXTS,
} Text;

struct _FoyerPromoItem
{
  GObject parent_instance;

  FoyerPromoCode *promo; /* (owned) */
  gint64 n_uses;
  char *texts[N_TEXTS]; /* (owned) */
  char *folded;         /* (owned) what is searched */
};

G_DEFINE_FINAL_TYPE (FoyerPromoItem, foyer_promo_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CODE,
  PROP_N_USES = PROP_CODE + N_TEXTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_promo_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerPromoItem *self = FOYER_PROMO_ITEM (object);

  if (id >= PROP_CODE && id < PROP_CODE + N_TEXTS)
    g_value_set_string (value, self->texts[id - PROP_CODE]);
  else if (id == PROP_N_USES)
    g_value_set_int64 (value, self->n_uses);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_promo_item_finalize (GObject *object)
{
  FoyerPromoItem *self = FOYER_PROMO_ITEM (object);

  foyer_promo_code_free (self->promo);
  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_free (self->folded);
  G_OBJECT_CLASS (foyer_promo_item_parent_class)->finalize (object);
}

static void
foyer_promo_item_class_init (FoyerPromoItemClass *klass)
{
  static const char *const names[N_TEXTS] = { "code",     "discount", "tiers",
                                              "validity", "used",     "state" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_promo_item_get_property;
  object_class->finalize = foyer_promo_item_finalize;
  for (guint i = 0; i < N_TEXTS; i++)
    properties[PROP_CODE + i] =
        g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_USES] = g_param_spec_int64 ("n-uses", NULL, NULL, 0, G_MAXINT64, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_promo_item_init (FoyerPromoItem *self)
{
}

FoyerPromoItem *
foyer_promo_item_new (FoyerPromoCode *promo, gint64 n_uses)
{
  FoyerPromoItem *self = g_object_new (FOYER_TYPE_PROMO_ITEM, NULL);
  g_autofree char *searched = g_strjoin (" ", promo->code, promo->batch != NULL ? promo->batch : "",
                                         promo->note != NULL ? promo->note : "", NULL);

  self->promo = promo;
  self->n_uses = n_uses;
  self->folded = foyer_text_fold (searched, -1);
  return self;
}

static char *
describe_tiers (const FoyerPromoCode *promo, const FoyerOffer *offer)
{
  g_autoptr (GArray) ids = foyer_promo_code_get_tiers (promo);
  GString *names;

  if (ids == NULL)
    return g_strdup (_ ("All"));
  names = g_string_new (NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      int tier = foyer_offer_find_tier (offer, &g_array_index (ids, FoyerUuid, i));

      if (tier >= 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                foyer_offer_tier (offer, tier)->tier->name);
    }
  return g_string_free (names, FALSE);
}

static char *
describe_validity (const FoyerPromoCode *promo, GTimeZone *zone, gint64 now)
{
  g_autofree char *from = foyer_time_format_short (promo->valid_from, zone, now);
  g_autofree char *until = foyer_time_format_short (promo->valid_until, zone, now);

  if (promo->valid_from == FOYER_NONE && promo->valid_until == FOYER_NONE)
    return g_strdup (_ ("Always"));
  if (promo->valid_from == FOYER_NONE)
    return g_strdup_printf (_ ("Until %s"), until);
  if (promo->valid_until == FOYER_NONE)
    return g_strdup_printf (_ ("From %s"), from);
  return g_strdup_printf ("%s – %s", from, until);
}

static const char *
describe_state (const FoyerPromoCode *promo, gint64 n_uses, gint64 now)
{
  if (promo->is_inactive)
    return _ ("Off");
  if (promo->valid_until != FOYER_NONE && now >= promo->valid_until)
    return _ ("Expired");
  if (promo->max_uses != FOYER_NONE && n_uses >= promo->max_uses)
    return _ ("Used up");
  if (promo->valid_from != FOYER_NONE && now < promo->valid_from)
    return _ ("Not yet valid");
  return _ ("Active");
}

void
foyer_promo_item_describe (FoyerPromoItem *self,
                           const FoyerOffer *offer,
                           GTimeZone *zone,
                           gint64 now)
{
  const FoyerPromoCode *promo = self->promo;

  for (guint i = 0; i < N_TEXTS; i++)
    g_clear_pointer (&self->texts[i], g_free);
  self->texts[TEXT_CODE] = g_strdup (promo->code);
  self->texts[TEXT_DISCOUNT] = foyer_promo_describe (promo, offer->event->currency);
  self->texts[TEXT_TIERS] = describe_tiers (promo, offer);
  self->texts[TEXT_VALIDITY] = describe_validity (promo, zone, now);
  self->texts[TEXT_USED] =
      promo->max_uses != FOYER_NONE
          ? g_strdup_printf (_ ("%d of %d"), (int) self->n_uses, (int) promo->max_uses)
          : g_strdup_printf ("%d", (int) self->n_uses);
  self->texts[TEXT_STATE] = g_strdup (describe_state (promo, self->n_uses, now));
}

const FoyerPromoCode *
foyer_promo_item_get_promo (FoyerPromoItem *self)
{
  g_return_val_if_fail (FOYER_IS_PROMO_ITEM (self), NULL);

  return self->promo;
}

gboolean
foyer_promo_item_matches (FoyerPromoItem *self, const char *folded)
{
  g_return_val_if_fail (FOYER_IS_PROMO_ITEM (self), FALSE);

  return strstr (self->folded, folded) != NULL;
}
