/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-tier-options.h"

#include "foyer-cli-output.h"
#include "foyer-money.h"
#include "foyer-text.h"
#include "foyer-tier-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
cli_tier_options_clear (CliTierOptions *self)
{
  g_free (self->name);
  g_free (self->description);
  g_free (self->kind);
  g_free (self->price);
  g_free (self->min_price);
  g_free (self->quantity);
  g_free (self->quota);
  g_free (self->sale_start);
  g_free (self->sale_end);
  g_free (self->next);
  g_free (self->min);
  g_free (self->max);
  g_free (self->group);
  g_free (self->group_price);
  g_free (self->group_from);
  g_free (self->colour);
  g_free (self->badge);
}

GOptionEntry *
cli_tier_options_entries (CliTierOptions *self)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &self->name, N_ ("Its name"), N_ ("NAME") },
    { "description", 0, 0, G_OPTION_ARG_FILENAME, &self->description,
      N_ ("What a buyer reads about it"), N_ ("TEXT") },
    { "kind", 0, 0, G_OPTION_ARG_FILENAME, &self->kind, N_ ("paid, free or donation"),
      N_ ("KIND") },
    { "price", 0, 0, G_OPTION_ARG_FILENAME, &self->price,
      N_ ("What a ticket costs, such as 49.00, in the event's currency; of a donation what is "
          "suggested"),
      N_ ("AMOUNT") },
    { "min-price", 0, 0, G_OPTION_ARG_FILENAME, &self->min_price,
      N_ ("Of a donation, the least; “none” for anything"), N_ ("AMOUNT") },
    { "quantity", 0, 0, G_OPTION_ARG_FILENAME, &self->quantity,
      N_ ("How many tickets there are; “none” for as many as the event holds"), N_ ("NUMBER") },
    { "quota", 0, 0, G_OPTION_ARG_FILENAME, &self->quota,
      N_ ("Places shared with other tiers; with =NUMBER they are made; “none” for none"),
      N_ ("NAME[=NUMBER]") },
    { "sale-start", 0, 0, G_OPTION_ARG_FILENAME, &self->sale_start,
      N_ ("When its sale starts, in the event's time zone; “none” for at once"), N_ ("TIME") },
    { "sale-end", 0, 0, G_OPTION_ARG_FILENAME, &self->sale_end,
      N_ ("When its sale ends; “none” for with the event"), N_ ("TIME") },
    { "early-bird", 0, 0, G_OPTION_ARG_NONE, &self->is_early_bird, N_ ("It is an early bird"),
      NULL },
    { "no-early-bird", 0, 0, G_OPTION_ARG_NONE, &self->is_no_early_bird, N_ ("It is no early bird"),
      NULL },
    { "next", 0, 0, G_OPTION_ARG_FILENAME, &self->next,
      N_ ("The tier that goes on sale when this one ends or is sold out; “none” for none"),
      N_ ("NAME") },
    { "min", 0, 0, G_OPTION_ARG_FILENAME, &self->min,
      N_ ("The fewest tickets in one order; “none” for 1"), N_ ("NUMBER") },
    { "max", 0, 0, G_OPTION_ARG_FILENAME, &self->max,
      N_ ("The most tickets in one order; “none” for any number"), N_ ("NUMBER") },
    { "group", 0, 0, G_OPTION_ARG_FILENAME, &self->group,
      N_ ("So many tickets for the price of so many, such as 3:2; “none” for no group price"),
      N_ ("N:M") },
    { "group-price", 0, 0, G_OPTION_ARG_FILENAME, &self->group_price,
      N_ ("What each ticket costs in a group, with --group-from"), N_ ("AMOUNT") },
    { "group-from", 0, 0, G_OPTION_ARG_FILENAME, &self->group_from,
      N_ ("From how many tickets on --group-price counts"), N_ ("NUMBER") },
    { "hidden", 0, 0, G_OPTION_ARG_NONE, &self->is_hidden, N_ ("Only a promo code shows it"),
      NULL },
    { "visible", 0, 0, G_OPTION_ARG_NONE, &self->is_visible, N_ ("Everybody sees it"), NULL },
    { "colour", 0, 0, G_OPTION_ARG_FILENAME, &self->colour,
      N_ ("Its colour, such as #c64600; “none” for none"), N_ ("COLOUR") },
    { "badge", 0, 0, G_OPTION_ARG_FILENAME, &self->badge,
      N_ ("The design of its badges; “none” for the usual one"), N_ ("NAME") },
    { NULL },
  };

  return g_memdup2 (entries, sizeof entries);
}

