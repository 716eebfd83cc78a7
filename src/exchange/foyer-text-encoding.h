/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_ENCODING_UTF8,
  FOYER_ENCODING_UTF8_BOM,
  FOYER_ENCODING_UTF16_LE,
  FOYER_ENCODING_UTF16_BE,
  FOYER_ENCODING_WINDOWS_1252,
} FoyerTextEncoding;

/* Which encoding a file is in: by its byte order mark, else by whether all of it is valid UTF-8. */
gboolean      foyer_text_encoding_detect   (GFile              *file,
                                            FoyerTextEncoding  *encoding,
                                            GCancellable       *cancellable,
                                            GError            **error);
/* The file as UTF-8, without byte order mark. */
GInputStream *foyer_text_encoding_open     (FoyerTextEncoding   encoding,
                                            GFile              *file,
                                            GCancellable       *cancellable,
                                            GError            **error);
const char   *foyer_text_encoding_get_name (FoyerTextEncoding   encoding); /* “UTF-8”, for people */

/* How many bytes from the beginning are valid UTF-8 (NUL counts as valid). *is_cut: the rest may be the beginning of a character. */
gsize         foyer_utf8_valid_length      (const char         *text,
                                            gsize               length,
                                            gboolean           *is_cut);

G_END_DECLS
