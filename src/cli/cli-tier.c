/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cli-output.h"

#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static JsonObject *
describe_tier (const FoyerEvent *event, const FoyerTier *tier)
{
  JsonObject *object = json_object_new ();

  foyer_cli_set_id (object, "id", &tier->row.id);
  foyer_cli_set_text (object, "event", event->slug);
  foyer_cli_set_text (object, "name", tier->name);
  foyer_cli_set_number (object, "price", tier->price);
  foyer_cli_set_text (object, "currency", event->currency);
  foyer_cli_set_number (object, "quantity_total", tier->quantity_total);
  return object;
}

/* Lists match tiers by their folded names: two alike could not be told apart. */
static gboolean
check_name (const FoyerTier *tier, GPtrArray *tiers, GError **error)
{
  g_autofree char *folded = foyer_text_fold (tier->name, -1);

  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *other = tiers->pdata[i];
      g_autofree char *other_folded = foyer_text_fold (other->name, -1);

      if (g_str_equal (folded, other_folded))
        {
          g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                       _ ("There is a tier “%s” already."), other->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
store_tier (FoyerCli *self, const FoyerEvent *event, FoyerTier *tier, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (self->db, "add-tier", error);
  g_autoptr (GPtrArray) tiers = NULL;

  if (transaction == NULL)
    return FALSE;
  tiers = foyer_event_store_tiers (self->db, &event->row.id, error);
  if (tiers == NULL || !check_name (tier, tiers, error))
    return FALSE;
  for (guint i = 0; i < tiers->len; i++)
    tier->sort_order = MAX (tier->sort_order, ((FoyerTier *) tiers->pdata[i])->sort_order + 1);

  return foyer_transaction_insert (transaction, tier, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/* Major units with a point, as scripts write them: nothing that could be thousands. */
static gboolean
read_price (const char *text, const char *currency, gint64 *price)
{
  gsize whole = strspn (text, "0123456789");
  gsize fraction = text[whole] == '.' ? strspn (text + whole + 1, "0123456789") : 0;

  if (whole == 0 || (text[whole] == '.' && fraction == 0) ||
      text[whole + (fraction > 0 ? fraction + 1 : 0)] != '\0')
    return FALSE;
  return fraction <= foyer_currency_get_decimals (currency) &&
         foyer_money_parse (text, currency, price, NULL);
}

static FoyerCliStatus
run_add (FoyerCli *self, GStrv *arguments)
{
  g_autofree char *name = NULL, *price = NULL, *quantity = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &name, N_ ("Its name"), N_ ("NAME") },
    { "price", 0, 0, G_OPTION_ARG_FILENAME, &price,
      N_ ("What a ticket costs, such as 49.00, in the event's currency"), N_ ("AMOUNT") },
    { "quantity", 0, 0, G_OPTION_ARG_FILENAME, &quantity, N_ ("How many tickets there are"),
      N_ ("NUMBER") },
    { NULL },
  };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (FoyerTier) tier = foyer_tier_new ();
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  if (name == NULL)
    return foyer_cli_usage (self, _ ("A tier needs --name."));
  if (!foyer_cli_read_text (self, "--name", name) ||
      !foyer_cli_read_number (self, "--quantity", quantity, &tier->quantity_total))
    return FOYER_CLI_USAGE;

  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);
  if (price != NULL && !read_price (price, event->currency, &tier->price))
    return foyer_cli_usage (
        self, _ ("The value of --price must be an amount such as 49.00 in %s, not “%s”."),
        event->currency, price);

  tier->event_id = event->row.id;
  tier->name = g_strstrip (g_strdup (name));
  if (!store_tier (self, event, tier, &error))
    return foyer_cli_refuse (self, error);

  object = describe_tier (event, tier);
  sentence = g_strdup_printf (_ ("Added the tier “%s”."), tier->name);
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
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  tiers = event != NULL ? foyer_event_store_tiers (self->db, &event->row.id, &error) : NULL;
  if (tiers == NULL)
    return foyer_cli_refuse (self, error);

  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      JsonObject *row = describe_tier (event, tier);
      g_autofree char *amount = foyer_money_format (tier->price, event->currency);

      if (!self->json)
        foyer_cli_set_text (row, "amount", amount);
      foyer_cli_table_add (table, row);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_tier_commands[] = {
  { "tier", "add", "EVENT --name NAME [--price AMOUNT] [--quantity NUMBER]",
    N_ ("Add a ticket tier to an event"), run_add },
  { "tier", "list", "EVENT", N_ ("List an event's ticket tiers"), run_list },
  { NULL },
};
