/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-tier-options.h"

#include "foyer-cli-output.h"
#include "foyer-money.h"
#include "foyer-offer-words.h"
#include "foyer-tier-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One question and its answer. */
typedef struct
{
  FoyerOffer *offer; /* (owned) */
  FoyerPrice *price; /* (owned) */
  GTimeZone *zone;   /* (owned) */
  GArray *items;     /* (owned) of FoyerCartItem */
  GPtrArray *names;  /* (owned) of each item's tier, as it was written */
  GPtrArray *codes;  /* (owned) normalised */
  gint64 now;
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->offer, foyer_offer_free);
  g_clear_pointer (&self->price, foyer_price_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

/* NAME=QTY, of a donation NAME=QTY@AMOUNT; a name alone is one ticket. */
static gboolean
read_item (Question *self, FoyerCli *cli, const char *text)
{
  const char *currency = self->offer->event->currency;
  const char *equals = strrchr (text, '=');
  g_auto (GStrv) parts = g_strsplit (equals != NULL ? equals + 1 : "1", "@", 2);
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : g_strdup (text);
  int tier = cli_find_tier (self->offer, name);
  FoyerCartItem item = { .amount = FOYER_NONE };

  if (!foyer_cli_read_text (cli, "--tier", text))
    return FALSE;
  if (!g_ascii_string_to_signed (parts[0] != NULL ? parts[0] : "", 10, 1, G_MAXINT64,
                                 &item.quantity, NULL))
    {
      foyer_cli_usage (cli,
                       _ ("The value of %s must be a tier and a number such as VIP=2, not "
                          "“%s”."),
                       "--tier", text);
      return FALSE;
    }
  if (parts[1] != NULL && !cli_read_amount (parts[1], currency, &item.amount))
    {
      foyer_cli_usage (cli, _ ("The value of %s must be an amount such as 49.00 in %s, not “%s”."),
                       "--tier", currency, parts[1]);
      return FALSE;
    }
  if (tier >= 0)
    item.tier_id = foyer_offer_tier (self->offer, tier)->tier->row.id;
  g_array_append_val (self->items, item);
  g_ptr_array_add (self->names, g_steal_pointer (&name));
  return TRUE;
}

/* What cannot be a code is asked for as it is, and not found. */
static gboolean
read_codes (Question *self, FoyerCli *cli, char **codes)
{
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      char *code = foyer_promo_code_normalise (codes[i]);

      if (!foyer_cli_read_text (cli, "--promo", codes[i]))
        return FALSE;
      g_ptr_array_add (self->codes, code != NULL ? code : g_strdup (codes[i]));
    }
  return TRUE;
}

static const char *
get_tier_name (Question *self, int tier)
{
  return tier >= 0 ? foyer_offer_tier (self->offer, tier)->tier->name : NULL;
}

static JsonObject *
describe_line (Question *self, guint i)
{
  const FoyerPriceLine *line = &g_array_index (self->price->lines, FoyerPriceLine, i);
  JsonObject *object = json_object_new ();

  foyer_cli_set_text (object, "tier",
                      line->tier >= 0 ? get_tier_name (self, line->tier) : self->names->pdata[i]);
  foyer_cli_set_number (object, "quantity", g_array_index (self->items, FoyerCartItem, i).quantity);
  foyer_cli_set_number (object, "unit_price", line->unit_price);
  foyer_cli_set_number (object, "subtotal", line->subtotal);
  foyer_cli_set_number (object, "discount", line->discount);
  foyer_cli_set_number (object, "fee", line->fee);
  foyer_cli_set_number (object, "total", line->total);
  return object;
}

