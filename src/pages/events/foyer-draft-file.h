/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"

G_BEGIN_DECLS

/* Unsaved work, beside the replica: drafts/<event>.draft, or drafts/new.draft for an event that was
 * not created yet. Written in the background, a moment after the last change; there for the next
 * start after a crash. */
#define FOYER_TYPE_DRAFT_FILE (foyer_draft_file_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDraftFile, foyer_draft_file, FOYER, DRAFT_FILE, GObject)

FoyerDraftFile *foyer_draft_file_new (const char *replica_path,
                                      const FoyerUuid *event_id); /* (nullable) of a new event */
/* Of something smaller than an event: drafts/<id>.draft, of which the caller knows what it says. */
FoyerDraftFile *foyer_draft_file_new_named (const char *replica_path, const char *id);
char *foyer_draft_file_read_text (FoyerDraftFile *self); /* (nullable) */
void foyer_draft_file_write_text (FoyerDraftFile *self, const char *text);
/* (nullable) What was left unsaved. */
FoyerEventDraft *
foyer_draft_file_read (FoyerDraftFile *self,
                       FoyerEventDraft **base); /* (out) (optional) (nullable) what it began with */
void foyer_draft_file_write (FoyerDraftFile *self,
                             const FoyerEventDraft *draft,
                             const FoyerEventDraft *base); /* (nullable) */
/* What waits is written before this returns: the program ends. */
void foyer_draft_file_flush (FoyerDraftFile *self);
void foyer_draft_file_remove (FoyerDraftFile *self);

G_END_DECLS
