/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selling. */
#include "cli-tier-options.h"
#include "cli-till.h"

#include "foyer-allotment-store.h"
#include "foyer-money.h"
#include "foyer-sale-wishes.h"
#include "foyer-tier-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char **tiers;
  char **donations;
  char **codes;
  char **pays;
  char **prints;
  char *complimentary;
  char *name;
  char *email;
  gboolean allows_rest;
  gboolean checks_in;
  CliTill till;
} Options;

static void
options_clear (Options *self)
{
  g_strfreev (self->tiers);
  g_strfreev (self->donations);
  g_strfreev (self->codes);
  g_strfreev (self->pays);
  g_strfreev (self->prints);
  g_free (self->complimentary);
  g_free (self->name);
  g_free (self->email);
  cli_till_clear (&self->till);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* NAME=VALUE; the tier. */
static int
find_tier (FoyerCli *cli, const FoyerOffer *offer, const char *option, char *text, char **value)
{
  char *equals = strrchr (text, '=');
  int tier;

  if (!foyer_cli_read_text (cli, option, text))
    return -1;
  if (equals != NULL)
    *equals = '\0';
  *value = equals != NULL ? equals + 1 : NULL;
  tier = cli_find_tier (offer, text);
  if (tier < 0)
    foyer_cli_usage (cli, _ ("There is no tier “%s”."), text);
  return tier;
}

static gboolean
read_tiers (FoyerCli *cli, const FoyerOffer *offer, char **texts, FoyerSaleCart *cart)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      gint64 quantity = 1;
      char *value = NULL;
      int tier = find_tier (cli, offer, "--tier", texts[i], &value);

      if (tier < 0)
        return FALSE;
      if (value != NULL &&
          !g_ascii_string_to_signed (value, 10, 1, FOYER_CART_QUANTITY_MAX, &quantity, NULL))
        {
          foyer_cli_usage (cli,
                           _ ("The value of %s must be a tier and a number such as VIP=2, not "
                              "“%s”."),
                           "--tier", value);
          return FALSE;
        }
      foyer_sale_cart_add (cart, &foyer_offer_tier (offer, tier)->tier->row.id, quantity,
                           FOYER_NONE);
    }
  return TRUE;
}

static gboolean
read_donations (FoyerCli *cli, const FoyerOffer *offer, char **texts, FoyerSaleCart *cart)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      gint64 amount;
      char *value = NULL;
      int tier = find_tier (cli, offer, "--donation", texts[i], &value);

      if (tier < 0 || !cli_till_read_amount (cli, "--donation", value != NULL ? value : "",
                                             offer->event->currency, &amount))
        return FALSE;
      if (foyer_offer_tier (offer, tier)->tier->kind != FOYER_TIER_DONATION)
        {
          foyer_cli_usage (cli, _ ("“%s” has a price: sell it with --tier."),
                           foyer_offer_tier (offer, tier)->tier->name);
          return FALSE;
        }
      foyer_sale_cart_add (cart, &foyer_offer_tier (offer, tier)->tier->row.id, 1, amount);
    }
  return TRUE;
}

static FoyerSaleCart *
read_cart (FoyerCli *cli, const FoyerOffer *offer, const Options *options)
{
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();

  if (!foyer_cli_read_text (cli, "--name", options->name) ||
      !foyer_cli_read_text (cli, "--email", options->email) ||
      !foyer_cli_read_text (cli, "--complimentary", options->complimentary) ||
      !read_tiers (cli, offer, options->tiers, cart) ||
      !read_donations (cli, offer, options->donations, cart))
    return NULL;
  if (foyer_sale_cart_is_empty (cart))
    {
      foyer_cli_usage (cli, _ ("Say what is sold, such as --tier VIP=2."));
      return NULL;
    }
  for (guint i = 0; options->codes != NULL && options->codes[i] != NULL; i++)
    if (!foyer_cli_read_text (cli, "--promo", options->codes[i]) ||
        !foyer_sale_cart_add_code (cart, options->codes[i]))
      {
        foyer_cli_usage (cli, _ ("“%s” can be no promo code, or is there twice."),
                         options->codes[i]);
        return NULL;
      }
  foyer_sale_cart_set_buyer (cart, options->name, options->email);
  foyer_sale_cart_set_complimentary (cart, options->complimentary);
  return g_steal_pointer (&cart);
}

static FoyerSaleWishes *
list_wishes (const FoyerEvent *event, const Options *options)
{
  FoyerSaleWishes *wishes = foyer_sale_wishes_new ();

  for (guint i = 0; options->prints != NULL && options->prints[i] != NULL; i++)
    foyer_sale_wishes_print (
        wishes, foyer_print_job_new (&event->row.id, g_str_equal (options->prints[i], "receipt")
                                                         ? FOYER_PRINT_RECEIPT
                                                         : FOYER_PRINT_TICKETS));
  wishes->checks_in = options->checks_in;
  return wishes;
}

static gboolean
check_prints (FoyerCli *cli, char **prints)
{
  for (guint i = 0; prints != NULL && prints[i] != NULL; i++)
    if (!g_str_equal (prints[i], "tickets") && !g_str_equal (prints[i], "receipt"))
      {
        foyer_cli_usage (cli, _ ("The value of %s must be tickets or receipt."), "--print");
        return FALSE;
      }
  return TRUE;
}

