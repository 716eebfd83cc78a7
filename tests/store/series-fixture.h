/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-series-edit.h"
#include "foyer-test.h"

G_BEGIN_DECLS

/* A replica with a class on Tuesday, 1 December 2026, 19:00 to 21:00 in Berlin. */
typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid event_id;
} SeriesFixture;

void series_fixture_set_up (SeriesFixture *fixture, gconstpointer data);
void series_fixture_tear_down (SeriesFixture *fixture, gconstpointer data);
FoyerTransaction *series_fixture_begin (SeriesFixture *fixture);
gint64 series_fixture_commit (FoyerTransaction *transaction);
gint64 series_fixture_create (SeriesFixture *fixture, const char *rule, FoyerUuid *series_id);
FoyerEvent *series_fixture_get_event (SeriesFixture *fixture, const FoyerUuid *id);
GPtrArray *series_fixture_get_dates (SeriesFixture *fixture, const FoyerUuid *series_id);
void series_fixture_add_ticket (SeriesFixture *fixture, const FoyerUuid *event_id);
/* The row says the dates that there are. */
void series_fixture_check (SeriesFixture *fixture, const FoyerUuid *series_id);
/* "12-01 19:00" of each date, by its own wall. */
char *series_list_walls (GPtrArray *dates, gboolean of_rule);
gint64 series_wall (const char *text);
gint64 series_instant (const char *text, const char *zone_name);

#define assert_walls(fixture, series_id, text)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GPtrArray) assert_dates = series_fixture_get_dates (fixture, series_id);            \
    g_autofree char *assert_walls = series_list_walls (assert_dates, FALSE);                       \
    g_assert_cmpstr (assert_walls, ==, text);                                                      \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
