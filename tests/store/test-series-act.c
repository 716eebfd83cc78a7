/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "series-fixture.h"

#include "foyer-promo-store.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-series-act.h"
#include "foyer-ticket-store.h"
#include "foyer-tier-store.h"

/* What the Tickets page does to the second of four dates. The third has a ticket of “Early”, the
 * fourth its own price of it. */
typedef struct
{
  const char *name;
  FoyerSeriesWrite write;
  gboolean is_of_codes;
  FoyerSeriesScope scope;
  gboolean overwrite;
  guint n_changed;
  guint n_left; /* at the third */
  const char *dates[4];
} ActCase;

#define WAS "Early 20 Wheels→Late, Late 25 Wheels; Wheels 12"
#define OWN "Early 90 Wheels→Late, Late 25 Wheels; Wheels 12"

static GPtrArray *
list_rows (FoyerDatabase *db, const FoyerRowType *type, const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = foyer_row_store_list (db, type, event_id, &error);

  g_assert_no_error (error);
  return rows;
}

static gpointer
find_tier (GPtrArray *tiers, const char *name)
{
  for (guint i = 0; i < tiers->len; i++)
    if (g_str_equal (((FoyerTier *) tiers->pdata[i])->name, name))
      return tiers->pdata[i];
  g_assert_not_reached ();
}

static gboolean
edit_price (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (GPtrArray) tiers =
      list_rows (foyer_transaction_get_db (transaction), &FOYER_TIER_TYPE, data);
  g_autoptr (FoyerTier) after = foyer_tier_copy (find_tier (tiers, "Early"));

  after->price = 2200;
  return foyer_tier_store_edit (transaction, find_tier (tiers, "Early"), after, error);
}

static gboolean
unlink_tier (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (GPtrArray) tiers =
      list_rows (foyer_transaction_get_db (transaction), &FOYER_TIER_TYPE, data);
  g_autoptr (FoyerTier) after = foyer_tier_copy (find_tier (tiers, "Early"));

  after->quota_id = (FoyerUuid){ { 0 } };
  after->next_tier_id = (FoyerUuid){ { 0 } };
  return foyer_tier_store_edit (transaction, find_tier (tiers, "Early"), after, error);
}

static gboolean
add_tier (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (GPtrArray) quotas =
      list_rows (foyer_transaction_get_db (transaction), &FOYER_QUOTA_TYPE, data);
  g_autoptr (FoyerTier) tier = foyer_tier_new ();

  tier->event_id = *(const FoyerUuid *) data;
  tier->name = g_strdup ("Child");
  tier->price = 500;
  tier->quota_id = ((FoyerQuota *) quotas->pdata[0])->row.id;
  return foyer_tier_store_add (transaction, tier, error);
}

static gboolean
remove_tier (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (GPtrArray) tiers =
      list_rows (foyer_transaction_get_db (transaction), &FOYER_TIER_TYPE, data);

  return foyer_tier_store_remove (transaction, find_tier (tiers, "Early"), error);
}

static gboolean
shrink_quota (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (GPtrArray) quotas =
      list_rows (foyer_transaction_get_db (transaction), &FOYER_QUOTA_TYPE, data);
  g_autoptr (FoyerQuota) after = foyer_quota_copy (quotas->pdata[0]);

  after->quantity_total = 0;
  return foyer_tier_store_edit_quota (transaction, quotas->pdata[0], after, error);
}

static gboolean
remove_quota (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (GPtrArray) quotas =
      list_rows (foyer_transaction_get_db (transaction), &FOYER_QUOTA_TYPE, data);

  return foyer_tier_store_remove_quota (transaction, quotas->pdata[0], error);
}

static gboolean
add_code (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) tiers = list_rows (db, &FOYER_TIER_TYPE, data);
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));

  g_array_append_val (ids, ((FoyerTier *) find_tier (tiers, "Late"))->row.id);
  promo->event_id = *(const FoyerUuid *) data;
  promo->code = g_strdup ("art");
  promo->discount_value = 1000;
  promo->tier_ids = foyer_promo_code_make_tiers (ids);
  promo->valid_until = series_instant ("2026-12-07T18:00:00", "Europe/Berlin");
  return foyer_promo_store_add (transaction, promo, error);
}

static gboolean
do_nothing (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  return TRUE;
}

