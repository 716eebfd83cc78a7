/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-date-time-popover.h"
#include "foyer-date-time-row.h"
#include "foyer-test.h"

/* A reader of "19:30" alone: hours and minutes of the day that base is in. */
static gboolean
read_clock (const char *text, GTimeZone *zone, gint64 base, gint64 *instant, char **remark)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (base / G_USEC_PER_SEC);
  g_autoptr (GDateTime) day = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) read = NULL;
  int hour;
  int minute;

  if (sscanf (text, "%d:%d", &hour, &minute) != 2 || hour > 23 || minute > 59)
    return FALSE;
  read = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day), hour, minute, 0);
  *instant = g_date_time_to_unix (read) * G_USEC_PER_SEC;
  if (remark != NULL && hour == 3)
    *remark = g_strdup ("early");
  return TRUE;
}

static char *
write_clock (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%H:%M");
}

static void
count_cb (FoyerDateTimeRow *row, guint *n)
{
  *n += 1;
}

static gint64
at (int hour, int minute)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, 11, 22, hour, minute, 0);

  return g_date_time_to_unix (date) * G_USEC_PER_SEC;
}

static FoyerDateTimeRow *
make_row (void)
{
  FoyerDateTimeRow *row = g_object_ref_sink (g_object_new (FOYER_TYPE_DATE_TIME_ROW, NULL));

  foyer_date_time_row_set_format (row, read_clock, write_clock);
  foyer_date_time_row_set_instant (row, at (19, 0));
  return row;
}

static void
test_typed (void)
{
  FoyerDateTimeRow *row = make_row ();
  guint n = 0;

  g_signal_connect (row, "edited", G_CALLBACK (count_cb), &n);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "19:00");

  gtk_editable_set_text (GTK_EDITABLE (row), "20:15");
  g_assert_cmpuint (n, >, 0);
  g_assert_true (foyer_date_time_row_is_valid (row));
  g_assert_cmpint (foyer_date_time_row_get_instant (row), ==, at (20, 15));
  g_assert_null (foyer_date_time_row_get_remark (row));

  gtk_editable_set_text (GTK_EDITABLE (row), "3:05");
  g_assert_cmpstr (foyer_date_time_row_get_remark (row), ==, "early");

  /* What is not understood is not valid, and the last instant stays. */
  gtk_editable_set_text (GTK_EDITABLE (row), "later");
  g_assert_false (foyer_date_time_row_is_valid (row));
  g_assert_cmpint (foyer_date_time_row_get_instant (row), ==, at (3, 5));
  g_assert_null (foyer_date_time_row_get_remark (row));

  /* The program's own change is no edit. */
  n = 0;
  foyer_date_time_row_set_instant (row, at (8, 0));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (foyer_date_time_row_is_valid (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "08:00");
  g_assert_finalize_object (row);
}

/* 19:00 stays 19:00 when the event moves to another city. */
static void
test_zone (void)
{
  FoyerDateTimeRow *row = make_row ();
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_identifier ("Asia/Tokyo");

  g_assert_nonnull (tokyo);
  foyer_date_time_row_set_zone (row, tokyo);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "19:00");
  g_assert_cmpint (foyer_date_time_row_get_instant (row), ==, at (10, 0));
  g_assert_finalize_object (row);
}

static gboolean
has_popover (gpointer button)
{
  return gtk_menu_button_get_popover (button) != NULL;
}

static gboolean
is_on_screen (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* The calendar is made when it is first asked for, shows what the row has, and what is picked is
 * the row's. */
static void
test_picked (void)
{
  FoyerDateTimeRow *row = make_row ();
  GtkWidget *list = gtk_list_box_new (), *window = gtk_window_new ();
  gpointer button =
      gtk_widget_get_template_child (GTK_WIDGET (row), FOYER_TYPE_DATE_TIME_ROW, "button");
  gpointer hour;
  GtkWidget *popover;
  guint n = 0;

  g_signal_connect (row, "edited", G_CALLBACK (count_cb), &n);
  g_assert_null (gtk_menu_button_get_popover (button));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  foyer_test_wait_for (is_on_screen, button);
  gtk_menu_button_popup (button);
  foyer_test_wait_for (has_popover, button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  foyer_test_wait_for (is_on_screen, popover);
  hour = gtk_widget_get_template_child (popover, FOYER_TYPE_DATE_TIME_POPOVER, "hour");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (hour), ==, 19);
  g_assert_cmpuint (n, ==, 0);
  gtk_spin_button_set_value (hour, 21);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "2026-11-22 21:00");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/date-time-row/typed", test_typed);
  g_test_add_func ("/date-time-row/zone", test_zone);
  g_test_add_func ("/date-time-row/picked", test_picked);
  return g_test_run ();
}
