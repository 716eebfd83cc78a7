/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-strangers.h"

#include "foyer-text.h"

#include <string.h>

/* Hashes of folded text; 0 where there is none. */
typedef struct
{
  guint64 email;
  guint64 name;
  guint64 tier;
  gint64 row; /* of the list, ascending; of a ticket its key */
  gint64 key; /* the ticket that was found; of a ticket whether it is taken */
} Person;

struct _FoyerImportStrangers
{
  GArray *rows;     /* (owned) of Person */
  GArray *tickets;  /* (owned) of Person */
  GString *scratch; /* (owned) */
};

/**
 * foyer_import_strangers_new:
 *
 * Returns: (transfer full): an empty set
 */
FoyerImportStrangers *
foyer_import_strangers_new (void)
{
  FoyerImportStrangers *self = g_new0 (FoyerImportStrangers, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Person));
  self->tickets = g_array_new (FALSE, FALSE, sizeof (Person));
  self->scratch = g_string_new (NULL);
  return self;
}

static guint64
hash_folded (FoyerImportStrangers *self, const char *text, gsize length)
{
  if (length == 0)
    return 0;
  g_string_truncate (self->scratch, 0);
  foyer_text_fold_append (self->scratch, text, length);
  return foyer_text_hash (self->scratch->str, self->scratch->len, 7);
}

/**
 * foyer_import_strangers_add:
 * @self: the set
 * @row: a row; rows come in ascending order
 */
void
foyer_import_strangers_add (FoyerImportStrangers *self, const FoyerImportRow *row)
{
  const FoyerCell *email = &row->fields[FOYER_ROLE_EMAIL];
  Person person = { 0 };

  person.email = hash_folded (self, email->text, email->length);
  person.name = hash_folded (self, row->name, row->name_length);
  person.tier = hash_folded (self, row->tier, row->tier_length);
  person.row = row->row;
  g_array_append_val (self->rows, person);
}

/**
 * foyer_import_strangers_get_n:
 * @self: the set
 *
 * Returns: how many rows were added
 */
guint
foyer_import_strangers_get_n (FoyerImportStrangers *self)
{
  return self->rows->len;
}

static guint64
hash_column (FoyerImportStrangers *self, sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? hash_folded (self, text, strlen (text)) : 0;
}

/* The imported tickets that no row of the list has the key of. */
static gboolean
load_tickets (FoyerImportStrangers *self,
              FoyerDatabase *db,
              const FoyerUuid *event_id,
              FoyerKeyTable *seen,
              GError **error)
{
  static const char sql[] =
      "SELECT t.key, t.source_key, t.attendee_email, t.attendee_name, r.name FROM tickets AS t "
      "LEFT JOIN ticket_tiers AS r ON r.id = t.tier_id "
      "WHERE t.event_id = ?1 AND t.source_key IS NOT NULL AND t.deleted_at IS NULL ORDER BY t.key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      Person person = { 0 };

      if (foyer_key_table_has (seen, (guint64) sqlite3_column_int64 (statement, 1)))
        continue;
      person.row = sqlite3_column_int64 (statement, 0);
      person.email = hash_column (self, statement, 2);
      person.name = hash_column (self, statement, 3);
      person.tier = hash_column (self, statement, 4);
      g_array_append_val (self->tickets, person);
    }
  return code == SQLITE_DONE;
}

/* Hash → index of the first ticket with it + 1; next[] chains the others. */
typedef struct
{
  GHashTable *first;
  guint *next;
} Index;

static guint64 *
get_field (Person *person, gsize offset)
{
  return (guint64 *) ((char *) person + offset);
}

static void
index_tickets (FoyerImportStrangers *self, gsize offset, Index *index)
{
  index->first = g_hash_table_new (g_int64_hash, g_int64_equal);
  index->next = g_new0 (guint, self->tickets->len);
  for (guint i = self->tickets->len; i-- > 0;)
    {
      guint64 *hash = get_field (&g_array_index (self->tickets, Person, i), offset);

      index->next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (index->first, hash));
      g_hash_table_replace (index->first, hash, GUINT_TO_POINTER (i + 1));
    }
}

static void
index_clear (Index *index)
{
  g_hash_table_unref (index->first);
  g_free (index->next);
}

static void
match (Person *row, Person *ticket)
{
  row->key = ticket->row;
  ticket->key = 1;
}

/* The free tickets with the row's address: the best of them. strict: the name must be the same,
 * too. */
static void
match_by_email (FoyerImportStrangers *self, Index *index, gboolean strict)
{
  for (guint r = 0; r < self->rows->len; r++)
    {
      Person *row = &g_array_index (self->rows, Person, r), *best = NULL;
      guint i = row->email != 0 && row->key == 0
                    ? GPOINTER_TO_UINT (g_hash_table_lookup (index->first, &row->email))
                    : 0;

      for (; i != 0; i = index->next[i - 1])
        {
          Person *ticket = &g_array_index (self->tickets, Person, i - 1);

          if (ticket->key != 0 || (strict && ticket->name != row->name))
            continue;
          if (best == NULL || (best->tier != row->tier && ticket->tier == row->tier))
            best = ticket;
        }
      if (best != NULL)
        match (row, best);
    }
}

static void
match_by_name (FoyerImportStrangers *self, Index *index)
{
  for (guint r = 0; r < self->rows->len; r++)
    {
      Person *row = &g_array_index (self->rows, Person, r), *only = NULL;
      guint i = row->key == 0 ? GPOINTER_TO_UINT (g_hash_table_lookup (index->first, &row->name))
                              : 0,
            n = 0;

      for (; i != 0; i = index->next[i - 1])
        {
          Person *ticket = &g_array_index (self->tickets, Person, i - 1);

          if (ticket->key != 0 || (row->tier != 0 && row->tier != ticket->tier))
            continue;
          only = ticket;
          n++;
        }
      if (n == 1)
        match (row, only);
    }
}

/**
 * foyer_import_strangers_solve:
 * @self: the set, all rows added
 * @db: the connection
 * @event_id: the event
 * @seen: the keys of all rows of the list
 * @error: return location
 *
 * Returns: FALSE with error
 */
gboolean
foyer_import_strangers_solve (FoyerImportStrangers *self,
                              FoyerDatabase *db,
                              const FoyerUuid *event_id,
                              FoyerKeyTable *seen,
                              GError **error)
{
  Index by_email, by_name;

  if (!load_tickets (self, db, event_id, seen, error))
    return FALSE;
  index_tickets (self, G_STRUCT_OFFSET (Person, email), &by_email);
  index_tickets (self, G_STRUCT_OFFSET (Person, name), &by_name);
  match_by_email (self, &by_email, TRUE);
  match_by_email (self, &by_email, FALSE);
  match_by_name (self, &by_name);
  index_clear (&by_email);
  index_clear (&by_name);
  return TRUE;
}

/**
 * foyer_import_strangers_find:
 * @self: the set
 * @row: a row of the list
 * @key: (out): of its ticket, 0 for none
 *
 * Returns: whether the row was added
 */
gboolean
foyer_import_strangers_find (FoyerImportStrangers *self, gint64 row, gint64 *key)
{
  guint from = 0, to = self->rows->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;
      const Person *person = &g_array_index (self->rows, Person, middle);

      if (person->row == row)
        {
          *key = person->key;
          return TRUE;
        }
      if (person->row < row)
        from = middle + 1;
      else
        to = middle;
    }
  return FALSE;
}

/**
 * foyer_import_strangers_free:
 * @self: (transfer full): the set
 */
void
foyer_import_strangers_free (FoyerImportStrangers *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->tickets);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}
