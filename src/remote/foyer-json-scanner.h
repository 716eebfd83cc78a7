/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads JSON in one pass where it lies, without a tree: a page of 10 000 rows is read as fast as it
 * comes.
 *
 *   enter_array ── next ──▸ enter_object ── next_member ──▸ read_… or skip ──▸ next_member … ──▸
 * NULL ──▸ next … ──▸ FALSE
 *
 * The first thing that is not as asked stops it: from then on everything answers “no”, and
 * foyer_json_scanner_finish () says what it was. So callers need not look after each step. */
typedef struct
{
  const char *at;
  const char *end;
  const char *start;
  const char *problem; /* (nullable): what was met, untranslated */
  const char *subject; /* (nullable): the column that it was met in */
  GString *unescaped;  /* (owned) (nullable): the last text that had escapes */
  guint depth;
  gboolean is_first; /* of the array or object just entered */
} FoyerJsonScanner;

typedef enum
{
  FOYER_JSON_NOTHING, /* the end, or it has stopped */
  FOYER_JSON_OBJECT,
  FOYER_JSON_ARRAY,
  FOYER_JSON_TEXT,
  FOYER_JSON_NUMBER,
  FOYER_JSON_BOOLEAN,
  FOYER_JSON_NULL,
} FoyerJsonKind;

#define FOYER_JSON_MAX_DEPTH 64

void foyer_json_scanner_init (FoyerJsonScanner *self, const char *text, gsize length);
/* A part of a text that was looked at before: it is UTF-8. */
void foyer_json_scanner_init_part (FoyerJsonScanner *self, const char *text, gsize length);
void foyer_json_scanner_clear (FoyerJsonScanner *self);
FoyerJsonKind foyer_json_scanner_peek (FoyerJsonScanner *self);
gboolean foyer_json_scanner_enter_array (FoyerJsonScanner *self);
gboolean foyer_json_scanner_next (FoyerJsonScanner *self);
gboolean foyer_json_scanner_enter_object (FoyerJsonScanner *self);
const char *foyer_json_scanner_next_member (FoyerJsonScanner *self, gsize *length);
gboolean foyer_json_scanner_read_null (FoyerJsonScanner *self);
gboolean foyer_json_scanner_read_boolean (FoyerJsonScanner *self, gboolean *value);
gboolean foyer_json_scanner_read_integer (FoyerJsonScanner *self, gint64 *value);
const char *foyer_json_scanner_read_text (FoyerJsonScanner *self, gsize *length);
const char *foyer_json_scanner_skip (FoyerJsonScanner *self, gsize *length);
void foyer_json_scanner_stop (FoyerJsonScanner *self, const char *problem);
gboolean foyer_json_scanner_finish (FoyerJsonScanner *self, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerJsonScanner, foyer_json_scanner_clear)

G_END_DECLS
