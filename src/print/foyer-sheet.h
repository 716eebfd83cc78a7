/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FOYER_PRINT_ERROR foyer_print_error_quark ()

/* By what the caller can do about it. */
typedef enum
{
  FOYER_PRINT_ERROR_NO_SHEET, /* no preset of this name: choose another */
  FOYER_PRINT_ERROR_INVALID,  /* a preset's file does not make sense; the message says where */
  FOYER_PRINT_ERROR_FAILED,   /* drawing failed: out of memory */
} FoyerPrintError;

GQuark foyer_print_error_quark (void);

/* Points in a millimetre. Everything in this layer is in points (1/72 inch), y down. */
#define FOYER_MM (72.0 / 25.4)

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} FoyerRect;

/* A sheet of labels, from left to right and top to bottom.
 *
 *     ┌─ page ──────────────────┐
 *     │   top                   │
 *     │left┌─────┐  ┌─────┐     │
 *     │    │label│  │     │     │
 *     │    └─────┘  └─────┘     │
 *     │     ◂─pitch─▸           │
 */
#define FOYER_TYPE_SHEET (foyer_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSheet, foyer_sheet, FOYER, SHEET, GObject)

/* The presets of the program, then those of user_dir (nullable: the user's own folder); (element-type FoyerSheet). One that
 * does not make sense is left out, and named in the log. */
GPtrArray  *foyer_sheet_list        (const char  *user_dir);
FoyerSheet *foyer_sheet_find        (const char  *user_dir,
                                     const char  *id,
                                     GError     **error);
FoyerSheet *foyer_sheet_new_from_key_file (GKeyFile    *file,
                                           const char  *id,
                                           GError     **error);
const char *foyer_sheet_get_id      (FoyerSheet  *self);
const char *foyer_sheet_get_name    (FoyerSheet  *self); /* translated */
void        foyer_sheet_get_page    (FoyerSheet  *self,
                                     double      *width,
                                     double      *height);
guint       foyer_sheet_get_columns (FoyerSheet  *self);
guint       foyer_sheet_get_rows    (FoyerSheet  *self);
guint       foyer_sheet_get_n_labels (FoyerSheet *self); /* on one page */
double      foyer_sheet_get_corner  (FoyerSheet  *self); /* radius */
void        foyer_sheet_get_label   (FoyerSheet  *self,
                                     guint        n,
                                     FoyerRect   *rect);
/* Properties: "id", "name". */

G_END_DECLS