/* Who gets a letter gets it from the server, when the sale was told. (nullable): nobody does. */
static char *
say_mail (FoyerCli *cli, const FoyerEvent *event, const FoyerSaleResult *sold, gboolean *is_mailed)
{
  gint64 as_of = FOYER_NONE;
  g_autoptr (GArray) stocks = NULL;

  *is_mailed = FALSE;
  if (sold->order->buyer_email == NULL || sold->due > 0)
    return NULL;
  stocks = foyer_allotment_store_read_stock (cli->db, event, &as_of, NULL);
  *is_mailed = as_of != FOYER_NONE;
  return g_strdup_printf (*is_mailed
                              ? _ ("By e-mail to %s")
                              : _ ("No e-mail goes to %s by itself: this event has no server."),
                          sold->order->buyer_email);
}

/* What it cost; and of that, what comes back or is to come. */
static char *
say_sold (const FoyerSaleResult *sold)
{
  const FoyerOrder *order = sold->order;
  g_autofree char *sum = foyer_money_format (order->total, order->currency);
  g_autofree char *change = foyer_money_format (sold->change, order->currency);
  g_autofree char *due = foyer_money_format (sold->due, order->currency);

  if (sold->due > 0)
    return g_strdup_printf (_ ("Order %s for %s waits: %s is still to be paid."),
                            order->order_number, sum, due);
  if (sold->change > 0)
    return g_strdup_printf (_ ("Order %s sold for %s, change %s."), order->order_number, sum,
                            change);
  return g_strdup_printf (_ ("Order %s sold for %s."), order->order_number, sum);
}

static FoyerCliStatus
sell (FoyerCli *cli,
      const FoyerEvent *event,
      Options *options,
      const FoyerSaleCart *cart,
      const GArray *tenders)
{
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerSaleResult) result = NULL;
  g_autoptr (FoyerSaleWishes) wishes = list_wishes (event, options);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL, *mail = NULL, *both = NULL;
  FoyerSaleRequest request;
  gboolean is_mailed;

  foyer_sale_request_init (&request, &event->row.id, cart);
  request.tenders = (const FoyerTender *) tenders->data;
  request.n_tenders = tenders->len;
  request.rest = options->allows_rest ? FOYER_SALE_REST_LATER : FOYER_SALE_REST_REFUSED;
  request.needs_codes = TRUE;
  if (cli_till_identify (&options->till, cli, &event->row.id, &error))
    {
      request.actor = options->till.actor;
      transaction = foyer_transaction_begin (cli->db, FOYER_TILL_KIND_SALE, &error);
    }
  if (transaction == NULL || !foyer_sale_store_sell (transaction, &request, &result, &error) ||
      !foyer_sale_wishes_grant (wishes, transaction, result, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (cli, error);
  sentence = say_sold (result);
  mail = say_mail (cli, event, result, &is_mailed);
  both = g_strjoin ("\n", sentence, mail, NULL);
  return cli_till_print_sale (cli, result, both, is_mailed);
}

static FoyerCliStatus
run_sell (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "tier", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.tiers, N_ ("A tier, and how many of it"),
      N_ ("NAME=QTY") },
    { "donation", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.donations,
      N_ ("A ticket whose price the buyer says"), N_ ("NAME=AMOUNT") },
    { "promo", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.codes, N_ ("A promo code"), N_ ("CODE") },
    { "complimentary", 0, 0, G_OPTION_ARG_STRING, &options.complimentary,
      N_ ("It costs nothing, and why"), N_ ("REASON") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Who buys"), N_ ("NAME") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &options.email, N_ ("Their e-mail address"),
      N_ ("ADDRESS") },
    { "pay", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.pays,
      N_ ("What is handed over, such as cash:50.00 or card"), N_ ("METHOD") },
    { "rest-later", 0, 0, G_OPTION_ARG_NONE, &options.allows_rest,
      N_ ("Less than it costs is taken: the order waits for the rest"), NULL },
    { "print", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.prints,
      N_ ("Queue tickets or receipt for the printer"), N_ ("WHAT") },
    { "check-in", 0, 0, G_OPTION_ARG_NONE, &options.checks_in,
      N_ ("Whoever gets the tickets is inside at once"), NULL },
    CLI_TILL_ENTRIES (options.till),
    { NULL },
  };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (FoyerSaleCart) cart = NULL;
  g_autoptr (GArray) tenders = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) || !check_prints (self, options.prints))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL)
    offer = foyer_tier_store_load_offer (self->db, event, NULL, NULL, &error);
  if (offer == NULL)
    return foyer_cli_refuse (self, error);
  cart = read_cart (self, offer, &options);
  tenders = cart != NULL ? cli_till_read_tenders (self, options.pays, event->currency) : NULL;
  return tenders != NULL ? sell (self, event, &options, cart, tenders) : FOYER_CLI_USAGE;
}

const FoyerCliCommand foyer_cli_sell_commands[] = {
  { "sell", NULL, "EVENT", N_ ("Sell tickets at this desk"), run_sell },
  { NULL },
};
