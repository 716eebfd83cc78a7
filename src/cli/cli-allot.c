/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this desk may sell, what is left elsewhere, and how it gets more. */
#include "cli-sync.h"
#include "foyer-cli-output.h"

#include "foyer-allotment-store.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-sync-link.h"
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

static FoyerTier *
find_tier (FoyerCli *self, const FoyerEvent *event, const char *name, GError **error)
{
  g_autofree char *wanted = g_utf8_make_valid (name, -1);
  g_autoptr (GPtrArray) tiers = foyer_event_store_tiers (self->db, &event->row.id, error);

  if (tiers == NULL)
    return NULL;
  for (guint i = 0; i < tiers->len; i++)
    if (g_utf8_collate (((FoyerTier *) tiers->pdata[i])->name, wanted) == 0)
      return foyer_row_copy (tiers->pdata[i]);
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
               _ ("The event has no tier “%s”."), wanted);
  return NULL;
}

static FoyerServer *
find_server (FoyerCli *self, const FoyerEvent *event, GError **error)
{
  g_autoptr (GPtrArray) servers = foyer_server_store_list (self->db, error);

  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);
      g_autoptr (GPtrArray) events = foyer_server_store_events (self->db, server->key, error);

      if (events == NULL)
        return NULL;
      for (guint j = 0; j < events->len; j++)
        if (foyer_uuid_equal (&((FoyerHostedEvent *) events->pdata[j])->event_id, &event->row.id))
          return foyer_server_store_get (self->db, server->key, error);
    }
  if (servers != NULL)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                         _ ("This event lies on no server: all its places are here."));
  return NULL;
}

static gint64
count_left (FoyerCli *self, const FoyerEvent *event, const FoyerUuid *tier_id)
{
  gint64 as_of, n = 0;
  g_autoptr (GArray) stocks = foyer_allotment_store_read_stock (self->db, event, &as_of, NULL);

  for (guint i = 0; stocks != NULL && i < stocks->len; i++)
    {
      const FoyerStock *stock = &g_array_index (stocks, FoyerStock, i);

      if (stock->is_escrowed &&
          (tier_id == NULL || foyer_uuid_equal (&stock->tier_id, tier_id)))
        n += stock->here;
    }
  return n;
}

/* tier: (nullable) all of them, when they go back. */
static gboolean
move (FoyerCli *self,
      const char *slug,
      const char *name,
      gint64 quantity,
      gboolean is_return,
      GError **error)
{
  g_autoptr (FoyerSecrets) secrets = cli_sync_open_secrets (self, FOYER_DATABASE_READ_WRITE, error);
  g_autoptr (FoyerLock) lock = secrets != NULL ? cli_sync_take_lock (self, error) : NULL;
  g_autoptr (FoyerEvent) event =
      lock != NULL ? foyer_event_store_find (self->db, slug, error) : NULL;
  g_autoptr (FoyerTier) tier =
      event != NULL && name != NULL ? find_tier (self, event, name, error) : NULL;
  g_autoptr (FoyerServer) server =
      event != NULL && (tier != NULL || name == NULL) ? find_server (self, event, error) : NULL;
  g_autoptr (FoyerSyncLink) link =
      server != NULL ? foyer_sync_link_open (self->db, secrets, server->key, error) : NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *sentence = NULL;
  const FoyerUuid *tier_id = tier != NULL ? &tier->row.id : NULL;
  gint64 left;

  if (link == NULL)
    return FALSE;
  if (is_return
          ? !foyer_sync_link_return_places (link, &event->row.id, tier_id, NULL, error)
          : foyer_sync_link_fetch_places (link, &event->row.id, tier_id, quantity, TRUE, NULL,
                                          error) < 0)
    return FALSE;
  left = count_left (self, event, tier_id);
  object = json_object_new ();
  foyer_cli_set_text (object, "tier", tier != NULL ? tier->name : NULL);
  foyer_cli_set_number (object, "here", left);
  sentence = g_strdup_printf (
      ngettext ("%d place is here.", "%d places are here.", (gulong) left), (int) left);
  return foyer_cli_print (self, object, sentence, error);
}

static FoyerCliStatus
run_allot (FoyerCli *self, GStrv *arguments)
{
  g_autofree char *tier = NULL;
  gboolean is_return = FALSE;
  gint64 quantity = 0;
  const GOptionEntry entries[] = {
    { "tier", 't', 0, G_OPTION_ARG_STRING, &tier, N_ ("The tier whose places are wanted"),
      N_ ("NAME") },
    { "quantity", 'q', 0, G_OPTION_ARG_INT64, &quantity, N_ ("How many more"), N_ ("NUMBER") },
    { "return", 0, 0, G_OPTION_ARG_NONE, &is_return,
      N_ ("Give back what is left, of the tier or of all"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  if (is_return ? quantity != 0 : tier == NULL || quantity < 1 || quantity > 10000)
    return foyer_cli_usage (self, _ ("Say --tier and --quantity, 1 to 10000, or --return."));
  return move (self, (*arguments)[0], tier, quantity, is_return, &error)
             ? FOYER_CLI_DONE
             : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_allot_commands[] = {
  { "allot", NULL, "EVENT --tier NAME --quantity NUMBER",
    N_ ("Hold places of an event on a server, to sell them here without it"), run_allot },
  { "allotments", NULL, "EVENT", N_ ("Say how many tickets this desk can sell"), run_allotments },
  { NULL },
};