/* What a refusal's number is. */
static const char *
name_number (FoyerRefusalKind kind)
{
  switch (kind)
    {
    case FOYER_REFUSAL_SOLD_OUT:
    case FOYER_REFUSAL_NOT_ENOUGH:
    case FOYER_REFUSAL_OVER_CAPACITY:
      return "left";
    case FOYER_REFUSAL_BELOW_MIN:
    case FOYER_REFUSAL_DONATION_TOO_LOW:
      return "min";
    case FOYER_REFUSAL_ABOVE_MAX:
    case FOYER_REFUSAL_AMOUNT_TOO_HIGH:
      return "max";
    case FOYER_REFUSAL_CODE_USED_UP:
    case FOYER_REFUSAL_CODE_USED_BY_BUYER:
      return "max_uses";
    default:
      return NULL;
    }
}

static FoyerCart
make_cart (Question *self)
{
  return (FoyerCart){ .items = (const FoyerCartItem *) self->items->data,
                      .n_items = self->items->len,
                      .codes = (const char *const *) self->codes->pdata,
                      .n_codes = self->codes->len };
}

static char *
describe_words (Question *self, const FoyerRefusal *refusal)
{
  const FoyerCart cart = make_cart (self);

  if (refusal->kind == FOYER_REFUSAL_UNKNOWN_TIER)
    return g_strdup_printf (_ ("There is no tier “%s”."),
                            (char *) self->names->pdata[refusal->item]);
  return foyer_refusal_describe (refusal, self->offer, &cart, self->zone, self->now);
}

static JsonObject *
describe_refusal (Question *self, const FoyerRefusal *refusal)
{
  g_autofree char *words = describe_words (self, refusal);
  const char *number = name_number (refusal->kind);
  JsonObject *object = json_object_new ();

  foyer_cli_set_text (object, "reason", foyer_refusal_words[refusal->kind]);
  foyer_cli_set_text (object, "message", words);
  if (refusal->item >= 0)
    foyer_cli_set_text (object, "tier",
                        refusal->tier >= 0 ? get_tier_name (self, refusal->tier)
                                           : self->names->pdata[refusal->item]);
  if (refusal->other >= 0)
    foyer_cli_set_text (object, "waits_for", get_tier_name (self, refusal->other));
  if (refusal->code >= 0)
    foyer_cli_set_text (object, "code", self->codes->pdata[refusal->code]);
  if (number != NULL)
    foyer_cli_set_number (object, number, refusal->number);
  if (refusal->time != FOYER_NONE)
    foyer_cli_set_time (object, "time", refusal->time, self->zone);
  return object;
}

static JsonObject *
describe_price (Question *self)
{
  const FoyerPrice *price = self->price;
  JsonObject *object = json_object_new ();
  JsonArray *lines = json_array_new ();
  JsonArray *refusals = json_array_new ();

  for (guint i = 0; i < price->lines->len; i++)
    json_array_add_object_element (lines, describe_line (self, i));
  for (guint i = 0; i < price->refusals->len; i++)
    json_array_add_object_element (
        refusals, describe_refusal (self, &g_array_index (price->refusals, FoyerRefusal, i)));

  foyer_cli_set_text (object, "event", self->offer->event->slug);
  foyer_cli_set_time (object, "at", self->now, self->zone);
  json_object_set_array_member (object, "lines", lines);
  foyer_cli_set_number (object, "subtotal", price->subtotal);
  foyer_cli_set_number (object, "discount", price->discount);
  foyer_cli_set_number (object, "service_fee", price->service_fee);
  foyer_cli_set_number (object, "total", price->total);
  foyer_cli_set_number (object, "fee_borne", price->fee_borne);
  foyer_cli_set_text (object, "currency", self->offer->event->currency);
  foyer_cli_set_text (object, "promo_code",
                      price->code >= 0 ? foyer_offer_code (self->offer, price->code)->promo->code
                                       : NULL);
  json_object_set_boolean_member (object, "can_be_sold", foyer_price_is_valid (price));
  json_object_set_array_member (object, "refusals", refusals);
  return object;
}

static void
append_amount (Question *self, GString *text, const char *label, gint64 amount)
{
  g_autofree char *money = foyer_money_format (amount, self->offer->event->currency);

  g_string_append_printf (text, "%s: %s\n", label, money);
}

