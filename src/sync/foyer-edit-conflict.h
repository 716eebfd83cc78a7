/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-store.h"

G_BEGIN_DECLS

/* One field that two people edited, as a person can choose between them. */
typedef struct
{
  const FoyerColumn *column;
  char *mine;   /* (nullable): the value that was told second, as a text */
  char *theirs; /* (nullable): the value that stands */
} FoyerEditedField;

/* What a conflict of the kind EDITED_TWICE is about. */
typedef struct
{
  const FoyerRowType *type;
  FoyerUuid row_id;
  FoyerUuid user_id;       /* whose edit lost; nil when not known */
  gint64 time;             /* when it was told; FOYER_NONE */
  FoyerUuid their_user_id; /* whose edit stands */
  gint64 their_time;
  GPtrArray *fields; /* (element-type FoyerEditedField) */
} FoyerEditConflict;

typedef enum
{
  FOYER_SETTLE_THEIRS, /* leave it as it stands; also: “seen”, for conflicts of other kinds */
  FOYER_SETTLE_MINE,   /* write the values that lost */
  FOYER_SETTLE_TYPED,  /* write another value: of a conflict about one field that is a text */
} FoyerSettleChoice;

void foyer_edit_conflict_free (FoyerEditConflict *self);
/* NULL with INVALID when the details are none that this program understands. */
FoyerEditConflict *foyer_edit_conflict_read (const FoyerConflict *conflict, GError **error);
/* Settles a conflict of any kind, in one change set that syncs and can be undone. Not on the main
 * thread. */
gboolean foyer_conflict_settle (FoyerDatabase *db,
                                const FoyerUuid *conflict_id,
                                FoyerSettleChoice choice,
                                const char *typed, /* (nullable) */
                                gint64 *change_set,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEditConflict, foyer_edit_conflict_free)

G_END_DECLS
