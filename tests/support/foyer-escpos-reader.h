/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ESCPOS_LINE,
  ESCPOS_RASTER,
  ESCPOS_QR,
  ESCPOS_KICK,
  ESCPOS_CUT,
} EscposKind;

/* What comes out of a receipt printer. */
typedef struct
{
  EscposKind kind;
  char      *text;       /* of a line, with the spaces it begins with; what a code says */
  gboolean   is_bold;    /* some of it */
  gboolean   is_double;
  gboolean   is_inverse;
  guint      cells;      /* the width of a line */
  guint      width;      /* dots of a raster; the module of a code */
  guint      height;
  GBytes    *bits;       /* of a raster */
  guint      pin;        /* of a kick */
  char       level;      /* of a code's correction */
} EscposItem;

/* Reads what a printer is sent as the printer does, and knows just the commands that we mean to use: with any other error is
 * set, and where it is. (transfer full) (element-type EscposItem) (nullable) */
GPtrArray *foyer_escpos_read (GBytes *bytes, char **error);

G_END_DECLS