static char *
tell_price (Question *self)
{
  const FoyerPrice *price = self->price;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < price->lines->len; i++)
    {
      const FoyerPriceLine *line = &g_array_index (price->lines, FoyerPriceLine, i);
      const char *name = line->tier >= 0 ? get_tier_name (self, line->tier) : self->names->pdata[i];
      g_autofree char *label =
          g_strdup_printf ("%" G_GINT64_FORMAT " × %s",
                           g_array_index (self->items, FoyerCartItem, i).quantity, name);

      append_amount (self, text, label, line->subtotal);
    }
  append_amount (self, text, _ ("Subtotal"), price->subtotal);
  if (price->discount > 0)
    append_amount (self, text, _ ("Discount"), -price->discount);
  if (price->service_fee > 0)
    append_amount (self, text, _ ("Service fee"), price->service_fee);
  append_amount (self, text, _ ("Total"), price->total);
  for (guint i = 0; i < price->refusals->len; i++)
    {
      g_autofree char *words =
          describe_words (self, &g_array_index (price->refusals, FoyerRefusal, i));

      g_string_append_printf (text, "%s\n", words);
    }
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

static FoyerCliStatus
read_question (Question *self, FoyerCli *cli, char **tiers, char **codes, const char *at)
{
  self->zone = foyer_time_zone_load (self->offer->event->timezone);
  self->items = g_array_new (FALSE, FALSE, sizeof (FoyerCartItem));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->now = foyer_time_now ();
  if (!foyer_cli_read_time (cli, "--at", at, self->zone, &self->now) ||
      !read_codes (self, cli, codes))
    return FOYER_CLI_USAGE;
  for (guint i = 0; tiers[i] != NULL; i++)
    if (!read_item (self, cli, tiers[i]))
      return FOYER_CLI_USAGE;
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
run_price (FoyerCli *self, GStrv *arguments)
{
  g_auto (GStrv) tiers = NULL;
  g_auto (GStrv) codes = NULL;
  g_autofree char *at = NULL, *email = NULL;
  const GOptionEntry entries[] = {
    { "tier", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &tiers,
      N_ ("A tier and how many tickets of it; of a donation with its amount, such as "
          "Supporter=1@20.00; may be repeated"),
      N_ ("NAME=NUMBER") },
    { "promo", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &codes,
      N_ ("A promo code; may be repeated, the best one counts"), N_ ("CODE") },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &at,
      N_ ("The moment, in the event's time zone; now without it"), N_ ("TIME") },
    { "email", 0, 0, G_OPTION_ARG_FILENAME, &email,
      N_ ("Who buys, for codes that one person can use so often"), N_ ("ADDRESS") },
    { NULL },
  };
  g_auto (Question) question = { NULL };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  FoyerCliStatus status;
  FoyerCart cart;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  if (tiers == NULL)
    return foyer_cli_usage (self, _ ("Which tickets? Give --tier."));
  if (!foyer_cli_read_text (self, "--email", email))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  question.offer = event != NULL ? foyer_tier_store_load_offer (
                                       self->db, event, (const char *const *) codes, email, &error)
                                 : NULL;
  if (question.offer == NULL)
    return foyer_cli_refuse (self, error);
  question.offer->is_preview = TRUE;
  status = read_question (&question, self, tiers, codes, at);
  if (status != FOYER_CLI_DONE)
    return status;

  cart = make_cart (&question);
  question.price = foyer_price_new ();
  foyer_price_make (question.price, question.offer, &cart, question.now);
  object = describe_price (&question);
  sentence = tell_price (&question);
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_price_commands[] = {
  { "price", NULL, "EVENT --tier NAME=NUMBER… [--promo CODE] [--at TIME]",
    N_ ("Tell what tickets cost; a draft is priced as if it were published"), run_price },
  { NULL },
};
