/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A book whose lines are chained: what was changed, taken out or put elsewhere is seen. */
#include "foyer-till-chain.h"
#include "foyer-till-details.h"

#include <string.h>

#define N 6

typedef struct
{
  FoyerSigningKey key;
  FoyerTillRecord *records[N];
} Fixture;

static const guint8 nothing[FOYER_TILL_HASH_SIZE];

static void
set_up (Fixture *self, gconstpointer data)
{
  const guint8 *previous = nothing;
  FoyerUuid event_id, device_id;

  foyer_uuid_init_v7 (&event_id);
  foyer_uuid_init_v7 (&device_id);
  foyer_signing_key_generate (&self->key);
  for (guint i = 0; i < N; i++)
    {
      FoyerTillRecord *record = self->records[i] = foyer_till_record_new ();

      foyer_uuid_init_v7 (&record->row.id);
      record->event_id = event_id;
      record->device_id = device_id;
      foyer_uuid_init_v7 (&record->session_id);
      foyer_uuid_init_v7 (&record->cashier_id);
      foyer_uuid_init_v7 (&record->order_id);
      foyer_uuid_init_v7 (&record->payment_id);
      foyer_uuid_init_v7 (&record->approver_id);
      record->sequence = i + 1;
      record->time = 1000 + i;
      record->kind = FOYER_TILL_PAYMENT;
      record->method = FOYER_TILL_CASH;
      record->amount = 100 * i;
      record->rounding = i;
      record->currency = g_strdup ("CHF");
      record->reason = g_strdup ("Wechselgeld\nzu wenig: 3");
      record->details = g_strdup ("{\"a\":1,\"b\":\"x\"}");
      foyer_till_chain_seal (record, previous, &self->key);
      previous = g_bytes_get_data (record->hash, NULL);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    foyer_till_record_free (self->records[i]);
}

static const guint8 *
before (Fixture *self, guint i)
{
  return i == 0 ? nothing : g_bytes_get_data (self->records[i - 1]->hash, NULL);
}

static FoyerChainState
check (Fixture *self, guint i)
{
  return foyer_till_chain_check (self->records[i], before (self, i), &self->key, 1);
}

static void
test_holds (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    {
      g_assert_null (foyer_row_validate (self->records[i]));
      g_assert_cmpint (check (self, i), ==, FOYER_CHAIN_HOLDS);
    }
}

/* A server keeps the content of a JSON value, and not its text. */
static void
test_json (Fixture *self, gconstpointer data)
{
  g_free (self->records[2]->details);
  self->records[2]->details = g_strdup ("{\"b\": \"x\", \"a\": 1}");
  g_assert_cmpint (check (self, 2), ==, FOYER_CHAIN_HOLDS);
  g_free (self->records[2]->details);
  self->records[2]->details = g_strdup ("{\"b\": \"x\", \"a\": 2}");
  g_assert_cmpint (check (self, 2), ==, FOYER_CHAIN_ALTERED);
}

static void
alter_bytes (GBytes **bytes)
{
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (bytes), &size);

  data[size / 2] ^= 1;
  *bytes = g_bytes_new_take (data, size);
}

static void
alter (FoyerTillRecord *record, const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      FOYER_COLUMN_FIELD (record, column, FoyerUuid).bytes[15] ^= 1;
      break;
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      FOYER_COLUMN_FIELD (record, column, char *)[2] ^= 1;
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      FOYER_COLUMN_FIELD (record, column, gint64) ^= 1;
      break;
    case FOYER_COLUMN_ENUM:
      FOYER_COLUMN_FIELD (record, column, int) ^= 1;
      break;
    case FOYER_COLUMN_BLOB:
      alter_bytes (&FOYER_COLUMN_FIELD (record, column, GBytes *));
      break;
    case FOYER_COLUMN_BOOLEAN:
      g_assert_not_reached ();
    }
}

static void
test_altered (Fixture *self, gconstpointer data)
{
  for (guint c = 0; c < FOYER_TILL_RECORD_TYPE.n_columns; c++)
    {
      g_autoptr (FoyerTillRecord) whole = foyer_till_record_copy (self->records[3]);

      g_test_message ("%s", FOYER_TILL_RECORD_TYPE.columns[c].name);
      alter (self->records[3], &FOYER_TILL_RECORD_TYPE.columns[c]);
      g_assert_cmpint (check (self, 3), !=, FOYER_CHAIN_HOLDS);
      foyer_till_record_free (self->records[3]);
      self->records[3] = g_steal_pointer (&whole);
      g_assert_cmpint (check (self, 3), ==, FOYER_CHAIN_HOLDS);
    }
}

