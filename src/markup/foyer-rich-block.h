/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Formatted text as a list of blocks: what is between HTML and an editor. A block is one paragraph, heading or item of a list.
 *
 *   dirty HTML ── foyer_rich_read ──▸ tidy blocks ── foyer_rich_write ──▸ clean HTML
 *                                        ▴ ▾
 *                                  an editor's buffer
 */
typedef enum
{
  FOYER_RICH_PARAGRAPH,  /* p */
  FOYER_RICH_HEADING,    /* h2 */
  FOYER_RICH_SUBHEADING, /* h3 */
  FOYER_RICH_QUOTE,      /* p in a blockquote */
  FOYER_RICH_BULLET,     /* li in an ul */
  FOYER_RICH_NUMBER,     /* li in an ol */
} FoyerRichKind;

typedef enum
{
  FOYER_RICH_PLAIN  = 0,
  FOYER_RICH_BOLD   = 1 << 0, /* strong */
  FOYER_RICH_ITALIC = 1 << 1, /* em */
} FoyerRichStyle;

/* Lists nest no deeper: levels are 0 to this. */
#define FOYER_RICH_LEVEL_MAX 4
/* A line break within a block, U+2028, and what stands for a picture, U+FFFC. */
#define FOYER_RICH_BREAK     "\xe2\x80\xa8"
#define FOYER_RICH_OBJECT    "\xef\xbf\xbc"
#define FOYER_RICH_ALT_MAX   500

/* Text of one look. */
typedef struct
{
  GString       *text;
  FoyerRichStyle style;
  char          *link;  /* (nullable) a tidy address, see foyer_rich_link_tidy () */
  char          *image; /* (nullable) of a picture, whose text is FOYER_RICH_OBJECT: its id */
  char          *alt;   /* (nullable) what the picture shows, in words */
} FoyerRichRun;

typedef struct
{
  FoyerRichKind kind;
  guint         level; /* of a list's item */
  GPtrArray    *runs;  /* of FoyerRichRun; neighbours differ, none is empty */
} FoyerRichBlock;

FoyerRichBlock *foyer_rich_block_new          (FoyerRichKind          kind,
                                               guint                  level);
FoyerRichBlock *foyer_rich_block_copy         (const FoyerRichBlock  *self);
FoyerRichBlock *foyer_rich_block_ref          (FoyerRichBlock        *self);
void            foyer_rich_block_free         (FoyerRichBlock        *self);
gboolean        foyer_rich_block_equal        (const FoyerRichBlock  *a,
                                               const FoyerRichBlock  *b);
gboolean        foyer_rich_block_is_list      (const FoyerRichBlock  *self);
gboolean        foyer_rich_block_is_empty     (const FoyerRichBlock  *self);
void            foyer_rich_block_append       (FoyerRichBlock        *self,
                                               const char            *text,
                                               gssize                 length,
                                               FoyerRichStyle         style,
                                               const char            *link);
void            foyer_rich_block_append_image (FoyerRichBlock        *self,
                                               const char            *image,
                                               const char            *alt,
                                               FoyerRichStyle         style,
                                               const char            *link);
/* Spaces as HTML counts them: (collapse) several are one; else several become no-break spaces but the last. */
FoyerRichBlock *foyer_rich_block_tidy         (const FoyerRichBlock  *self,
                                               gboolean               collapse);
/* Empty paragraphs at both ends go, items are at most one level below the one before. */
void            foyer_rich_blocks_tidy        (GPtrArray             *blocks);

gboolean        foyer_rich_image_is_valid     (const char            *image);
char           *foyer_rich_link_tidy          (const char            *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRichBlock, foyer_rich_block_free)

G_END_DECLS