static const ActCase cases[] = {
  { "nothing", do_nothing, FALSE, FOYER_SERIES_ALL, FALSE, 0, 0, { WAS, WAS, WAS, OWN } },
  { "price-this",
    edit_price,
    FALSE,
    FOYER_SERIES_THIS,
    FALSE,
    1,
    0,
    { WAS, "Early 22 Wheels→Late, Late 25 Wheels; Wheels 12", WAS, OWN } },
  { "price-following",
    edit_price,
    FALSE,
    FOYER_SERIES_FOLLOWING,
    FALSE,
    2,
    0,
    { WAS, "Early 22 Wheels→Late, Late 25 Wheels; Wheels 12",
      "Early 22 Wheels→Late, Late 25 Wheels; Wheels 12", OWN } },
  { "price-all-overwrite",
    edit_price,
    FALSE,
    FOYER_SERIES_ALL,
    TRUE,
    4,
    0,
    { "Early 22 Wheels→Late, Late 25 Wheels; Wheels 12",
      "Early 22 Wheels→Late, Late 25 Wheels; Wheels 12",
      "Early 22 Wheels→Late, Late 25 Wheels; Wheels 12",
      "Early 22 Wheels→Late, Late 25 Wheels; Wheels 12" } },
  { "references-all",
    unlink_tier,
    FALSE,
    FOYER_SERIES_ALL,
    FALSE,
    4,
    0,
    { "Early 20, Late 25 Wheels; Wheels 12", "Early 20, Late 25 Wheels; Wheels 12",
      "Early 20, Late 25 Wheels; Wheels 12", "Early 90, Late 25 Wheels; Wheels 12" } },
  { "new-tier-all",
    add_tier,
    FALSE,
    FOYER_SERIES_ALL,
    FALSE,
    4,
    0,
    { "Early 20 Wheels→Late, Late 25 Wheels, Child 5 Wheels; Wheels 12",
      "Early 20 Wheels→Late, Late 25 Wheels, Child 5 Wheels; Wheels 12",
      "Early 20 Wheels→Late, Late 25 Wheels, Child 5 Wheels; Wheels 12",
      "Early 90 Wheels→Late, Late 25 Wheels, Child 5 Wheels; Wheels 12" } },
  { "removed-tier-all",
    remove_tier,
    FALSE,
    FOYER_SERIES_ALL,
    FALSE,
    3,
    1,
    { "Late 25 Wheels; Wheels 12", "Late 25 Wheels; Wheels 12", WAS,
      "Late 25 Wheels; Wheels 12" } },
  { "quota-all",
    shrink_quota,
    FALSE,
    FOYER_SERIES_ALL,
    FALSE,
    3,
    1,
    { "Early 20 Wheels→Late, Late 25 Wheels; Wheels 0",
      "Early 20 Wheels→Late, Late 25 Wheels; Wheels 0", WAS,
      "Early 90 Wheels→Late, Late 25 Wheels; Wheels 0" } },
  { "removed-quota-following",
    remove_quota,
    FALSE,
    FOYER_SERIES_FOLLOWING,
    FALSE,
    3,
    0,
    { WAS, "Early 20→Late, Late 25; ", "Early 20→Late, Late 25; ", "Early 90→Late, Late 25; " } },
  { "code-all",
    add_code,
    TRUE,
    FOYER_SERIES_ALL,
    FALSE,
    4,
    0,
    { WAS "; ART until 11-30 18:00 (Late)", WAS "; ART until 12-07 18:00 (Late)",
      WAS "; ART until 12-14 18:00 (Late)", OWN "; ART until 12-21 18:00 (Late)" } },
};

static const char *
get_name (GPtrArray *rows, const FoyerUuid *id, gsize offset)
{
  for (guint i = 0; i < rows->len; i++)
    if (foyer_uuid_equal (&((FoyerRow *) rows->pdata[i])->id, id))
      return G_STRUCT_MEMBER (char *, rows->pdata[i], offset);
  return foyer_uuid_is_nil (id) ? "" : "?";
}

