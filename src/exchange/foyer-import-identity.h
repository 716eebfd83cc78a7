/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-import-row.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* What names an attendee in a list, the best that a row has. */
typedef enum
{
  FOYER_IDENTITY_CODE,      /* what is scanned */
  FOYER_IDENTITY_PUBLIC_ID, /* the ticket's number */
  FOYER_IDENTITY_POSITION,  /* order number and position in it */
  FOYER_IDENTITY_PERSON,    /* address, name, tier and, where there is one, order number */
} FoyerImportIdentity;

FoyerImportIdentity foyer_import_identity_find (const FoyerImportRow *row,
                                                const FoyerUuid      *event_id,
                                                GString              *scratch,
                                                guint64              *key);
/* The key of the second, third, … ticket of a row that has a quantity. */
guint64             foyer_import_identity_unit (guint64               key,
                                                guint                 unit);

G_END_DECLS
