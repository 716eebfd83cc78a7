/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-tier-options.h"

#include "foyer-cli-output.h"
#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-offer-words.h"
#include "foyer-tier-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

static void
set_other (JsonObject *object, const char *key, const FoyerOffer *offer, const FoyerUuid *tier_id)
{
  int tier = foyer_offer_find_tier (offer, tier_id);

  foyer_cli_set_text (object, key, tier >= 0 ? foyer_offer_tier (offer, tier)->tier->name : NULL);
}

static void
describe_settings (JsonObject *object, const FoyerOffer *offer, const FoyerTier *tier)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (offer->event->timezone);
  const char *quota = NULL;

  for (guint i = 0; i < offer->quotas->len; i++)
    if (foyer_uuid_equal (&foyer_offer_quota (offer, i)->quota->row.id, &tier->quota_id))
      quota = foyer_offer_quota (offer, i)->quota->name;

  foyer_cli_set_text (object, "description", tier->description);
  foyer_cli_set_word (object, "kind", tier, "kind");
  foyer_cli_set_number (object, "price_min", tier->price_min);
  foyer_cli_set_text (object, "quota", quota);
  foyer_cli_set_time (object, "sale_start", tier->sale_start, zone);
  foyer_cli_set_time (object, "sale_end", tier->sale_end, zone);
  json_object_set_boolean_member (object, "is_early_bird", tier->is_early_bird);
  set_other (object, "next_tier", offer, &tier->next_tier_id);
  foyer_cli_set_number (object, "min_per_order", tier->min_per_order);
  foyer_cli_set_number (object, "max_per_order", tier->max_per_order);
  foyer_cli_set_word (object, "group_kind", tier, "group_kind");
  foyer_cli_set_number (object, "group_size", tier->group_size);
  foyer_cli_set_number (object, "group_pays", tier->group_pays);
  foyer_cli_set_number (object, "group_price", tier->group_price);
  json_object_set_boolean_member (object, "is_hidden", tier->is_hidden);
  foyer_cli_set_text (object, "colour", tier->colour);
  foyer_cli_set_text (object, "badge_layout", tier->badge_layout);
}

static JsonObject *
describe_tier (const FoyerOffer *offer, const FoyerTier *tier)
{
  const FoyerEvent *event = offer->event;
  int stored = foyer_offer_find_tier (offer, &tier->row.id);
  JsonObject *object = json_object_new ();
  FoyerTierSale sale;

  foyer_cli_set_id (object, "id", &tier->row.id);
  foyer_cli_set_text (object, "event", event->slug);
  foyer_cli_set_text (object, "name", tier->name);
  foyer_cli_set_number (object, "price", tier->price);
  foyer_cli_set_text (object, "currency", event->currency);
  foyer_cli_set_number (object, "quantity_total", tier->quantity_total);
  describe_settings (object, offer, tier);
  if (stored >= 0)
    {
      foyer_tier_sale_read (offer, stored, TRUE, foyer_time_now (), &sale);
      foyer_cli_set_number (object, "sold", foyer_offer_tier (offer, stored)->n_taken);
      foyer_cli_set_number (object, "left", sale.left);
      foyer_cli_set_text (object, "state", foyer_sale_state_words[sale.state]);
    }
  return object;
}

static FoyerOffer *
open_offer (FoyerCli *self, FoyerDatabaseMode mode, const char *slug_or_id, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_cli_open_event (self, mode, slug_or_id, error);

  return event != NULL ? foyer_tier_store_load_offer (self->db, event, NULL, NULL, error) : NULL;
}

static FoyerTier *
dup_tier (const FoyerOffer *offer, const char *name, GError **error)
{
  int tier = cli_find_tier (offer, name);
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  if (tier >= 0)
    return foyer_tier_copy (foyer_offer_tier (offer, tier)->tier);
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, _ ("There is no tier “%s”."),
               shown);
  return NULL;
}

