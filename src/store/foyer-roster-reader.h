/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-roster-image.h"

G_BEGIN_DECLS

/* The columns of tickets AS t that a reader reads. */
#define FOYER_ROSTER_COLUMNS                                                                                      \
  "t.key, t.deleted_at IS NOT NULL, t.tier_id, t.order_id, t.status, t.check_in_time, "              \
  "t.check_out_time, t.badge_printed_at, t.attendee_name, t.company, t.attendee_email, t.qr_code, "  \
  "t.answers"

/* Turns rows of SQL into rows of the roster. */
typedef struct
{
  FoyerDatabase *db;
  FoyerRosterImage *names;              /* numbers the tiers and questions */
  GString *lines[FOYER_N_ROSTER_TEXTS]; /* where to append */
  GPtrArray *answers;                   /* (element-type GString), by number */
  sqlite3_stmt *next;                   /* orders as they follow one another */
  guint n_wrong;
  FoyerUuid order_id; /* of the order below */
  GString *order_number;
  gboolean is_pending;
} FoyerRosterReader;

void     foyer_roster_reader_init  (FoyerRosterReader  *self,
                                    FoyerDatabase      *db,
                                    FoyerRosterImage   *names);
void     foyer_roster_reader_clear (FoyerRosterReader  *self);
gboolean foyer_roster_reader_read  (FoyerRosterReader  *self,
                                    sqlite3_stmt       *statement,
                                    FoyerRosterRow     *row,
                                    GError            **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerRosterReader, foyer_roster_reader_clear)

G_END_DECLS