static void
tell_codes (SeriesFixture *fixture, const FoyerEvent *date, GPtrArray *tiers, GString *text)
{
  g_autoptr (GPtrArray) promos = list_rows (fixture->db, &FOYER_PROMO_CODE_TYPE, &date->row.id);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (date->timezone);

  for (guint i = 0; i < promos->len; i++)
    {
      const FoyerPromoCode *promo = promos->pdata[i];
      g_autoptr (GArray) ids = foyer_promo_code_get_tiers (promo);
      g_autofree char *until =
          foyer_wall_seconds_format (foyer_wall_seconds_from_instant (promo->valid_until, zone));

      g_string_append_printf (text, "; %s until %.5s %.5s", promo->code, until + 5, until + 11);
      for (guint n = 0; n < ids->len; n++)
        g_string_append_printf (text, " (%s)",
                                get_name (tiers, &g_array_index (ids, FoyerUuid, n),
                                          G_STRUCT_OFFSET (FoyerTier, name)));
    }
}

static char *
tell_date (SeriesFixture *fixture, const FoyerEvent *date)
{
  g_autoptr (GPtrArray) tiers = list_rows (fixture->db, &FOYER_TIER_TYPE, &date->row.id);
  g_autoptr (GPtrArray) quotas = list_rows (fixture->db, &FOYER_QUOTA_TYPE, &date->row.id);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];

      g_string_append_printf (text, "%s%s %d", i > 0 ? ", " : "", tier->name,
                              (int) tier->price / 100);
      if (!foyer_uuid_is_nil (&tier->quota_id))
        g_string_append_printf (
            text, " %s", get_name (quotas, &tier->quota_id, G_STRUCT_OFFSET (FoyerQuota, name)));
      if (!foyer_uuid_is_nil (&tier->next_tier_id))
        g_string_append_printf (
            text, "→%s", get_name (tiers, &tier->next_tier_id, G_STRUCT_OFFSET (FoyerTier, name)));
    }
  g_string_append (text, "; ");
  for (guint i = 0; i < quotas->len; i++)
    g_string_append_printf (text, "%s %d", ((FoyerQuota *) quotas->pdata[i])->name,
                            (int) ((FoyerQuota *) quotas->pdata[i])->quantity_total);
  tell_codes (fixture, date, tiers, text);
  return g_string_free (text, FALSE);
}

static void
prepare (SeriesFixture *fixture, GPtrArray *dates)
{
  const FoyerEvent *third = dates->pdata[2], *fourth = dates->pdata[3];
  g_autoptr (GPtrArray) tiers = list_rows (fixture->db, &FOYER_TIER_TYPE, &third->row.id);
  g_autoptr (GPtrArray) own = list_rows (fixture->db, &FOYER_TIER_TYPE, &fourth->row.id);
  g_autoptr (FoyerTier) dearer = foyer_tier_copy (find_tier (own, "Early"));
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  FoyerTransaction *transaction = series_fixture_begin (fixture);
  g_autoptr (GError) error = NULL;

  dearer->price = 9000;
  foyer_transaction_update (transaction, find_tier (own, "Early"), dearer, &error);
  g_assert_no_error (error);
  ticket->event_id = third->row.id;
  ticket->tier_id = ((FoyerTier *) find_tier (tiers, "Early"))->row.id;
  ticket->attendee_name = g_strdup ("Ada");
  foyer_ticket_store_add (transaction, ticket, &error);
  g_assert_no_error (error);
  series_fixture_commit (transaction);
}

static void
assert_dates (SeriesFixture *fixture, GPtrArray *dates, const char *const *told)
{
  for (guint i = 0; i < dates->len; i++)
    {
      g_autofree char *text = tell_date (fixture, dates->pdata[i]);

      g_assert_cmpstr (text, ==, told[i]);
    }
}

