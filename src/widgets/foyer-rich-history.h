/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-block.h"

G_BEGIN_DECLS

/* What was done to a list of blocks, to be taken back and done again. */
typedef enum
{
  FOYER_RICH_OTHER,
  FOYER_RICH_TYPING,  /* a letter; several of them are one step */
  FOYER_RICH_SPACING, /* a space, which ends a word */
  FOYER_RICH_ERASING, /* a letter taken away */
} FoyerRichAct;

typedef struct
{
  guint        first;  /* block */
  GPtrArray   *before; /* (element-type FoyerRichBlock) what these blocks were */
  GPtrArray   *after;  /* and what they became */
  guint        cursor_before[2]; /* line and column */
  guint        cursor_after[2];
  FoyerRichAct act;
} FoyerRichStep;

typedef struct
{
  GQueue done;   /* of FoyerRichStep, the last first */
  GQueue undone;
} FoyerRichHistory;

void                 foyer_rich_step_free     (FoyerRichStep    *step);
void                 foyer_rich_history_clear (FoyerRichHistory *self);
/* Takes step. */
void                 foyer_rich_history_push  (FoyerRichHistory *self,
                                               FoyerRichStep    *step);
/* (nullable) Moves it to the others. */
const FoyerRichStep *foyer_rich_history_undo  (FoyerRichHistory *self);
const FoyerRichStep *foyer_rich_history_redo  (FoyerRichHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRichStep, foyer_rich_step_free)

G_END_DECLS
