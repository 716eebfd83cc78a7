/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this desk may sell, and what is left elsewhere. */
#include "foyer-cli-output.h"

#include "foyer-allotment-store.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

static JsonObject *
describe (FoyerCli *cli, const FoyerStock *stock, gint64 as_of, GTimeZone *zone)
{
  g_autoptr (FoyerTier) tier =
      foyer_row_store_find (cli->db, &FOYER_TIER_TYPE, &stock->tier_id, NULL);
  JsonObject *object = json_object_new ();

  foyer_cli_set_text (object, "tier", tier != NULL ? tier->name : NULL);
  json_object_set_boolean_member (object, "is_escrowed", stock->is_escrowed);
  foyer_cli_set_number (object, "here", stock->here);
  foyer_cli_set_number (object, "elsewhere", stock->elsewhere);
  foyer_cli_set_number (object, "in_carts", stock->in_carts);
  foyer_cli_set_time (object, "as_of", as_of, zone);
  return object;
}

static FoyerCliStatus
run_allotments (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "tier", N_ ("Tier"), FOYER_CLI_TEXT },
    { "here", N_ ("Here"), FOYER_CLI_NUMBER },
    { "elsewhere", N_ ("Elsewhere"), FOYER_CLI_NUMBER },
    { "as_of", N_ ("As of"), FOYER_CLI_TIME },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GArray) stocks = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 as_of;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event != NULL)
    stocks = foyer_allotment_store_read_stock (self->db, event, &as_of, &error);
  if (stocks == NULL)
    return foyer_cli_refuse (self, error);
  zone = foyer_time_zone_load (event->timezone);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < stocks->len; i++)
    foyer_cli_table_add (table,
                         describe (self, &g_array_index (stocks, FoyerStock, i), as_of, zone));
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_allot_commands[] = {
  { "allotments", NULL, "EVENT", N_ ("Say how many tickets this desk can sell"), run_allotments },
  { NULL },
};
