/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-exchange.h"
#include "cli-tier-options.h"

#include "foyer-cli-output.h"
#include "foyer-offer-words.h"
#include "foyer-promo-csv.h"
#include "foyer-promo-store.h"
#include "foyer-tier-store.h"
#include "foyer-time.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

/* The values of "promo add", "edit" and "generate", as they stand on the command line. */
typedef struct
{
  char *code;
  char *percentage;
  char *fixed;
  char *per;
  char **tiers;
  char *valid_from;
  char *valid_until;
  char *max_uses;
  char *max_per_person;
  char *note;
  char *batch;
  gboolean is_inactive;
  gboolean is_active;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->code);
  g_free (options->percentage);
  g_free (options->fixed);
  g_free (options->per);
  g_strfreev (options->tiers);
  g_free (options->valid_from);
  g_free (options->valid_until);
  g_free (options->max_uses);
  g_free (options->max_per_person);
  g_free (options->note);
  g_free (options->batch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

#define SHARED_ENTRIES(options)                                                                         \
  { "percentage",                                                                                       \
    0,                                                                                                  \
    0,                                                                                                  \
    G_OPTION_ARG_FILENAME,                                                                              \
    &(options).percentage,                                                                              \
    N_ ("How much of the price is taken off, such as 25 or 12.5"),                                      \
    N_ ("PERCENT") },                                                                                   \
      { "fixed",                                                                                        \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME,                                                                          \
        &(options).fixed,                                                                               \
        N_ ("The amount that is taken off, such as 5.00, in the event's currency"),                     \
        N_ ("AMOUNT") },                                                                                \
      { "per",                                                                                          \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME,                                                                          \
        &(options).per,                                                                                 \
        N_ ("Whether a fixed amount is taken off each “order” or each “ticket”"),                       \
        N_ ("WHAT") },                                                                                  \
      { "tier",                                                                                         \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME_ARRAY,                                                                    \
        &(options).tiers,                                                                               \
        N_ ("A tier that it is for, or shows when it is hidden; may be repeated; “all”"),               \
        N_ ("NAME") },                                                                                  \
      { "valid-from",                                                                                   \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME,                                                                          \
        &(options).valid_from,                                                                          \
        N_ ("From when it is valid, in the event's time zone; “none” for always"),                      \
        N_ ("TIME") },                                                                                  \
      { "valid-until",                                                                                  \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME,                                                                          \
        &(options).valid_until,                                                                         \
        N_ ("Until when it is valid; “none” for always"),                                               \
        N_ ("TIME") },                                                                                  \
      { "max-uses",                                                                                     \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME,                                                                          \
        &(options).max_uses,                                                                            \
        N_ ("How many orders can use it; “none” for any number"),                                       \
        N_ ("NUMBER") },                                                                                \
      { "max-per-person",                                                                               \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME,                                                                          \
        &(options).max_per_person,                                                                      \
        N_ ("How many orders of one e-mail address can use it; “none” for any number"),                 \
        N_ ("NUMBER") },                                                                                \
      { "note",     0, 0, G_OPTION_ARG_FILENAME, &(options).note, N_ ("A note for the organizer"),      \
        N_ ("TEXT") },                                                                                  \
      { "batch",                                                                                        \
        0,                                                                                              \
        0,                                                                                              \
        G_OPTION_ARG_FILENAME,                                                                          \
        &(options).batch,                                                                               \
        N_ ("What codes that belong together are called"),                                              \
        N_ ("NAME") },                                                                                  \
      { "inactive", 0, 0, G_OPTION_ARG_NONE, &(options).is_inactive, N_ ("It is switched off"), NULL }, \
  {                                                                                                     \
    "active", 0, 0, G_OPTION_ARG_NONE, &(options).is_active, N_ ("It is switched on"), NULL             \
  }

static JsonObject *
describe_promo (const FoyerOffer *offer, const FoyerPromoCode *promo, gint64 n_uses)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (offer->event->timezone);
  g_autoptr (GArray) ids = foyer_promo_code_get_tiers (promo);
  JsonObject *object = json_object_new ();

  foyer_cli_set_id (object, "id", &promo->row.id);
  foyer_cli_set_text (object, "event", offer->event->slug);
  foyer_cli_set_text (object, "code", promo->code);
  foyer_cli_set_word (object, "discount_type", promo, "discount_type");
  foyer_cli_set_number (object, "discount_value", promo->discount_value);
  foyer_cli_set_word (object, "applies_to", promo, "applies_to");
  if (ids == NULL)
    json_object_set_null_member (object, "tiers");
  else
    {
      JsonArray *names = json_array_new ();

      for (guint i = 0; i < ids->len; i++)
        {
          int tier = foyer_offer_find_tier (offer, &g_array_index (ids, FoyerUuid, i));

          if (tier >= 0)
            json_array_add_string_element (names, foyer_offer_tier (offer, tier)->tier->name);
        }
      json_object_set_array_member (object, "tiers", names);
    }
  foyer_cli_set_time (object, "valid_from", promo->valid_from, zone);
  foyer_cli_set_time (object, "valid_until", promo->valid_until, zone);
  foyer_cli_set_number (object, "max_uses", promo->max_uses);
  foyer_cli_set_number (object, "max_per_person", promo->max_per_person);
  json_object_set_boolean_member (object, "is_active", !promo->is_inactive);
  foyer_cli_set_text (object, "batch", promo->batch);
  foyer_cli_set_text (object, "note", promo->note);
  foyer_cli_set_number (object, "uses", n_uses);
  return object;
}

