/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-chain.h"

#include "foyer-till-details.h"

#include <sodium.h>
#include <string.h>

/* The text that is hashed names its own version, then each column by name with the length of its
 * value, so that no value can pass as another column:
 *
 *   foyer-till-1
 *   id:36:0192…
 *   event_id:36:0192…
 *   session_id:-          (none)
 *   amount:4:4500
 *   … */
#define HEADER "foyer-till-1\n"

static const char *const unhashed[] = { "previous", "hash", "signature" };

static void
append (GString *text, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    g_string_append_printf (text, "%s:-\n", name);
  else
    g_string_append_printf (text, "%s:%" G_GSIZE_FORMAT ":%s\n", name, strlen (value), value);
}

static void
append_uuid (GString *text, const char *name, const FoyerUuid *uuid)
{
  char value[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (uuid, value);
  append (text, name, foyer_uuid_is_nil (uuid) ? NULL : value);
}

static void
append_number (GString *text, const char *name, gint64 number)
{
  char value[24];

  g_snprintf (value, sizeof value, "%" G_GINT64_FORMAT, number);
  append (text, name, number == FOYER_NONE ? NULL : value);
}

/* A server keeps the content of a JSON value, not its text. */
static void
append_json (GString *text, const char *name, const char *json)
{
  g_autofree char *canonical = foyer_json_canonical (json);

  append (text, name, canonical != NULL ? canonical : json);
}

static void
append_column (GString *text, const FoyerTillRecord *record, const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      append_uuid (text, column->name, &FOYER_COLUMN_FIELD (record, column, const FoyerUuid));
      break;
    case FOYER_COLUMN_TEXT:
      append (text, column->name, FOYER_COLUMN_FIELD (record, column, char *const));
      break;
    case FOYER_COLUMN_JSON:
      append_json (text, column->name, FOYER_COLUMN_FIELD (record, column, char *const));
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      append_number (text, column->name, FOYER_COLUMN_FIELD (record, column, const gint64));
      break;
    case FOYER_COLUMN_ENUM:
      append (text, column->name, column->words[FOYER_COLUMN_FIELD (record, column, const int)]);
      break;
    case FOYER_COLUMN_BOOLEAN:
    case FOYER_COLUMN_BLOB:
      break;
    }
}

static gboolean
is_hashed (const FoyerColumn *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (unhashed); i++)
    if (g_str_equal (unhashed[i], column->name))
      return FALSE;
  return TRUE;
}

/**
 * foyer_till_chain_canonical:
 * @record: a record
 *
 * Returns: (transfer full): the text that is hashed
 */
char *
foyer_till_chain_canonical (const FoyerTillRecord *record)
{
  const FoyerRowType *type = &FOYER_TILL_RECORD_TYPE;
  GString *text = g_string_new (HEADER);

  append_uuid (text, "id", &record->row.id);
  for (guint i = 0; i < type->n_columns; i++)
    if (is_hashed (&type->columns[i]))
      append_column (text, record, &type->columns[i]);
  return g_string_free (text, FALSE);
}

/**
 * foyer_till_chain_hash:
 * @record: a record
 * @previous: the hash of the one before; zeros for the first
 * @hash: (out): SHA-256 of both
 */
void
foyer_till_chain_hash (const FoyerTillRecord *record,
                       const guint8 previous[FOYER_TILL_HASH_SIZE],
                       guint8 hash[FOYER_TILL_HASH_SIZE])
{
  g_autofree char *text = foyer_till_chain_canonical (record);
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, previous, FOYER_TILL_HASH_SIZE);
  crypto_hash_sha256_update (&state, (const guint8 *) text, strlen (text));
  crypto_hash_sha256_final (&state, hash);
}

static void
set_bytes (GBytes **field, const guint8 *data, gsize size)
{
  g_clear_pointer (field, g_bytes_unref);
  *field = g_bytes_new (data, size);
}

/**
 * foyer_till_chain_seal:
 * @record: a record that is complete, with its id
 * @previous: the hash of the one before; zeros for the first
 * @key: the device's pair
 */
void
foyer_till_chain_seal (FoyerTillRecord *record,
                       const guint8 previous[FOYER_TILL_HASH_SIZE],
                       const FoyerSigningKey *key)
{
  guint8 hash[FOYER_TILL_HASH_SIZE];
  guint8 signature[FOYER_TILL_SIGNATURE_SIZE];

  g_return_if_fail (!foyer_uuid_is_nil (&record->row.id));

  foyer_till_chain_hash (record, previous, hash);
  crypto_sign_detached (signature, NULL, hash, sizeof hash, key->secret_key);
  set_bytes (&record->previous, previous, FOYER_TILL_HASH_SIZE);
  set_bytes (&record->hash, hash, sizeof hash);
  set_bytes (&record->signature, signature, sizeof signature);
}

static gboolean
bytes_are (GBytes *bytes, const guint8 *data, gsize size)
{
  return bytes != NULL && g_bytes_get_size (bytes) == size &&
         memcmp (g_bytes_get_data (bytes, NULL), data, size) == 0;
}

static gboolean
is_signed (const FoyerTillRecord *record,
           const guint8 *hash,
           const FoyerSigningKey *keys,
           guint n_keys)
{
  if (record->signature == NULL ||
      g_bytes_get_size (record->signature) != FOYER_TILL_SIGNATURE_SIZE)
    return FALSE;
  for (guint i = 0; i < n_keys; i++)
    if (crypto_sign_verify_detached (g_bytes_get_data (record->signature, NULL), hash,
                                     FOYER_TILL_HASH_SIZE, keys[i].public_key) == 0)
      return TRUE;
  return FALSE;
}

/**
 * foyer_till_chain_check:
 * @record: a record
 * @previous: (nullable): the hash of the one before; %NULL to believe what the record says
 * @keys: (nullable) (array length=n_keys): the public halves that are known; %NULL leaves the
 * signature alone
 * @n_keys: how many
 *
 * About 80 µs with the signature, 15 µs without.
 *
 * Returns: whether it is what was written then, where it was written
 */
FoyerChainState
foyer_till_chain_check (const FoyerTillRecord *record,
                        const guint8 *previous,
                        const FoyerSigningKey *keys,
                        guint n_keys)
{
  guint8 hash[FOYER_TILL_HASH_SIZE];

  if (record->previous == NULL || g_bytes_get_size (record->previous) != FOYER_TILL_HASH_SIZE)
    return FOYER_CHAIN_ALTERED;
  foyer_till_chain_hash (record, g_bytes_get_data (record->previous, NULL), hash);
  if (!bytes_are (record->hash, hash, sizeof hash))
    return FOYER_CHAIN_ALTERED;
  if (previous != NULL && !bytes_are (record->previous, previous, FOYER_TILL_HASH_SIZE))
    return FOYER_CHAIN_BROKEN;
  if (keys != NULL && !is_signed (record, hash, keys, n_keys))
    return FOYER_CHAIN_UNSIGNED;
  return FOYER_CHAIN_HOLDS;
}
