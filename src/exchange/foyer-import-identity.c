/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-identity.h"

#include "foyer-row.h"
#include "foyer-text.h"

/* Never what stands for “none”. */
static guint64
make_key (guint64 hash)
{
  return (gint64) hash == FOYER_NONE ? 1 : hash;
}

static guint64
hash_cell (const FoyerCell *cell, guint64 seed)
{
  return foyer_text_hash (cell->text, cell->length, seed);
}

/* Folded: a name that is written in capitals from one day to the next is still the same person's.
 */
static guint64
hash_person (const FoyerImportRow *row, GString *scratch, guint64 seed)
{
  const FoyerCell *email = &row->fields[FOYER_ROLE_EMAIL];

  g_string_truncate (scratch, 0);
  foyer_text_fold_append (scratch, email->text, email->length);
  g_string_append_c (scratch, '\n');
  foyer_text_fold_append (scratch, row->name, row->name_length);
  g_string_append_c (scratch, '\n');
  foyer_text_fold_append (scratch, row->tier, row->tier_length);
  g_string_append_c (scratch, '\n');
  g_string_append_len (scratch, row->fields[FOYER_ROLE_ORDER_NUMBER].text,
                       row->fields[FOYER_ROLE_ORDER_NUMBER].length);
  return foyer_text_hash (scratch->str, scratch->len, seed);
}

/**
 * foyer_import_identity_find:
 * @row: a row
 * @event_id: the event that it goes into
 * @scratch: any string; its content is lost
 * @key: (out): the ticket's source_key; stable for ever, since it is stored
 *
 * Returns: by what the row is known
 */
FoyerImportIdentity
foyer_import_identity_find (const FoyerImportRow *row,
                            const FoyerUuid *event_id,
                            GString *scratch,
                            guint64 *key)
{
  guint64 seed = foyer_text_hash ((const char *) event_id->bytes, sizeof event_id->bytes, 0);
  const FoyerCell *fields = row->fields;

  if (fields[FOYER_ROLE_CODE].length > 0)
    {
      *key = make_key (hash_cell (&fields[FOYER_ROLE_CODE], seed + 1));
      return FOYER_IDENTITY_CODE;
    }
  if (fields[FOYER_ROLE_PUBLIC_ID].length > 0)
    {
      *key = make_key (hash_cell (&fields[FOYER_ROLE_PUBLIC_ID], seed + 2));
      return FOYER_IDENTITY_PUBLIC_ID;
    }
  if (fields[FOYER_ROLE_ORDER_NUMBER].length > 0 && fields[FOYER_ROLE_POSITION].length > 0)
    {
      *key = make_key (hash_cell (&fields[FOYER_ROLE_POSITION],
                                  hash_cell (&fields[FOYER_ROLE_ORDER_NUMBER], seed + 3)));
      return FOYER_IDENTITY_POSITION;
    }
  *key = make_key (hash_person (row, scratch, seed + 4));
  return FOYER_IDENTITY_PERSON;
}

/**
 * foyer_import_identity_unit:
 * @key: a row's key
 * @unit: which of its tickets, from 0
 *
 * Returns: that ticket's key
 */
guint64
foyer_import_identity_unit (guint64 key, guint unit)
{
  return unit == 0 ? key : make_key (foyer_text_hash ((const char *) &unit, sizeof unit, key));
}
