/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text for a receipt printer that has letters of its own, one to a cell: code page 858, Latin-1 with the euro sign. */
char      *foyer_receipt_text_clean    (const char *text);
char      *foyer_receipt_text_to_cells (const char *text);  /* (nullable): NULL when a letter is not the printer's */
guint8     foyer_receipt_text_encode   (gunichar    letter); /* its byte; 0: not the printer's */
gunichar   foyer_receipt_text_decode   (guint8      byte);
GPtrArray *foyer_receipt_text_wrap     (const char *cells,  /* (element-type utf8) lines of at most so many cells */
                                        guint       columns);

G_END_DECLS
