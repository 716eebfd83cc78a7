/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Reads a keyboard-wedge scanner wherever the focus is in a window, and leaves a person's typing alone.
 *
 * Signal "scanned": void (FoyerScanReader *, const char *code, const char *us_code): us_code is NULL, or the same keys
 * read as a US keyboard where the layout in use says something else.
 * Signal "typed": void (FoyerScanReader *, const char *text, gboolean paused): a person typed this while no text field had
 * the focus; paused when no key came after it for a moment. */
#define FOYER_TYPE_SCAN_READER (foyer_scan_reader_get_type ())
G_DECLARE_FINAL_TYPE (FoyerScanReader, foyer_scan_reader, FOYER, SCAN_READER, GObject)

FoyerScanReader *foyer_scan_reader_new   (GtkWindow       *window);
gboolean         foyer_scan_reader_press (FoyerScanReader *self,
                                          guint            keyval,
                                          guint            keycode,
                                          GdkModifierType  state,
                                          guint32          time);

G_END_DECLS
