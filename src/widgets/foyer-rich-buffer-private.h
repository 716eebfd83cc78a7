/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-buffer.h"
#include "foyer-rich-history.h"

G_BEGIN_DECLS

/* What a line is. */
typedef struct
{
  guint8 kind; /* FoyerRichKind */
  guint8 level;
} FoyerRichLine;

/* A look that belongs to whole lines. */
enum
{
  FOYER_RICH_LOOK_HEADING,
  FOYER_RICH_LOOK_SUBHEADING,
  FOYER_RICH_LOOK_QUOTE,
  FOYER_RICH_LOOK_LEVEL,
  FOYER_RICH_N_LOOKS = FOYER_RICH_LOOK_LEVEL + FOYER_RICH_LEVEL_MAX + 1,
};

struct _FoyerRichBuffer
{
  GtkTextBuffer parent_instance;

  GArray *lines;     /* (owned) of FoyerRichLine, one for each line */
  GPtrArray *blocks; /* (owned) the text as of the last commit */
  FoyerRichHistory history;

  GtkTextTag *bold;
  GtkTextTag *italic;
  GtkTextTag *looks[FOYER_RICH_N_LOOKS];
  GHashTable *links; /* (owned) of address to GtkTextTag */
  GdkRGBA link_colour;

  FoyerRichPictureFunc picture_func; /* (nullable) */
  gpointer picture_data;

  int n_open;           /* user actions */
  int is_quiet;         /* changes of our own, which keep lines and style themselves */
  gboolean is_changed;  /* since the last commit */
  guint n_same_before;  /* lines at the beginning that were not touched since */
  guint n_same_after;   /* and at the end */
  int next_style;       /* of what is typed next; -1 for that of the text around */
  FoyerRichAct act;
  guint n_acts;         /* changes of text since the last commit */
  guint cursor_before[2];
  GtkTextMark *filler;  /* (nullable) see foyer_rich_buffer_fill_last_line () */
};

/* Lines ↔ blocks: foyer-rich-buffer-blocks.c */
FoyerRichBlock *foyer_rich_buffer_read_line      (FoyerRichBuffer   *self,
                                                  int                line,
                                                  const GtkTextIter *start,
                                                  const GtkTextIter *end);
void            foyer_rich_buffer_insert_runs    (FoyerRichBuffer      *self,
                                                  GtkTextIter          *at,
                                                  const FoyerRichBlock *block);
void            foyer_rich_buffer_replace_lines  (FoyerRichBuffer   *self,
                                                  guint              first,
                                                  guint              n,
                                                  GPtrArray         *blocks);
void            foyer_rich_buffer_show_lines     (FoyerRichBuffer   *self,
                                                  guint              first,
                                                  guint              n);
void            foyer_rich_buffer_fill_last_line (FoyerRichBuffer   *self);
GtkTextTag     *foyer_rich_buffer_need_link      (FoyerRichBuffer   *self,
                                                  const char        *href);
const char     *foyer_rich_buffer_link_of        (GtkTextTag        *tag);

/* The text itself: foyer-rich-buffer.c */
void            foyer_rich_buffer_touch          (FoyerRichBuffer   *self,
                                                  guint              first,
                                                  guint              last);
FoyerRichLine  *foyer_rich_buffer_get_line       (FoyerRichBuffer   *self,
                                                  guint              line);
void            foyer_rich_buffer_commit         (FoyerRichBuffer   *self);
void            foyer_rich_buffer_tell_state     (FoyerRichBuffer   *self);
gboolean        foyer_rich_buffer_line_is_empty  (FoyerRichBuffer   *self,
                                                  int                line);

#define FOYER_RICH_FILLER "\xef\xbb\xbf"

G_END_DECLS