static void
test_order (Fixture *self, gconstpointer data)
{
  FoyerTillRecord *third = self->records[2];

  self->records[2] = self->records[3];
  self->records[3] = third;
  g_assert_cmpint (check (self, 2), ==, FOYER_CHAIN_BROKEN);
  g_assert_cmpint (check (self, 3), ==, FOYER_CHAIN_BROKEN);
}

static void
test_stranger (Fixture *self, gconstpointer data)
{
  FoyerSigningKey stranger;

  foyer_signing_key_generate (&stranger);
  foyer_till_chain_seal (self->records[1], before (self, 1), &stranger);
  g_assert_cmpint (check (self, 1), ==, FOYER_CHAIN_UNSIGNED);
}

/* A value that looks like the next column is another text. */
static void
test_injection (Fixture *self, gconstpointer data)
{
  FoyerTillRecord *record = self->records[0];
  guint8 one[FOYER_TILL_HASH_SIZE], other[FOYER_TILL_HASH_SIZE];

  g_free (record->reason);
  record->reason = g_strdup ("a");
  g_free (record->details);
  record->details = g_strdup ("\"b\"");
  foyer_till_chain_hash (record, nothing, one);
  g_free (record->reason);
  record->reason = g_strdup ("a\ndetails:3:\"b\"");
  g_clear_pointer (&record->details, g_free);
  foyer_till_chain_hash (record, nothing, other);
  g_assert_cmpint (memcmp (one, other, sizeof one), !=, 0);
}

static void
test_details (void)
{
  static const struct
  {
    const char *json;
    const char *canonical;
  } cases[] = {
    { "{\"b\": 1, \"a\": [ {\"d\":2,\"c\":null} ]}", "{\"a\":[{\"c\":null,\"d\":2}],\"b\":1}" },
    { "{}", "{}" },
    { "{\"a\":1,\"b\":[1,-2,{\"c\":\"x\"}]}", "{\"a\":1,\"b\":[1,-2,{\"c\":\"x\"}]}" },
    { "{\"b\":1,\"a\":1}", "{\"a\":1,\"b\":1}" },
    { "{\"ab\":1,\"a\":1}", "{\"a\":1,\"ab\":1}" },
    { "{\"a\":\"\\u0041\"}", "{\"a\":\"A\"}" },
    { "{\"a\":1 }", "{\"a\":1}" },
    { "{\"a\":1}x", NULL },
    { "{\"a\":1,}", NULL },
    { "{\"a\":", NULL },
    { "{\"a\":\"", NULL },
    { " [ ] ", "[]" },
    { "nonsense{", NULL },
    { NULL, NULL },
  };
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  g_autoptr (GArray) read = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerTillLine line = { .quantity = -2, .amount = -9000 };
  FoyerTillCost cost = { .service_fee = -180, .total = 4590 }, said;
  g_autofree char *text = NULL;
  g_autofree char *spaced = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *canonical = foyer_json_canonical (cases[i].json);

      g_assert_cmpstr (canonical, ==, cases[i].canonical);
    }
  foyer_uuid_init_v7 (&line.tier_id);
  foyer_uuid_init_v7 (&cost.other_order_id);
  g_array_append_val (lines, line);
  g_array_append_val (lines, line);
  text = foyer_till_details_from_lines (lines, &cost);
  again = foyer_json_canonical (text);
  g_assert_cmpstr (text, ==, again);
  g_assert_true (foyer_till_details_read_lines (text, read, &said));
  g_assert_cmpmem (&said, sizeof said, &cost, sizeof cost);
  g_assert_cmpuint (read->len, ==, 2);
  /* As somebody else writes it. */
  spaced = g_strdup_printf (" {\"clock\": 5, \"total\" : 4590,%s", text + 1);
  g_array_set_size (read, 0);
  g_assert_true (foyer_till_details_read_lines (spaced, read, &said));
  g_assert_cmpmem (&said, sizeof said, &cost, sizeof cost);
  g_assert_cmpuint (read->len, ==, 2);
  g_assert_cmpmem (&g_array_index (read, FoyerTillLine, 1), sizeof line, &line, sizeof line);
  g_assert_false (foyer_till_details_read_lines ("{\"lines\":[{\"amount\":\"1\"}]}", read, NULL));
  g_assert_false (foyer_till_details_read_lines ("[]", read, NULL));
  g_assert_false (foyer_till_details_read_lines (NULL, read, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/till-chain/holds", test_holds);
  ADD ("/till-chain/json", test_json);
  ADD ("/till-chain/altered", test_altered);
  ADD ("/till-chain/order", test_order);
  ADD ("/till-chain/stranger", test_stranger);
  ADD ("/till-chain/injection", test_injection);
  g_test_add_func ("/till-chain/details", test_details);

  return g_test_run ();
}