gboolean
cli_read_amount (const char *text, const char *currency, gint64 *amount)
{
  gsize whole = strspn (text, "0123456789");
  gsize fraction = text[whole] == '.' ? strspn (text + whole + 1, "0123456789") : 0;

  /* major units with a point, as scripts write them: nothing that could be thousands */
  if (whole == 0 || (text[whole] == '.' && fraction == 0) ||
      text[whole + (fraction > 0 ? fraction + 1 : 0)] != '\0')
    return FALSE;
  return fraction <= foyer_currency_get_decimals (currency) &&
         foyer_money_parse (text, currency, amount, NULL);
}

int
cli_find_tier (const FoyerOffer *offer, const char *name)
{
  g_autofree char *folded = NULL;
  FoyerUuid id;

  if (!g_utf8_validate (name, -1, NULL))
    return -1;
  if (foyer_uuid_parse (name, &id))
    return foyer_offer_find_tier (offer, &id);
  folded = foyer_text_fold (name, -1);
  for (guint i = 0; i < offer->tiers->len; i++)
    {
      g_autofree char *other = foyer_text_fold (foyer_offer_tier (offer, i)->tier->name, -1);

      if (g_str_equal (folded, other))
        return i;
    }
  return -1;
}

static gboolean
is_none (const char *value)
{
  return g_strcmp0 (value, "none") == 0;
}

static gboolean
apply_text (FoyerCli *cli, const char *option, const char *value, char **field)
{
  if (value == NULL)
    return TRUE;
  if (!foyer_cli_read_text (cli, option, value))
    return FALSE;
  g_free (*field);
  *field = is_none (value) || *value == '\0' ? NULL : g_strdup (value);
  return TRUE;
}

static gboolean
apply_number (FoyerCli *cli, const char *option, const char *value, gint64 *field)
{
  if (!is_none (value))
    return foyer_cli_read_number (cli, option, value, field);
  *field = FOYER_NONE;
  return TRUE;
}

static gboolean
apply_time (FoyerCli *cli, const char *option, const char *value, GTimeZone *zone, gint64 *field)
{
  if (!is_none (value))
    return foyer_cli_read_time (cli, option, value, zone, field);
  *field = FOYER_NONE;
  return TRUE;
}

static gboolean
apply_amount (FoyerCli *cli,
              const char *option,
              const char *value,
              const char *currency,
              gint64 none,
              gint64 *field)
{
  if (value == NULL)
    return TRUE;
  if (is_none (value))
    *field = none;
  else if (!cli_read_amount (value, currency, field))
    {
      foyer_cli_usage (cli, _ ("The value of %s must be an amount such as 49.00 in %s, not “%s”."),
                       option, currency, value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
apply_kind (CliTierOptions *self, FoyerCli *cli, FoyerTier *tier)
{
  static const char *const words[] = { "paid", "free", "donation", NULL };

  if (self->kind == NULL)
    {
      /* without a price nothing is asked for */
      if (self->price != NULL && tier->kind != FOYER_TIER_DONATION)
        tier->kind = tier->price > 0 ? FOYER_TIER_PAID : FOYER_TIER_FREE;
      return TRUE;
    }
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->kind, words[i]) == 0)
      {
        tier->kind = i;
        return TRUE;
      }
  foyer_cli_usage (cli, _ ("The value of %s must be one of %s, not “%s”."), "--kind",
                   "paid, free, donation", self->kind);
  return FALSE;
}

static gboolean
apply_group (CliTierOptions *self, FoyerCli *cli, const char *currency, FoyerTier *tier)
{
  g_auto (GStrv) parts = NULL;

  if (self->group_price != NULL || self->group_from != NULL)
    {
      tier->group_kind = FOYER_GROUP_PER_HEAD;
      return apply_amount (cli, "--group-price", self->group_price, currency, FOYER_NONE,
                           &tier->group_price) &&
             foyer_cli_read_number (cli, "--group-from", self->group_from, &tier->group_size);
    }
  if (self->group == NULL)
    return TRUE;
  tier->group_kind = is_none (self->group) ? FOYER_GROUP_NONE : FOYER_GROUP_N_FOR_M;
  if (is_none (self->group))
    return TRUE;
  parts = g_strsplit (self->group, ":", -1);
  if (g_strv_length (parts) == 2 &&
      g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT, &tier->group_size, NULL) &&
      g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT, &tier->group_pays, NULL))
    return TRUE;
  foyer_cli_usage (cli, _ ("The value of %s must be two numbers such as 3:2, not “%s”."), "--group",
                   self->group);
  return FALSE;
}

static gboolean
apply_flags (CliTierOptions *self, FoyerCli *cli, FoyerTier *tier)
{
  if ((self->is_early_bird && self->is_no_early_bird) || (self->is_hidden && self->is_visible))
    {
      foyer_cli_usage (cli, _ ("Two options say the opposite of each other."));
      return FALSE;
    }
  tier->is_early_bird = (tier->is_early_bird || self->is_early_bird) && !self->is_no_early_bird;
  tier->is_hidden = (tier->is_hidden || self->is_hidden) && !self->is_visible;
  return TRUE;
}

