/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-importer.h"
#include "foyer-test.h"

G_BEGIN_DECLS

/* A replica of its own with one empty event, and lists to import into it. */
typedef struct
{
  FoyerTestDir   dir;
  FoyerDatabase *db;
  FoyerEvent    *event;
  guint          n_lists;
} Fixture;

void               fixture_set_up     (Fixture           *self);
void               fixture_clear      (Fixture           *self);
FoyerEvent        *fixture_make_event (const char        *title);
/* A list of this content, looked at. */
FoyerImportPlan   *fixture_plan       (Fixture           *self,
                                       const char        *content,
                                       gssize             length);
FoyerImportPlan   *fixture_sample     (const char        *name);
/* Dry, then for real; both must tell the same. */
FoyerImportReport *fixture_import     (Fixture           *self,
                                       FoyerImportPlan   *plan);
FoyerImportReport *fixture_import_text (Fixture          *self,
                                       const char        *content);
gint64             fixture_number     (Fixture           *self,
                                       const char        *sql);
char              *fixture_text       (Fixture           *self,
                                       const char        *sql);
/* All living rows of all tables, but for version and updated_at. */
char              *fixture_dump       (Fixture           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

G_END_DECLS