static void
test_act (SeriesFixture *fixture, gconstpointer data)
{
  static const char *const was[] = { WAS, WAS, WAS, OWN };
  const ActCase *c = data;
  FoyerUuid series_id;
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (FoyerSeriesDiff) diff = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction;
  FoyerSeriesAct act = {
    .write = c->write, .is_of_codes = c->is_of_codes, .scope = c->scope, .overwrite = c->overwrite
  };
  gint64 change_set;

  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=4", &series_id);
  dates = series_fixture_get_dates (fixture, &series_id);
  prepare (fixture, dates);
  act.event_id = ((FoyerEvent *) dates->pdata[1])->row.id;
  act.data = &act.event_id;

  /* What would be is told, and nothing is written. */
  diff = foyer_series_act_diff (fixture->db, &act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (diff->n[FOYER_SERIES_CHANGED], ==, c->n_changed);
  if (c->scope != FOYER_SERIES_THIS)
    g_assert_cmpuint (
        g_array_index (diff->changes, FoyerSeriesChange, c->scope == FOYER_SERIES_ALL ? 2 : 1)
            .n_rows_left,
        ==, c->n_left);
  assert_dates (fixture, dates, was);

  transaction = series_fixture_begin (fixture);
  foyer_series_act_apply (transaction, &act, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  change_set = series_fixture_commit (transaction);
  assert_dates (fixture, dates, c->dates);
  if (c->write == do_nothing)
    {
      g_assert_cmpint (change_set, ==, 0);
      return;
    }
  foyer_journal_undo (fixture->db, change_set, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_dates (fixture, dates, was);
  series_fixture_check (fixture, &series_id);
}

static gboolean
add_same_name (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (FoyerTier) tier = foyer_tier_new ();

  tier->event_id = *(const FoyerUuid *) data;
  tier->name = g_strdup ("early");
  return foyer_tier_store_add (transaction, tier, error);
}

/* What the date itself refuses, and an event that does not repeat. */
static void
test_refused (SeriesFixture *fixture, gconstpointer data)
{
  FoyerUuid series_id;
  g_autoptr (FoyerSeriesDiff) diff = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction;
  FoyerSeriesAct act = { .write = add_same_name,
                         .event_id = fixture->event_id,
                         .data = &fixture->event_id,
                         .scope = FOYER_SERIES_ALL };

  g_assert_null (foyer_series_act_diff (fixture->db, &act, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  act.write = edit_price;
  g_assert_null (foyer_series_act_diff (fixture->db, &act, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=4", &series_id);
  act.write = add_same_name;
  g_assert_null (foyer_series_act_diff (fixture->db, &act, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  transaction = series_fixture_begin (fixture);
  g_assert_false (foyer_series_act_apply (transaction, &act, NULL, NULL, NULL, &error));
  foyer_transaction_free (transaction);
  /* The connection is free again. */
  act.write = edit_price;
  g_clear_error (&error);
  diff = foyer_series_act_diff (fixture->db, &act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (diff->n[FOYER_SERIES_CHANGED], ==, 4);
}

typedef struct
{
  gint64 done;
  gint64 total;
  GCancellable *cancellable;
} Stop;

static void
stop_cb (gint64 done, gint64 total, gpointer data)
{
  Stop *stop = data;

  g_assert_cmpint (done, >=, stop->done);
  stop->done = done;
  stop->total = total;
  g_cancellable_cancel (stop->cancellable);
}

/* Told how far it is; stopped in the middle, no date is another. */
static void
test_stopped (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (GError) error = NULL;
  Stop stop = { .cancellable = cancellable };
  FoyerTransaction *transaction;
  FoyerUuid series_id;
  FoyerSeriesAct act = { .write = edit_price, .scope = FOYER_SERIES_ALL };

  series_fixture_create (fixture, "FREQ=DAILY;COUNT=300", &series_id);
  dates = series_fixture_get_dates (fixture, &series_id);
  act.event_id = ((FoyerEvent *) dates->pdata[0])->row.id;
  act.data = &act.event_id;
  transaction = series_fixture_begin (fixture);
  g_assert_false (foyer_series_act_apply (transaction, &act, stop_cb, &stop, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  foyer_transaction_free (transaction);
  g_assert_cmpint (stop.total, ==, 300);
  g_assert_cmpint (stop.done, <, 300);
  g_clear_error (&error);
  {
    g_autoptr (FoyerSeriesDiff) diff = foyer_series_act_diff (fixture->db, &act, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (diff->n[FOYER_SERIES_CHANGED], ==, 300);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/series-act/stopped", SeriesFixture, NULL, series_fixture_set_up, test_stopped,
              series_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/series-act/%s", cases[i].name);

      g_test_add (path, SeriesFixture, &cases[i], series_fixture_set_up, test_act,
                  series_fixture_tear_down);
    }
  g_test_add ("/series-act/refused", SeriesFixture, NULL, series_fixture_set_up, test_refused,
              series_fixture_tear_down);
  return g_test_run ();
}