/* before is NULL for a new tier. */
static gboolean
store_tier (FoyerCli *self,
            CliTierOptions *options,
            const FoyerOffer *offer,
            const FoyerTier *before,
            FoyerTier *tier,
            GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, before == NULL ? "add-tier" : "edit-tier", error);

  if (transaction == NULL || !cli_tier_options_quota (options, transaction, offer, tier, error))
    return FALSE;
  if (before == NULL ? !foyer_tier_store_add (transaction, tier, error)
                     : !foyer_tier_store_edit (transaction, before, tier, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/* As it is now in the replica. */
static FoyerCliStatus
print_tier (FoyerCli *self, const FoyerEvent *event, const FoyerTier *tier, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOffer) offer = foyer_tier_store_load_offer (self->db, event, NULL, NULL, &error);
  g_autoptr (JsonObject) object = offer != NULL ? describe_tier (offer, tier) : NULL;

  if (object == NULL || !foyer_cli_print (self, object, sentence, &error))
    return foyer_cli_refuse (self, error);
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
run_add (FoyerCli *self, GStrv *arguments)
{
  g_auto (CliTierOptions) options = { NULL };
  g_autofree GOptionEntry *entries = cli_tier_options_entries (&options);
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (FoyerTier) tier = foyer_tier_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  if (options.name == NULL)
    return foyer_cli_usage (self, _ ("A tier needs --name."));
  offer = open_offer (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (offer == NULL)
    return foyer_cli_refuse (self, error);

  tier->event_id = offer->event->row.id;
  if (options.price == NULL && options.kind == NULL)
    tier->kind = FOYER_TIER_FREE;
  status = cli_tier_options_apply (&options, self, offer, tier);
  if (status != FOYER_CLI_DONE)
    return status;
  if (!store_tier (self, &options, offer, NULL, tier, &error))
    return foyer_cli_refuse (self, error);
  sentence = g_strdup_printf (_ ("Added the tier “%s”."), tier->name);
  return print_tier (self, offer->event, tier, sentence);
}

static FoyerCliStatus
run_edit (FoyerCli *self, GStrv *arguments)
{
  g_auto (CliTierOptions) options = { NULL };
  g_autofree GOptionEntry *entries = cli_tier_options_entries (&options);
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (FoyerTier) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 2, 2))
    return FOYER_CLI_USAGE;
  offer = open_offer (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  before = offer != NULL ? dup_tier (offer, (*arguments)[1], &error) : NULL;
  if (before == NULL)
    return foyer_cli_refuse (self, error);

  after = foyer_tier_copy (before);
  status = cli_tier_options_apply (&options, self, offer, after);
  if (status != FOYER_CLI_DONE)
    return status;
  if (!store_tier (self, &options, offer, before, after, &error))
    return foyer_cli_refuse (self, error);
  sentence = g_strdup_printf (_ ("Changed the tier “%s”."), after->name);
  return print_tier (self, offer->event, after, sentence);
}

static FoyerCliStatus
run_delete (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (FoyerTier) tier = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 2, 2))
    return FOYER_CLI_USAGE;
  offer = open_offer (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  tier = offer != NULL ? dup_tier (offer, (*arguments)[1], &error) : NULL;
  if (tier == NULL)
    return foyer_cli_refuse (self, error);

  transaction = foyer_transaction_begin (self->db, "remove-tier", &error);
  if (transaction == NULL || !foyer_tier_store_remove (transaction, tier, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);

  object = describe_tier (offer, tier);
  sentence = g_strdup_printf (_ ("Deleted the tier “%s”."), tier->name);
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "name", N_ ("Tier"), FOYER_CLI_TEXT },
    { "amount", N_ ("Price"), FOYER_CLI_NUMBER },
    { "quantity_total", N_ ("Tickets"), FOYER_CLI_NUMBER },
    { "sold", N_ ("Sold"), FOYER_CLI_NUMBER },
    { "words", N_ ("State"), FOYER_CLI_TEXT },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = foyer_time_now ();

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  offer = open_offer (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (offer == NULL)
    return foyer_cli_refuse (self, error);

  zone = foyer_time_zone_load (offer->event->timezone);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < offer->tiers->len; i++)
    {
      const FoyerTier *tier = foyer_offer_tier (offer, i)->tier;
      JsonObject *row = describe_tier (offer, tier);
      g_autofree char *amount = foyer_money_format (tier->price, offer->event->currency);
      g_autofree char *words = NULL;
      FoyerTierSale sale;

      foyer_tier_sale_read (offer, i, FALSE, now, &sale);
      words = foyer_tier_sale_describe (&sale, offer, zone, now);
      if (!self->json)
        {
          foyer_cli_set_text (row, "amount", amount);
          foyer_cli_set_text (row, "words", words);
        }
      foyer_cli_table_add (table, row);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_tier_commands[] = {
  { "tier", "add", "EVENT --name NAME [--price AMOUNT] [--quantity NUMBER]",
    N_ ("Add a ticket tier to an event"), run_add },
  { "tier", "edit", "EVENT TIER [OPTION…]", N_ ("Change a ticket tier"), run_edit },
  { "tier", "delete", "EVENT TIER", N_ ("Delete a ticket tier that has no tickets"), run_delete },
  { "tier", "list", "EVENT", N_ ("List an event's ticket tiers"), run_list },
  { NULL },
};
