/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-roster-image.h"

G_BEGIN_DECLS

/* Writes a roster file row by row, in key order, in constant memory. */
typedef struct _FoyerRosterWriter FoyerRosterWriter;

FoyerRosterWriter *foyer_roster_writer_new      (const char             *cache_dir,
                                                 const FoyerRosterOwner *owner,
                                                 guint                   n_rows,
                                                 GError                **error);
/* Append the row's folded line here, ended with FOYER_ROSTER_LINE_END, then add it. */
GString           *foyer_roster_writer_get_line (FoyerRosterWriter      *self,
                                                 guint                   text);
gboolean           foyer_roster_writer_add      (FoyerRosterWriter      *self,
                                                 const FoyerRosterRow   *row,
                                                 GError                **error);
FoyerRosterImage  *foyer_roster_writer_get_names (FoyerRosterWriter     *self);
/* Completes the file, puts it in place and maps it. */
FoyerRosterImage  *foyer_roster_writer_finish   (FoyerRosterWriter      *self,
                                                 gint64                  position,
                                                 gint64                  stamp,
                                                 GError                **error);
void               foyer_roster_writer_free     (FoyerRosterWriter      *self);
char              *foyer_roster_file_name       (const char             *cache_dir,
                                                 const FoyerRosterOwner *owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRosterWriter, foyer_roster_writer_free)

G_END_DECLS
