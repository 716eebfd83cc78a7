/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-fixture.h"

#include "foyer-row-store.h"
#include "foyer-test-data.h"

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((FoyerAttendeesFixture *) data)->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open_cb (gpointer data)
{
  return ((FoyerAttendeesFixture *) data)->replica != NULL;
}

gboolean
foyer_attendees_fixture_is_settled (gpointer data)
{
  FoyerAttendeesPage *page = ((FoyerAttendeesFixture *) data)->page;

  return !foyer_keyed_list_is_pending (FOYER_KEYED_LIST (page->list)) &&
         gtk_widget_get_width (GTK_WIDGET (page)) > 0;
}

static gboolean
is_shown_cb (gpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (((FoyerAttendeesFixture *) data)->page)) > 0;
}

gboolean
foyer_attendees_fixture_is_idle (gpointer data)
{
  return ((FoyerAttendeesFixture *) data)->page->working == NULL &&
         foyer_attendees_fixture_is_settled (data);
}

void
foyer_attendees_fixture_set_up (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  g_object_unref (foyer_test_data_make (fixture->dir, GPOINTER_TO_UINT (data),
                                        FOYER_TEST_DATA_ALL_VALID, &fixture->event_id));
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (is_open_cb, fixture);
  fixture->settings = g_settings_new ("io.github.foyerapp.Foyer");
  g_settings_reset (fixture->settings, "attendees-sort");
  g_settings_reset (fixture->settings, "attendees-columns");
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  fixture->page = FOYER_ATTENDEES_PAGE (
      foyer_attendees_page_new (fixture->replica, fixture->settings, &fixture->event_id));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
  foyer_test_wait_for (is_shown_cb, fixture);
}

static gboolean
is_gone_cb (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
foyer_attendees_fixture_tear_down (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  gpointer page = fixture->page;

  if (fixture->window != NULL)
    {
      g_object_add_weak_pointer (page, &page);
      gtk_window_destroy (GTK_WINDOW (fixture->window));
      foyer_test_wait_for (is_gone_cb, &page);
    }
  g_object_unref (fixture->settings);
  g_object_unref (fixture->replica);
  foyer_test_dir_free (fixture->dir);
}

void
foyer_attendees_fixture_search (FoyerAttendeesFixture *fixture, const char *text)
{
  gtk_editable_set_text (fixture->page->parts->search_entry, text);
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
}

void
foyer_attendees_fixture_sort_by (FoyerAttendeesFixture *fixture,
                                 guint column,
                                 GtkSortType direction)
{
  g_autoptr (GtkColumnViewColumn) sorted =
      g_list_model_get_item (gtk_column_view_get_columns (fixture->page->parts->view), column);

  gtk_column_view_sort_by_column (fixture->page->parts->view, sorted, direction);
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
}

guint
foyer_attendees_fixture_count_shown (FoyerAttendeesFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->page->list));
}

const FoyerTicket *
foyer_attendees_fixture_ticket_at (FoyerAttendeesFixture *fixture, guint position)
{
  g_autoptr (FoyerAttendee) attendee =
      g_list_model_get_item (G_LIST_MODEL (fixture->page->list), position);

  return foyer_attendee_get_ticket (attendee);
}

FoyerTicket *
foyer_attendees_fixture_read_ticket (FoyerAttendeesFixture *fixture, gint64 key)
{
  FoyerTicket *ticket = foyer_row_store_get (foyer_replica_get_reader (fixture->replica),
                                             &FOYER_TICKET_TYPE, key, NULL);

  g_assert_nonnull (ticket);
  return ticket;
}

void
foyer_attendees_fixture_activate (FoyerAttendeesFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
}
