/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-csv-private.h"

#include "foyer-cell.h"
#include "foyer-money.h"
#include "foyer-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *const foyer_promo_headings[N_PROMO_COLUMNS + 1] = {
  "Code",     "Type",           "Discount", "Applies to", "Tickets", "Valid from", "Valid until",
  "Max uses", "Max per person", "Active",   "Batch",      "Note",    "Used",       NULL,
};

/* Other headings by which lists of codes are known: ours folded, then these. */
static const char *const other_headings[N_PROMO_COLUMNS][5] = {
  [PROMO_CODE] = { "promo code", "voucher", "coupon", "discount code" },
  [PROMO_TYPE] = { "discount type", "discount_type" },
  [PROMO_VALUE] = { "discount value", "discount_value", "amount", "value" },
  [PROMO_APPLIES_TO] = { "applies_to", "per" },
  [PROMO_TIERS] = { "tiers", "ticket", "ticket tiers", "products" },
  [PROMO_VALID_FROM] = { "valid_from", "start", "starts" },
  [PROMO_VALID_UNTIL] = { "valid_until", "end", "ends", "expires" },
  [PROMO_MAX_USES] = { "max_uses", "maximum uses", "uses", "quantity" },
  [PROMO_MAX_PER_PERSON] = { "max_per_person", "per person" },
  [PROMO_BATCH] = { "tag" },
  [PROMO_NOTE] = { "comment", "notes" },
};

static gboolean
is_heading (FoyerPromoColumn column, const char *folded)
{
  g_autofree char *own = foyer_text_fold (foyer_promo_headings[column], -1);

  if (g_str_equal (own, folded))
    return TRUE;
  for (guint i = 0; other_headings[column][i] != NULL; i++)
    if (g_str_equal (other_headings[column][i], folded))
      return TRUE;
  return FALSE;
}

gboolean
foyer_promo_layout_find (FoyerPromoLayout *self, const FoyerCsvRecord *record)
{
  for (guint c = 0; c < N_PROMO_COLUMNS; c++)
    self->columns[c] = -1;
  for (guint i = 0; i < record->n_cells; i++)
    {
      FoyerCell cell = foyer_cell_trim (record->cells[i]);
      g_autofree char *folded = foyer_text_fold (cell.text, cell.length);

      for (guint c = 0; c < N_PROMO_COLUMNS; c++)
        if (self->columns[c] < 0 && is_heading (c, folded))
          {
            self->columns[c] = i;
            break;
          }
    }
  return self->columns[PROMO_CODE] >= 0;
}

/* NULL for an empty cell; FALSE when the list has no such column. */
static gboolean
get_cell (const FoyerPromoLayout *layout,
          const FoyerCsvRecord *record,
          FoyerPromoColumn column,
          char **text)
{
  int i = layout->columns[column];
  FoyerCell cell;

  *text = NULL;
  if (i < 0)
    return FALSE;
  if (i < (int) record->n_cells)
    {
      cell = foyer_cell_trim (foyer_cell_unguard (foyer_cell_strip_formula (record->cells[i])));
      *text = foyer_cell_dup (&cell);
    }
  return TRUE;
}

char *
foyer_promo_row_dup_code (const FoyerPromoLayout *layout, const FoyerCsvRecord *record)
{
  g_autofree char *text = NULL;

  get_cell (layout, record, PROMO_CODE, &text);
  return foyer_promo_code_normalise (text);
}

/* "25", "12.5 %": hundredths of a percent. */
static gboolean
read_percentage (const char *text, gint64 *value)
{
  g_autofree char *number = g_strdelimit (g_strdup (text), "%", ' ');

  g_strstrip (number);
  g_strdelimit (number, ",", '.');
  if (*number == '\0' || strspn (number, "0123456789.") != strlen (number))
    return FALSE;
  return foyer_money_parse (number, "EUR", value, NULL);
}

/* As it may stand in a sentence. */
static void
shorten (char **text)
{
  FoyerCell cell = { *text, strlen (*text) };
  char *shown = foyer_cell_dup_short (&cell);

  g_free (*text);
  *text = shown;
}

static char *
read_discount (const FoyerPromoLayout *layout,
               const FoyerCsvRecord *record,
               const char *currency,
               FoyerPromoCode *promo)
{
  g_autofree char *type = NULL, *value = NULL;

  get_cell (layout, record, PROMO_TYPE, &type);
  get_cell (layout, record, PROMO_VALUE, &value);
  if (type != NULL && (g_ascii_strcasecmp (type, "percentage") == 0 ||
                       g_ascii_strcasecmp (type, "percent") == 0 || g_str_equal (type, "%")))
    promo->discount_type = FOYER_DISCOUNT_PERCENTAGE;
  else if (type != NULL &&
           (g_ascii_strcasecmp (type, "fixed") == 0 || g_ascii_strcasecmp (type, "amount") == 0))
    promo->discount_type = FOYER_DISCOUNT_FIXED;
  else if (type != NULL)
    {
      shorten (&type);
      return g_strdup_printf (_ ("The type “%s” is neither PERCENTAGE nor FIXED."), type);
    }
  else if (value != NULL && promo->row.key == 0)
    promo->discount_type =
        strchr (value, '%') != NULL ? FOYER_DISCOUNT_PERCENTAGE : FOYER_DISCOUNT_FIXED;

  if (value == NULL)
    return NULL;
  if (promo->discount_type == FOYER_DISCOUNT_PERCENTAGE
          ? read_percentage (value, &promo->discount_value)
          : foyer_money_parse (value, currency, &promo->discount_value, NULL))
    return NULL;
  {
    shorten (&value);
    return g_strdup_printf (_ ("“%s” is no discount."), value);
  }
}

