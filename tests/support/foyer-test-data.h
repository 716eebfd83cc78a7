/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_TEST_DATA_ALL_VALID = 0,
  FOYER_TEST_DATA_MIXED = 1 << 0, /* some are in, have left, are cancelled, have not paid */
} FoyerTestDataFlags;

/* Fills a replica with an event "test-event" (three tiers, two questions, one entrance) and n attendees as they come in practice:
 * names in many scripts, companies, orders of one to four. The same for the same n on every run, ids apart. About 150 000 a second. */
void  foyer_test_data_fill  (FoyerDatabase      *db,
                             guint               n,
                             FoyerTestDataFlags  flags,
                             FoyerUuid          *event_id);
/* The code of attendee i, from 0. */
char *foyer_test_data_code  (guint               i);
/* The name of attendee i. */
char *foyer_test_data_name  (guint               i);
/* A replica at dir/replica.foyer, filled, its log copied into the file; (transfer full). */
FoyerDatabase *foyer_test_data_make (const char         *dir,
                                     guint               n,
                                     FoyerTestDataFlags  flags,
                                     FoyerUuid          *event_id);

/* A fixture of tests that work on a connection: such a replica, with as many attendees as the data of the test says. */
typedef struct
{
  char          *dir;
  FoyerDatabase *db;
  FoyerUuid      event_id;
} FoyerTestStore;

void foyer_test_store_set_up    (FoyerTestStore *fixture,
                                 gconstpointer   n);
void foyer_test_store_tear_down (FoyerTestStore *fixture,
                                 gconstpointer   n);

G_END_DECLS
