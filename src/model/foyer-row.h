/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-uuid.h"

G_BEGIN_DECLS

/* A number or time that is not there. In SQLite it is NULL, in JSON null. */
#define FOYER_NONE G_MININT64

typedef enum
{
  FOYER_COLUMN_UUID,    /* FoyerUuid, nil is NULL */
  FOYER_COLUMN_TEXT,    /* char *, (nullable) (owned), valid UTF-8 */
  FOYER_COLUMN_INTEGER, /* gint64, FOYER_NONE is NULL; also money, in minor units */
  FOYER_COLUMN_TIME,    /* gint64, microseconds since the epoch, UTC; FOYER_NONE is NULL */
  FOYER_COLUMN_BOOLEAN, /* gboolean */
  FOYER_COLUMN_ENUM,    /* int, index into the column's words; stored and sent as the word */
  FOYER_COLUMN_JSON,    /* char *, (nullable) (owned), one JSON value as text */
  FOYER_COLUMN_BLOB,    /* GBytes *, (nullable) (owned), never changed once stored */
} FoyerColumnType;

typedef enum
{
  FOYER_COLUMN_REQUIRED = 1 << 0, /* never NULL, never empty */
  FOYER_COLUMN_LOCAL = 1 << 1,    /* kept in this replica, never sent to a server */
  FOYER_COLUMN_HTML = 1 << 2,     /* a text that is clean HTML, see foyer_html_is_clean () */
} FoyerColumnFlags;

typedef struct
{
  const char *name; /* the same in C, SQLite, PostgreSQL and JSON */
  FoyerColumnType type;
  guint16 offset; /* in the row's struct */
  FoyerColumnFlags flags;
  gint64 max;  /* most characters of a text, bytes of a blob, most of a number; 0 for no limit */
  guint since; /* the schema version that brought it */
  const char *const *words; /* of an ENUM, NULL-terminated */
} FoyerColumn;

/* What a kind of row is, told once: binding to SQLite, JSON, change sets, undo and (later) merge
 * all read it. */
typedef struct
{
  const char *table;
  guint8 number; /* stable, names the table in the journal */
  gsize size;
  const FoyerColumn *columns;
  guint n_columns;
} FoyerRowType;

/* The head of every row struct. */
typedef struct
{
  const FoyerRowType *type;
  gint64 key; /* the replica's own integer key; 0 while the row is not stored */
  FoyerUuid id;
  gint64 version;    /* the server's, 0 until synced */
  gint64 updated_at; /* microseconds since the epoch */
  gint64 deleted_at; /* FOYER_NONE while it lives */
} FoyerRow;

/* A set of a row type's columns, bit n for column n. */
typedef guint64 FoyerColumnSet;

#define FOYER_COLUMN_FIELD(row, column, ctype)                                                     \
  (*(ctype *) G_STRUCT_MEMBER_P ((row), (column)->offset))

gpointer foyer_row_new (const FoyerRowType *type);
gpointer foyer_row_copy (gconstpointer row);
void foyer_row_free (gpointer row);
FoyerColumnSet foyer_row_diff (gconstpointer a, gconstpointer b);
const FoyerColumn *foyer_row_validate (gconstpointer row);
const FoyerColumn *foyer_row_type_find (const FoyerRowType *type, const char *name);
void foyer_row_set_text (gpointer row, const FoyerColumn *column, const char *text);
void foyer_row_copy_column (gpointer to, gconstpointer from, const FoyerColumn *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRow, foyer_row_free)

/* One line of a row type's columns: FOYER_COLUMN (FoyerThing, name, TEXT, .flags =
 * FOYER_COLUMN_REQUIRED, .max = 200), */
#define FOYER_COLUMN(Thing, column, kind, ...)                                                     \
  {                                                                                                \
    .name = #column, .type = FOYER_COLUMN_##kind, .offset = G_STRUCT_OFFSET (Thing, column),       \
    .since = 1, __VA_ARGS__                                                                        \
  }

/* The same of a column that a later schema version brought. */
#define FOYER_COLUMN_SINCE(version, Thing, column, kind, ...)                                      \
  {                                                                                                \
    .name = #column, .type = FOYER_COLUMN_##kind, .offset = G_STRUCT_OFFSET (Thing, column),       \
    .since = version, __VA_ARGS__                                                                  \
  }

/* No amount of money has more minor units: far above any real one, far below where sums overflow.
 */
#define FOYER_MONEY_MAX G_GINT64_CONSTANT (1000000000000)

/* Declares for a row struct FoyerThing: its type, foyer_thing_new (), foyer_thing_copy (),
 * foyer_thing_free () and g_autoptr. */
#define FOYER_DECLARE_ROW(Thing, thing, THING)                                                     \
  extern const FoyerRowType FOYER_##THING##_TYPE;                                                  \
  static inline Thing *foyer_##thing##_new (void)                                                  \
  {                                                                                                \
    return foyer_row_new (&FOYER_##THING##_TYPE);                                                  \
  }                                                                                                \
  static inline Thing *foyer_##thing##_copy (const Thing *self) { return foyer_row_copy (self); }  \
  static inline void foyer_##thing##_free (Thing *self) { foyer_row_free (self); }                 \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Thing, foyer_##thing##_free)

G_END_DECLS