static FoyerCliStatus
apply_next (CliTierOptions *self, FoyerCli *cli, const FoyerOffer *offer, FoyerTier *tier)
{
  g_autoptr (GError) error = NULL;
  int next;

  if (self->next == NULL)
    return FOYER_CLI_DONE;
  if (is_none (self->next))
    {
      tier->next_tier_id = (FoyerUuid){ 0 };
      return FOYER_CLI_DONE;
    }
  next = cli_find_tier (offer, self->next);
  if (next < 0)
    {
      g_set_error (&error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                   _ ("There is no tier “%s”."), self->next);
      return foyer_cli_refuse (cli, error);
    }
  tier->next_tier_id = foyer_offer_tier (offer, next)->tier->row.id;
  return FOYER_CLI_DONE;
}

FoyerCliStatus
cli_tier_options_apply (CliTierOptions *self,
                        FoyerCli *cli,
                        const FoyerOffer *offer,
                        FoyerTier *tier)
{
  const char *currency = offer->event->currency;
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (offer->event->timezone);

  if (!foyer_cli_read_text (cli, "--name", self->name) ||
      !foyer_cli_read_text (cli, "--next", self->next) ||
      !foyer_cli_read_text (cli, "--quota", self->quota) ||
      !apply_text (cli, "--description", self->description, &tier->description) ||
      !apply_text (cli, "--colour", self->colour, &tier->colour) ||
      !apply_text (cli, "--badge", self->badge, &tier->badge_layout) ||
      !apply_amount (cli, "--price", self->price, currency, 0, &tier->price) ||
      !apply_amount (cli, "--min-price", self->min_price, currency, FOYER_NONE, &tier->price_min) ||
      !apply_kind (self, cli, tier) ||
      !apply_number (cli, "--quantity", self->quantity, &tier->quantity_total) ||
      !apply_time (cli, "--sale-start", self->sale_start, zone, &tier->sale_start) ||
      !apply_time (cli, "--sale-end", self->sale_end, zone, &tier->sale_end) ||
      !apply_number (cli, "--min", self->min, &tier->min_per_order) ||
      !apply_number (cli, "--max", self->max, &tier->max_per_order) ||
      !apply_group (self, cli, currency, tier) || !apply_flags (self, cli, tier))
    return FOYER_CLI_USAGE;
  if (self->name != NULL)
    {
      g_free (tier->name);
      tier->name = g_strdup (self->name);
    }
  return apply_next (self, cli, offer, tier);
}

static FoyerQuota *
find_quota (const FoyerOffer *offer, const char *name)
{
  for (guint i = 0; i < offer->quotas->len; i++)
    if (g_strcmp0 (foyer_offer_quota (offer, i)->quota->name, name) == 0)
      return foyer_quota_copy (foyer_offer_quota (offer, i)->quota);
  return NULL;
}

static gboolean
store_quota (FoyerTransaction *transaction,
             const FoyerOffer *offer,
             const char *name,
             gint64 places,
             FoyerTier *tier,
             GError **error)
{
  g_autoptr (FoyerQuota) stored = find_quota (offer, name);
  g_autoptr (FoyerQuota) quota = stored != NULL ? foyer_quota_copy (stored) : foyer_quota_new ();
  gboolean is_done;

  if (stored == NULL && places == FOYER_NONE)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                   _ ("There is no quota “%s”; write %s=NUMBER to make it."), name, name);
      return FALSE;
    }
  if (places != FOYER_NONE)
    quota->quantity_total = places;
  if (stored == NULL)
    {
      quota->event_id = offer->event->row.id;
      quota->name = g_strdup (name);
      quota->sort_order = offer->quotas->len;
      is_done = foyer_tier_store_add_quota (transaction, quota, error);
    }
  else
    is_done = foyer_tier_store_edit_quota (transaction, stored, quota, error);
  tier->quota_id = quota->row.id;
  return is_done;
}

gboolean
cli_tier_options_quota (CliTierOptions *self,
                        FoyerTransaction *transaction,
                        const FoyerOffer *offer,
                        FoyerTier *tier,
                        GError **error)
{
  const char *equals = self->quota != NULL ? strrchr (self->quota, '=') : NULL;
  g_autofree char *name = NULL;
  gint64 places = FOYER_NONE;

  if (self->quota == NULL)
    return TRUE;
  if (is_none (self->quota))
    {
      tier->quota_id = (FoyerUuid){ 0 };
      return TRUE;
    }
  if (equals != NULL && g_ascii_string_to_signed (equals + 1, 10, 0, G_MAXINT64, &places, NULL))
    name = g_strndup (self->quota, equals - self->quota);
  else
    name = g_strdup (self->quota);
  return store_quota (transaction, offer, name, places, tier, error);
}