static char *
read_scope (const FoyerPromoLayout *layout, const FoyerCsvRecord *record, FoyerPromoCode *promo)
{
  g_autofree char *text = NULL;

  get_cell (layout, record, PROMO_APPLIES_TO, &text);
  if (text == NULL)
    return NULL;
  if (g_ascii_strcasecmp (text, "order") == 0)
    promo->applies_to = FOYER_PROMO_PER_ORDER;
  else if (g_ascii_strcasecmp (text, "ticket") == 0)
    promo->applies_to = FOYER_PROMO_PER_TICKET;
  else
    {
      shorten (&text);
      return g_strdup_printf (_ ("“%s” is neither ORDER nor TICKET."), text);
    }
  return NULL;
}

static int
find_tier (const FoyerOffer *offer, const char *name)
{
  g_autofree char *folded = foyer_text_fold (name, -1);

  for (guint i = 0; i < offer->tiers->len; i++)
    {
      g_autofree char *other = foyer_text_fold (foyer_offer_tier (offer, i)->tier->name, -1);

      if (g_str_equal (folded, other))
        return i;
    }
  return -1;
}

/* Names with a semicolon between them; nothing: every tier. */
static char *
read_tiers (const FoyerPromoLayout *layout,
            const FoyerCsvRecord *record,
            const FoyerOffer *offer,
            FoyerPromoCode *promo)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;

  if (!get_cell (layout, record, PROMO_TIERS, &text))
    return NULL;
  if (text == NULL)
    {
      g_clear_pointer (&promo->tier_ids, g_free);
      return NULL;
    }
  names = g_strsplit (text, ";", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      int tier = find_tier (offer, g_strstrip (names[i]));

      if (*names[i] == '\0')
        continue;
      if (tier < 0)
        {
          shorten (&names[i]);
          return g_strdup_printf (_ ("There is no tier “%s”."), names[i]);
        }
      g_array_append_val (ids, foyer_offer_tier (offer, tier)->tier->row.id);
    }
  g_free (promo->tier_ids);
  promo->tier_ids = foyer_promo_code_make_tiers (ids);
  return NULL;
}

static char *
read_time (const FoyerPromoLayout *layout,
           const FoyerCsvRecord *record,
           FoyerPromoColumn column,
           GTimeZone *zone,
           gint64 *time)
{
  g_autofree char *text = NULL;

  if (!get_cell (layout, record, column, &text))
    return NULL;
  *time = FOYER_NONE;
  if (text == NULL || foyer_time_parse (text, zone, FALSE, time))
    return NULL;
  {
    shorten (&text);
    return g_strdup_printf (_ ("“%s” is no time."), text);
  }
}

static char *
read_number (const FoyerPromoLayout *layout,
             const FoyerCsvRecord *record,
             FoyerPromoColumn column,
             gint64 *number)
{
  g_autofree char *text = NULL;

  if (!get_cell (layout, record, column, &text))
    return NULL;
  *number = FOYER_NONE;
  if (text == NULL || g_ascii_string_to_signed (text, 10, 1, 100000000, number, NULL))
    return NULL;
  {
    shorten (&text);
    return g_strdup_printf (_ ("“%s” is no number of 1 or more."), text);
  }
}

static char *
read_active (const FoyerPromoLayout *layout, const FoyerCsvRecord *record, FoyerPromoCode *promo)
{
  static const char *const yes[] = { "yes", "true", "1", "active", "ja", "oui", NULL };
  static const char *const no[] = { "no", "false", "0", "inactive", "nein", "non", NULL };
  g_autofree char *text = NULL;
  g_autofree char *lower = NULL;

  get_cell (layout, record, PROMO_ACTIVE, &text);
  if (text == NULL)
    return NULL;
  lower = g_ascii_strdown (text, -1);
  if (!g_strv_contains (yes, lower) && !g_strv_contains (no, lower))
    {
      shorten (&text);
      return g_strdup_printf (_ ("“%s” is neither yes nor no."), text);
    }
  promo->is_inactive = g_strv_contains (no, lower);
  return NULL;
}

static void
read_text (const FoyerPromoLayout *layout,
           const FoyerCsvRecord *record,
           FoyerPromoColumn column,
           char **field)
{
  g_autofree char *text = NULL;

  if (!get_cell (layout, record, column, &text))
    return;
  g_free (*field);
  *field = g_steal_pointer (&text);
}

char *
foyer_promo_row_read (const FoyerPromoLayout *layout,
                      const FoyerCsvRecord *record,
                      const FoyerOffer *offer,
                      GTimeZone *zone,
                      FoyerPromoCode *promo)
{
  char *reason = read_discount (layout, record, offer->event->currency, promo);

  if (reason == NULL)
    reason = read_scope (layout, record, promo);
  if (reason == NULL)
    reason = read_tiers (layout, record, offer, promo);
  if (reason == NULL)
    reason = read_time (layout, record, PROMO_VALID_FROM, zone, &promo->valid_from);
  if (reason == NULL)
    reason = read_time (layout, record, PROMO_VALID_UNTIL, zone, &promo->valid_until);
  if (reason == NULL)
    reason = read_number (layout, record, PROMO_MAX_USES, &promo->max_uses);
  if (reason == NULL)
    reason = read_number (layout, record, PROMO_MAX_PER_PERSON, &promo->max_per_person);
  if (reason == NULL)
    reason = read_active (layout, record, promo);
  read_text (layout, record, PROMO_BATCH, &promo->batch);
  read_text (layout, record, PROMO_NOTE, &promo->note);
  return reason;
}
