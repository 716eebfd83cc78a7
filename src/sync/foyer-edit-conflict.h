/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-store.h"
#include "foyer-transaction.h"

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
  FoyerUuid device_id; /* at which the edit that lost was made; nil */
  char *name;          /* (nullable): of whose edit lost, and of whose stands */
  char *their_name;
  gboolean is_cut;                    /* a value was too long to be kept whole */
  gboolean is_of_removal;             /* one of them removed it, or brought it back */
  gboolean has_removed, have_removed; /* who lost had removed it; whose edit stands had */
  GPtrArray *fields;                  /* (element-type FoyerEditedField) */
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
/* Puts a value of a field as it stands here, mine or theirs, into a row. FALSE when it is none of
 * the column. */
gboolean foyer_edited_field_put (const FoyerEditedField *self,
                                 gpointer row,
                                 const char *value); /* (nullable) */
/* It is settled, by who speaks from this replica; in a transaction. */
gboolean foyer_conflict_mark_settled (FoyerTransaction *transaction,
                                      const FoyerConflict *conflict,
                                      GError **error);
/* As whom this replica speaks to the server of an event; nil when it lies on none. */
FoyerUuid foyer_conflict_find_person (FoyerDatabase *db, const FoyerUuid *event_id);
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