static gboolean
is_none (const char *value)
{
  return g_strcmp0 (value, "none") == 0;
}

static gboolean
read_discount (FoyerCli *self, const Options *options, const char *currency, FoyerPromoCode *promo)
{
  if (options->percentage != NULL && options->fixed != NULL)
    {
      foyer_cli_usage (self, _ ("A code has either --percentage or --fixed."));
      return FALSE;
    }
  if (options->percentage != NULL)
    {
      promo->discount_type = FOYER_DISCOUNT_PERCENTAGE;
      if (cli_read_amount (options->percentage, "EUR", &promo->discount_value))
        return TRUE;
      foyer_cli_usage (self, _ ("The value of %s must be a percentage such as 12.5, not “%s”."),
                       "--percentage", options->percentage);
      return FALSE;
    }
  if (options->fixed == NULL)
    return TRUE;
  promo->discount_type = FOYER_DISCOUNT_FIXED;
  if (cli_read_amount (options->fixed, currency, &promo->discount_value))
    return TRUE;
  foyer_cli_usage (self, _ ("The value of %s must be an amount such as 49.00 in %s, not “%s”."),
                   "--fixed", currency, options->fixed);
  return FALSE;
}

static gboolean
read_scope (FoyerCli *self, const Options *options, FoyerPromoCode *promo)
{
  if (options->per == NULL)
    return TRUE;
  if (g_str_equal (options->per, "order"))
    promo->applies_to = FOYER_PROMO_PER_ORDER;
  else if (g_str_equal (options->per, "ticket"))
    promo->applies_to = FOYER_PROMO_PER_TICKET;
  else
    {
      foyer_cli_usage (self, _ ("The value of %s must be one of %s, not “%s”."), "--per",
                       "order, ticket", options->per);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_number (FoyerCli *self, const char *option, const char *value, gint64 *number)
{
  if (!is_none (value))
    return foyer_cli_read_number (self, option, value, number);
  *number = FOYER_NONE;
  return TRUE;
}

static gboolean
read_time (FoyerCli *self, const char *option, const char *value, GTimeZone *zone, gint64 *time)
{
  if (!is_none (value))
    return foyer_cli_read_time (self, option, value, zone, time);
  *time = FOYER_NONE;
  return TRUE;
}

static gboolean
read_text (FoyerCli *self, const char *option, const char *value, char **field)
{
  if (value == NULL)
    return TRUE;
  if (!foyer_cli_read_text (self, option, value))
    return FALSE;
  g_free (*field);
  *field = *value != '\0' && !is_none (value) ? g_strdup (value) : NULL;
  return TRUE;
}

static FoyerCliStatus
read_tiers (FoyerCli *self, const Options *options, const FoyerOffer *offer, FoyerPromoCode *promo)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  g_autoptr (GError) error = NULL;

  if (options->tiers == NULL)
    return FOYER_CLI_DONE;
  for (guint i = 0; options->tiers[i] != NULL; i++)
    {
      int tier = cli_find_tier (offer, options->tiers[i]);
      g_autofree char *shown = g_utf8_make_valid (options->tiers[i], -1);

      if (tier < 0 && g_str_equal (options->tiers[i], "all"))
        {
          g_clear_pointer (&promo->tier_ids, g_free);
          return FOYER_CLI_DONE;
        }
      if (tier < 0)
        {
          g_set_error (&error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("There is no tier “%s”."), shown);
          return foyer_cli_refuse (self, error);
        }
      g_array_append_val (ids, foyer_offer_tier (offer, tier)->tier->row.id);
    }
  g_free (promo->tier_ids);
  promo->tier_ids = foyer_promo_code_make_tiers (ids);
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
read_options (FoyerCli *self,
              const Options *options,
              const FoyerOffer *offer,
              FoyerPromoCode *promo)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (offer->event->timezone);

  if (!read_text (self, "--code", options->code, &promo->code) ||
      !read_discount (self, options, offer->event->currency, promo) ||
      !read_scope (self, options, promo) ||
      !read_time (self, "--valid-from", options->valid_from, zone, &promo->valid_from) ||
      !read_time (self, "--valid-until", options->valid_until, zone, &promo->valid_until) ||
      !read_number (self, "--max-uses", options->max_uses, &promo->max_uses) ||
      !read_number (self, "--max-per-person", options->max_per_person, &promo->max_per_person) ||
      !read_text (self, "--note", options->note, &promo->note) ||
      !read_text (self, "--batch", options->batch, &promo->batch))
    return FOYER_CLI_USAGE;
  promo->is_inactive = (promo->is_inactive || options->is_inactive) && !options->is_active;
  return read_tiers (self, options, offer, promo);
}

static FoyerOffer *
open_offer (FoyerCli *self, FoyerDatabaseMode mode, const char *slug_or_id, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_cli_open_event (self, mode, slug_or_id, error);

  return event != NULL ? foyer_tier_store_load_offer (self->db, event, NULL, NULL, error) : NULL;
}

static gboolean
store_promo (FoyerCli *self, const FoyerPromoCode *before, FoyerPromoCode *promo, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (
      self->db, before == NULL ? "add-promo-code" : "edit-promo-code", error);

  if (transaction == NULL)
    return FALSE;
  if (before == NULL ? !foyer_promo_store_add (transaction, promo, error)
                     : !foyer_promo_store_edit (transaction, before, promo, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

static FoyerCliStatus
print_promo (FoyerCli *self, const FoyerOffer *offer, const FoyerPromoCode *promo)
{
  g_autofree char *discount = foyer_promo_describe (promo, offer->event->currency);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", promo->code, discount);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_uses, n_buyer_uses;

  if (!foyer_promo_store_count_uses (self->db, &promo->row.id, NULL, &n_uses, &n_buyer_uses,
                                     &error))
    return foyer_cli_refuse (self, error);
  object = describe_promo (offer, promo, n_uses);
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_add (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "code", 0, 0, G_OPTION_ARG_FILENAME, &options.code, N_ ("What a buyer enters"), N_ ("CODE") },
    SHARED_ENTRIES (options),
    { NULL },
  };
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (GError) error = NULL;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  if (options.code == NULL ||
      (options.percentage == NULL && options.fixed == NULL && options.tiers == NULL))
    return foyer_cli_usage (self, _ ("A promo code needs --code, and --percentage or --fixed."));
  offer = open_offer (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (offer == NULL)
    return foyer_cli_refuse (self, error);
  promo->event_id = offer->event->row.id;
  status = read_options (self, &options, offer, promo);
  if (status != FOYER_CLI_DONE)
    return status;
  if (!store_promo (self, NULL, promo, &error))
    return foyer_cli_refuse (self, error);
  return print_promo (self, offer, promo);
}

static FoyerPromoCode *
find_promo (FoyerCli *self, const FoyerOffer *offer, const char *text, GError **error)
{
  g_autofree char *code = foyer_promo_code_normalise (text);
  g_autofree char *shown = g_utf8_make_valid (text, -1);
  g_autoptr (GError) local = NULL;
  FoyerPromoCode *promo =
      code != NULL ? foyer_promo_store_find (self->db, &offer->event->row.id, code, &local) : NULL;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (promo == NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                 _ ("There is no promo code “%s”."), shown);
  return promo;
}

static FoyerCliStatus
run_edit (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "code", 0, 0, G_OPTION_ARG_FILENAME, &options.code, N_ ("What a buyer enters"), N_ ("CODE") },
    SHARED_ENTRIES (options),
    { NULL },
  };
  g_autoptr (FoyerPromoCode) before = NULL, after = NULL;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (GError) error = NULL;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 2, 2))
    return FOYER_CLI_USAGE;
  offer = open_offer (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  before = offer != NULL ? find_promo (self, offer, (*arguments)[1], &error) : NULL;
  if (before == NULL)
    return foyer_cli_refuse (self, error);
  after = foyer_promo_code_copy (before);
  status = read_options (self, &options, offer, after);
  if (status != FOYER_CLI_DONE)
    return status;
  if (!store_promo (self, before, after, &error))
    return foyer_cli_refuse (self, error);
  return print_promo (self, offer, after);
}

/* The codes alone, one a line, without --json: for a mail merge. */
static FoyerCliStatus
print_generated (FoyerCli *self, const FoyerOffer *offer, GPtrArray *promos)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < promos->len; i++)
    {
      const FoyerPromoCode *promo = promos->pdata[i];
      g_autoptr (JsonObject) object = describe_promo (offer, promo, 0);

      if (!foyer_cli_print (self, object, promo->code, &error))
        return foyer_cli_refuse (self, error);
    }
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
run_generate (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { NULL };
  g_autofree char *count = NULL, *length_text = NULL, *prefix = NULL;
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_FILENAME, &count, N_ ("How many codes"), N_ ("NUMBER") },
    { "prefix", 0, 0, G_OPTION_ARG_FILENAME, &prefix, N_ ("What each code begins with"),
      N_ ("TEXT") },
    { "length", 0, 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("How many random letters follow, usually 8"), N_ ("NUMBER") },
    SHARED_ENTRIES (options),
    { NULL },
  };
  g_autoptr (FoyerPromoCode) pattern = foyer_promo_code_new ();
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (GPtrArray) promos = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = 0, length = 8;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  if (count == NULL)
    return foyer_cli_usage (self, _ ("How many codes? Give --count."));
  if (!foyer_cli_read_number (self, "--count", count, &n) ||
      !foyer_cli_read_number (self, "--length", length_text, &length) ||
      !foyer_cli_read_text (self, "--prefix", prefix))
    return FOYER_CLI_USAGE;
  offer = open_offer (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (offer == NULL)
    return foyer_cli_refuse (self, error);
  pattern->event_id = offer->event->row.id;
  status = read_options (self, &options, offer, pattern);
  if (status != FOYER_CLI_DONE)
    return status;

  transaction = foyer_transaction_begin (self->db, "generate-promo-codes", &error);
  promos = transaction != NULL
               ? foyer_promo_store_generate (transaction, pattern, prefix,
                                             (guint) MIN (length, FOYER_PROMO_CODE_MAX + 1),
                                             (guint) MIN (n, FOYER_PROMO_DRAW_MAX + 1), &error)
               : NULL;
  if (promos == NULL || !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);
  return print_generated (self, offer, promos);
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "code", N_ ("Code"), FOYER_CLI_TEXT },
    { "discount", N_ ("Discount"), FOYER_CLI_TEXT },
    { "uses", N_ ("Used"), FOYER_CLI_NUMBER },
    { "max_uses", N_ ("Of"), FOYER_CLI_NUMBER },
    { "valid_until", N_ ("Valid until"), FOYER_CLI_TIME },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (GPtrArray) promos = NULL;
  g_autoptr (GHashTable) uses = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  offer = open_offer (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  promos = offer != NULL ? foyer_promo_store_list (self->db, &offer->event->row.id, &error) : NULL;
  uses = promos != NULL ? foyer_promo_store_uses (self->db, &offer->event->row.id, &error) : NULL;
  if (uses == NULL)
    return foyer_cli_refuse (self, error);

  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < promos->len; i++)
    {
      const FoyerPromoCode *promo = promos->pdata[i];
      const gint64 *n_uses = g_hash_table_lookup (uses, &promo->row.id);
      JsonObject *row = describe_promo (offer, promo, n_uses != NULL ? *n_uses : 0);
      g_autofree char *discount = foyer_promo_describe (promo, offer->event->currency);

      if (!self->json)
        foyer_cli_set_text (row, "discount", discount);
      foyer_cli_table_add (table, row);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

static FoyerImportReport *
import_codes (FoyerDatabase *db,
              GFile *file,
              const FoyerUuid *event_id,
              gboolean dry_run,
              GError **error)
{
  return foyer_promo_csv_import (db, file, event_id, dry_run, NULL, error);
}

static FoyerCliStatus
run_import (FoyerCli *self, GStrv *arguments)
{
  return foyer_cli_import_list (self, arguments, import_codes);
}

static FoyerCliStatus
export_to_stdout (FoyerCli *self, const FoyerEvent *event, GError **error)
{
  g_autofree char *text = foyer_promo_csv_to_text (self->db, &event->row.id, NULL, error);

  if (text == NULL)
    return FOYER_CLI_REFUSED;
  fputs (text, stdout);
  return fflush (stdout) == 0 ? FOYER_CLI_DONE : FOYER_CLI_REFUSED;
}

static FoyerCliStatus
export_to_file (FoyerCli *self, const FoyerEvent *event, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *sentence = NULL;
  gint64 n_rows = foyer_promo_csv_export (self->db, &event->row.id, file, NULL, error);

  if (n_rows < 0)
    return FOYER_CLI_REFUSED;
  sentence = g_strdup_printf (
      ngettext ("Wrote %d promo code to %s.", "Wrote %d promo codes to %s.", n_rows), (int) n_rows,
      shown);
  return foyer_cli_tell_written (self, path, n_rows, sentence, error);
}

static FoyerCliStatus
run_export (FoyerCli *self, GStrv *arguments)
{
  return foyer_cli_export_list (self, arguments, export_to_stdout, export_to_file);
}

const FoyerCliCommand foyer_cli_promo_commands[] = {
  { "promo", "add", "EVENT --code CODE (--percentage PERCENT | --fixed AMOUNT)",
    N_ ("Add a promo code to an event"), run_add },
  { "promo", "edit", "EVENT CODE [OPTION…]", N_ ("Change a promo code"), run_edit },
  { "promo", "generate", "EVENT --count NUMBER (--percentage PERCENT | --fixed AMOUNT)",
    N_ ("Make many random promo codes"), run_generate },
  { "promo", "list", "EVENT", N_ ("List an event's promo codes"), run_list },
  { "promo", "import", "EVENT FILE", N_ ("Import promo codes from CSV"), run_import },
  { "promo", "export", "EVENT FILE", N_ ("Export promo codes as CSV, “-” for standard output"),
    run_export },
  { NULL },
};
