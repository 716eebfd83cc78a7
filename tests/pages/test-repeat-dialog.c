/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How an event repeats: chosen, told before it is done, done and undone. */
#include "foyer-acts-fixture.h"
#include "foyer-event-acts-store.h"
#include "foyer-repeat-dialog.h"
#include "foyer-wall-seconds.h"

#include <string.h>

static gint64
get_start (void)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  gint64 wall, instant;

  g_assert_true (foyer_wall_seconds_parse ("2026-03-03T19:00:00", &wall));
  foyer_wall_seconds_to_instant (wall, zone, &instant);
  return instant;
}

/* Tuesday, 3 March 2026, four weeks before the clock goes forward. */
static void
place_event (FoyerEvent *event)
{
  g_free (event->timezone);
  event->timezone = g_strdup ("Europe/Berlin");
  event->start_date = get_start ();
  event->end_date = event->start_date + 2 * G_TIME_SPAN_HOUR;
}

static gpointer
open_dialog (FoyerActs *fixture)
{
  g_autoptr (FoyerEvent) event = NULL;

  foyer_acts_edit (fixture, place_event);
  event = foyer_event_acts_get (fixture->db, &fixture->event_id, NULL);
  return foyer_repeat_dialog_present (fixture->from, fixture->replica, event);
}

static void
set_count (gpointer dialog, double count)
{
  gtk_adjustment_set_value (foyer_acts_child (dialog, "count"), count);
}

/* What it tells: the rule in words, the number of dates, or what is wrong. */
static gboolean
tells (gpointer dialog, const char *label, const char *words)
{
  GtkLabel *shown = foyer_acts_child (dialog, label);

  return gtk_widget_get_visible (GTK_WIDGET (shown)) &&
         strstr (gtk_label_get_label (shown), words) != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return foyer_acts_find_window (FOYER_TYPE_REPEAT_DIALOG) == NULL;
}

static gint64
count_dates (FoyerActs *fixture)
{
  return foyer_acts_count (fixture, "SELECT count (*) FROM events WHERE deleted_at IS NULL");
}

static GtkToggleButton *
find_day (gpointer dialog, const char *day)
{
  GtkWidget *cell;

  for (guint i = 0; (cell = foyer_acts_find (foyer_acts_child (dialog, "days"),
                                             GTK_TYPE_TOGGLE_BUTTON, i)) != NULL;
       i++)
    if (gtk_widget_get_visible (cell) &&
        g_strcmp0 (gtk_button_get_label (GTK_BUTTON (cell)), day) == 0)
      return GTK_TOGGLE_BUTTON (cell);
  g_error ("no day %s", day);
}

static void
create (FoyerActs *fixture, gpointer dialog)
{
  fixture->change_set = 0;
  g_assert_true (foyer_acts_is_enabled (dialog, "repeat.create"));
  foyer_acts_activate (dialog, "repeat.create");
  foyer_acts_wait_told (fixture);
  foyer_test_wait_for (is_closed, NULL);
}

