/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-acts-store.h"
#include "foyer-test.h"

G_BEGIN_DECLS

#define NOW G_GINT64_CONSTANT (1790000000000000) /* before the test event */

/* A replica with the test event and 200 guests. */
typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid id;
} ActsFixture;

void acts_set_up (ActsFixture *fixture, gconstpointer data);
void acts_tear_down (ActsFixture *fixture, gconstpointer data);
FoyerTransaction *acts_begin (ActsFixture *fixture, const char *kind);
gint64 acts_commit (FoyerTransaction *transaction);
FoyerEvent *acts_get (ActsFixture *fixture);
gint64 acts_count (ActsFixture *fixture, const char *sql);
/* The whole content that matters, as one number: what an undo must bring back. */
char *acts_digest (ActsFixture *fixture);
void acts_make_publishable (ActsFixture *fixture);
gboolean acts_publish (FoyerTransaction *transaction, const FoyerUuid *id, GError **error);
gboolean acts_cancel (FoyerTransaction *transaction, const FoyerUuid *id, GError **error);

#define ACTS_ADD(name, func) g_test_add (name, ActsFixture, NULL, acts_set_up, func, acts_tear_down)

G_END_DECLS
