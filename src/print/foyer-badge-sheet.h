/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "foyer-badge.h"
#include "foyer-sheet.h"

G_BEGIN_DECLS

/* Gives badge n. What it returns is borrowed until the next call; NULL with error set stops the work. Badges are asked for in
 * order while a PDF is written, and page by page in a preview. Called on the thread that draws. */
typedef const FoyerBadge *(*FoyerBadgeFunc) (guint      n,
                                             gpointer   data,
                                             GError   **error);

/* Told after each page; on the thread that writes. */
typedef void (*FoyerBadgeProgress) (guint    n_done,
                                    guint    n_total,
                                    gpointer data);

/* Badges laid out on the labels of a sheet: one draw_page () for preview, PDF and printer. Used by one thread at a time. */
#define FOYER_TYPE_BADGE_SHEET (foyer_badge_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBadgeSheet, foyer_badge_sheet, FOYER, BADGE_SHEET, GObject)

FoyerBadgeSheet *foyer_badge_sheet_new         (FoyerSheet         *sheet,
                                                guint               n_badges,
                                                FoyerBadgeFunc      func,
                                                gpointer            data,
                                                GDestroyNotify      data_free);
/* The first label to use on the first page, counted from 0: a sheet that was begun before is used up. */
void             foyer_badge_sheet_set_start   (FoyerBadgeSheet    *self,
                                                guint               label);
/* Draws the labels' outlines too: for a preview, never for paper. */
void             foyer_badge_sheet_set_outlines (FoyerBadgeSheet   *self,
                                                gboolean            outlines);
FoyerSheet      *foyer_badge_sheet_get_sheet   (FoyerBadgeSheet    *self);
guint            foyer_badge_sheet_get_n_pages (FoyerBadgeSheet    *self);
gboolean         foyer_badge_sheet_draw_page   (FoyerBadgeSheet    *self,
                                                cairo_t            *cr,
                                                guint               page,
                                                GError            **error);
gboolean         foyer_badge_sheet_write_pdf   (FoyerBadgeSheet    *self,
                                                GOutputStream      *stream,
                                                FoyerBadgeProgress  progress,
                                                gpointer            progress_data,
                                                GCancellable       *cancellable,
                                                GError            **error);
/* The same into a file, which is only replaced when all went well. */
gboolean         foyer_badge_sheet_save_pdf    (FoyerBadgeSheet    *self,
                                                GFile              *file,
                                                FoyerBadgeProgress  progress,
                                                gpointer            progress_data,
                                                GCancellable       *cancellable,
                                                GError            **error);

G_END_DECLS