/* Every week, one left out by a click on its day; made, and all of it undone at once. */
static void
test_weekly (FoyerActs *fixture, gconstpointer data)
{
  gpointer dialog = open_dialog (fixture);
  g_autofree char *before = foyer_acts_digest (fixture);
  g_autofree char *after = NULL;

  set_count (dialog, 5);
  g_assert_true (tells (dialog, "words", "Every Tuesday"));
  g_assert_true (tells (dialog, "summary", "5 dates"));
  g_assert_true (tells (dialog, "clock_note", "the clocks there are set differently"));
  g_assert_true (tells (dialog, "month_label", "March 2026"));
  g_assert_true (gtk_toggle_button_get_active (find_day (dialog, "10")));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (find_day (dialog, "11"))));
  gtk_toggle_button_set_active (find_day (dialog, "10"), FALSE);
  g_assert_true (tells (dialog, "summary", "4 dates"));
  foyer_acts_activate (dialog, "repeat.later");
  g_assert_true (tells (dialog, "month_label", "April 2026"));
  g_assert_cmpint (count_dates (fixture), ==, 1);

  create (fixture, dialog);
  g_assert_nonnull (strstr (fixture->told, "repeats now"));
  g_assert_cmpint (count_dates (fixture), ==, 4);
  /* The fourth is at the same time on the clock, an hour earlier in UTC. */
  g_assert_cmpint (foyer_acts_count (fixture, "SELECT max (start_date) - min (start_date) "
                                              "FROM events WHERE deleted_at IS NULL"),
                   ==, 28 * G_TIME_SPAN_DAY - G_TIME_SPAN_HOUR);
  foyer_acts_undo (fixture, fixture->change_set);
  after = foyer_acts_digest (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* What cannot be is told, and cannot be done. */
static void
test_refused (FoyerActs *fixture, gconstpointer data)
{
  static const struct
  {
    const char *until;
    const char *problem;
  } cases[] = {
    { "", "Type the day on which it ends" },
    { "soon", "Type the day on which it ends" },
    { "31.12.9999", NULL },
    { "1.1.2020", NULL },
  };
  gpointer dialog = open_dialog (fixture);
  GtkWidget *weekday;

  /* No weekday. */
  for (guint i = 0; (weekday = foyer_acts_find (foyer_acts_child (dialog, "days_box"),
                                                GTK_TYPE_TOGGLE_BUTTON, i)) != NULL;
       i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (weekday), FALSE);
  g_assert_true (tells (dialog, "problem", "Choose at least one weekday"));
  g_assert_false (foyer_acts_is_enabled (dialog, "repeat.create"));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (
          foyer_acts_find (foyer_acts_child (dialog, "days_box"), GTK_TYPE_TOGGLE_BUTTON, 0)),
      TRUE);
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (dialog, "problem")));
  g_assert_true (foyer_acts_is_enabled (dialog, "repeat.create"));

  /* An end that is none, is too far for a rule on every day, or before the beginning. */
  adw_combo_row_set_selected (foyer_acts_child (dialog, "repeat_row"), 0);
  adw_combo_row_set_selected (foyer_acts_child (dialog, "end_row"), 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_editable_set_text (foyer_acts_child (dialog, "until_row"), cases[i].until);
      g_assert_true (gtk_widget_get_visible (foyer_acts_child (dialog, "problem")));
      if (cases[i].problem != NULL)
        g_assert_true (tells (dialog, "problem", cases[i].problem));
      else
        g_assert_cmpstr (gtk_label_get_label (foyer_acts_child (dialog, "problem")), !=, "");
      g_assert_false (foyer_acts_is_enabled (dialog, "repeat.create"));
      g_assert_cmpstr (gtk_editable_get_text (foyer_acts_child (dialog, "until_row")), ==,
                       cases[i].until);
    }
  gtk_editable_set_text (foyer_acts_child (dialog, "until_row"), "12.3.2026");
  g_assert_true (tells (dialog, "summary", "10 dates"));

  /* None of the choices goes on for ever. */
  for (guint i = 0; i < 3; i++)
    {
      adw_combo_row_set_selected (foyer_acts_child (dialog, "end_row"), i);
      g_assert_true (tells (dialog, "summary", "dates"));
    }
  foyer_acts_activate (dialog, "window.close");
  foyer_test_wait_for (is_closed, NULL);
  g_assert_cmpint (count_dates (fixture), ==, 1);
}

/* By the month: the day, the weekday of a week, the last; and by the year. */
static void
test_ways (FoyerActs *fixture, gconstpointer data)
{
  static const char *const words[] = { "on day 3", "first Tuesday", "last Tuesday", "last day" };
  gpointer dialog = open_dialog (fixture);

  adw_combo_row_set_selected (foyer_acts_child (dialog, "repeat_row"), 2);
  set_count (dialog, 6);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      adw_combo_row_set_selected (foyer_acts_child (dialog, "month_row"), i);
      g_assert_true (tells (dialog, "words", words[i]));
      g_assert_true (tells (dialog, "summary", "6 dates") || tells (dialog, "summary", "7 dates"));
    }
  gtk_adjustment_set_value (foyer_acts_child (dialog, "interval"), 3);
  g_assert_true (tells (dialog, "words", "3 months"));
  adw_combo_row_set_selected (foyer_acts_child (dialog, "repeat_row"), 3);
  g_assert_true (tells (dialog, "summary", "2041") || tells (dialog, "summary", "6 dates"));
  gtk_window_destroy (dialog);
}

/* Closed in the midst: all or nothing, and nobody waits for it. */
static void
test_closed_early (FoyerActs *fixture, gconstpointer data)
{
  gpointer dialog = open_dialog (fixture);
  gint64 n;

  adw_combo_row_set_selected (foyer_acts_child (dialog, "repeat_row"), 0);
  set_count (dialog, 5000);
  g_assert_true (tells (dialog, "summary", "dates"));
  foyer_acts_activate (dialog, "repeat.create");
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (dialog, "progress")));
  foyer_acts_dispose (dialog);
  n = count_dates (fixture);
  g_assert_true (n == 1 || n == 5000);
  g_assert_cmpint (foyer_acts_count (fixture, "SELECT count (*) FROM series"), ==, n > 1);
}

#define add(path, func)                                                                            \
  g_test_add ("/repeat-dialog/" path, FoyerActs, NULL, foyer_acts_set_up, func,                    \
              foyer_acts_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  add ("weekly", test_weekly);
  add ("refused", test_refused);
  add ("ways", test_ways);
  add ("closed-early", test_closed_early);
  return g_test_run ();
}
