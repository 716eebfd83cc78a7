/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-crop-window.h"
#include "foyer-event-cover-section.h"
#include "foyer-event-description-section.h"
#include "foyer-event-pictures.h"
#include "foyer-event-section.h"
#include "foyer-html.h"
#include "foyer-image-row.h"
#include "foyer-rich-text.h"
#include "foyer-row-store.h"
#include "foyer-stored-picture.h"
#include "foyer-test.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC)

typedef struct
{
  FoyerTestDir dir;
  FoyerReplica *replica;
  FoyerEventDraft *draft;
  GtkWidget *window;
  FoyerEventSection *section;
  guint n_changed;
} Fixture;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open (gpointer data)
{
  return ((Fixture *) data)->replica != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (is_open, fixture);
  fixture->draft = foyer_event_draft_new (NOW, "EUR");
  fixture->draft->event->title = g_strdup ("Pottery");
  fixture->draft->event->slug = g_strdup ("pottery");
  fixture->window = g_object_ref_sink (gtk_window_new ());
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->window);
  foyer_event_draft_free (fixture->draft);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->replica);
  foyer_test_dir_free (fixture->dir);
}

static void
count_cb (FoyerEventSection *section, Fixture *fixture)
{
  fixture->n_changed++;
  foyer_event_section_apply (section, fixture->draft);
}

static void
show (Fixture *fixture, GType type)
{
  fixture->section = g_object_new (type, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->section));
  foyer_event_section_load (fixture->section, fixture->replica, fixture->draft);
  g_signal_connect (fixture->section, "changed", G_CALLBACK (count_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static GtkWidget *
find (GtkWidget *from, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A picture of one colour; others differ in their bytes. */
static GFile *
make_file (Fixture *fixture, const char *name, int width, int height, guint32 colour)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (pixels, colour);
  g_assert_true (gdk_pixbuf_save (pixels, path, "png", NULL, NULL));
  return g_file_new_for_path (path);
}

static GFile *
make_text (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "text.png", NULL);

  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
has_changed (gpointer data)
{
  return ((Fixture *) data)->n_changed > 0;
}

static GtkWindow *
find_crop_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (FOYER_IS_CROP_WINDOW (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
is_cropping (gpointer data)
{
  return find_crop_window () != NULL;
}

static GtkLabel *
find_problem (GtkWidget *from)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found;

      if (GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "error") &&
          gtk_widget_get_visible (child) && *gtk_label_get_label (GTK_LABEL (child)) != '\0')
        return GTK_LABEL (child);
      found = find_problem (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_problem (gpointer data)
{
  return find_problem (GTK_WIDGET (((Fixture *) data)->section)) != NULL;
}

static void
save (Fixture *fixture)
{
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  gint64 change_set;

  db = foyer_database_open (foyer_replica_get_path (fixture->replica), 0, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_event_draft_save (NULL, fixture->draft, db, &change_set, &error));
  g_assert_no_error (error);
}

static void
test_cover (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) square = make_file (fixture, "square.png", 1000, 1000, 0xff0000ff);
  FoyerImageRow *row;
  const FoyerImage *image;
  FoyerUuid first;

  show (fixture, FOYER_TYPE_EVENT_COVER_SECTION);
  row = FOYER_IMAGE_ROW (find (GTK_WIDGET (fixture->section), FOYER_TYPE_IMAGE_ROW));
  foyer_image_row_offer (row, G_OBJECT (square));
  foyer_test_wait_for (is_cropping, NULL);
  gtk_widget_activate_action (GTK_WIDGET (find_crop_window ()), "crop.apply", NULL);
  foyer_test_wait_for (has_changed, fixture);

  g_assert_cmpuint (fixture->draft->images->len, ==, 1);
  image = foyer_event_draft_find_image (fixture->draft, &fixture->draft->event->cover_image_id);
  g_assert_nonnull (image);
  g_assert_cmpint (image->width, ==, 1000);
  g_assert_cmpint (image->height, >=, 562);
  g_assert_cmpint (image->height, <=, 563);
  g_assert_cmpstr (image->media_type, ==, "image/jpeg");
  first = image->row.id;
  save (fixture);
  g_assert_cmpuint (fixture->draft->images->len, ==, 0);
  foyer_event_section_load (fixture->section, fixture->replica, fixture->draft);

  /* It goes, and comes back. */
  gtk_widget_activate_action (GTK_WIDGET (row), "image.remove", NULL);
  g_assert_true (foyer_uuid_is_nil (&fixture->draft->event->cover_image_id));
  gtk_widget_activate_action (GTK_WIDGET (row), "image.undo", NULL);
  g_assert_true (foyer_uuid_equal (&fixture->draft->event->cover_image_id, &first));
  g_assert_cmpuint (fixture->draft->images->len, ==, 0); /* it is stored already */

  /* The same picture again is the same one, not a second. */
  gtk_widget_activate_action (GTK_WIDGET (row), "image.remove", NULL);
  fixture->n_changed = 0;
  foyer_image_row_offer (row, G_OBJECT (square));
  foyer_test_wait_for (is_cropping, NULL);
  gtk_widget_activate_action (GTK_WIDGET (find_crop_window ()), "crop.apply", NULL);
  foyer_test_wait_for (has_changed, fixture);
  g_assert_true (foyer_uuid_equal (&fixture->draft->event->cover_image_id, &first));
  g_assert_cmpuint (fixture->draft->images->len, ==, 0);
}

static gboolean
is_quiet (gpointer data)
{
  return find_crop_window () == NULL;
}

static void
test_cover_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) text = make_text (fixture);
  g_autoptr (GFile) good = make_file (fixture, "good.png", 320, 180, 0x00ff00ff);
  FoyerImageRow *row;

  show (fixture, FOYER_TYPE_EVENT_COVER_SECTION);
  row = FOYER_IMAGE_ROW (find (GTK_WIDGET (fixture->section), FOYER_TYPE_IMAGE_ROW));
  foyer_image_row_offer (row, G_OBJECT (text));
  foyer_test_wait_for (has_problem, fixture);
  g_assert_nonnull (
      strstr (gtk_label_get_label (find_problem (GTK_WIDGET (fixture->section))), "text.png"));
  g_assert_cmpuint (fixture->n_changed, ==, 0);

  /* Closing the window of the crop changes nothing. */
  foyer_image_row_offer (row, G_OBJECT (good));
  foyer_test_wait_for (is_cropping, NULL);
  gtk_window_close (find_crop_window ());
  foyer_test_wait_for (is_quiet, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  g_assert_true (foyer_uuid_is_nil (foyer_image_row_get_id (row)));
}

/* The page goes while a picture is on its way: nobody is told, nothing breaks. */
static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) good = make_file (fixture, "good.png", 2000, 2000, 0x00ff00ff);
  FoyerImageRow *row;
  gpointer section;

  show (fixture, FOYER_TYPE_EVENT_COVER_SECTION);
  row = FOYER_IMAGE_ROW (find (GTK_WIDGET (fixture->section), FOYER_TYPE_IMAGE_ROW));
  foyer_image_row_offer (row, G_OBJECT (good));
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);

  show (fixture, FOYER_TYPE_EVENT_DESCRIPTION_SECTION);
  section = g_object_ref (fixture->section);
  g_signal_emit_by_name (find (GTK_WIDGET (fixture->section), FOYER_TYPE_RICH_TEXT),
                         "picture-offered", good);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (section);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

static void
test_logo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "logo.png", 1024, 256, 0x0000ffff);
  FoyerImageRow *row = FOYER_IMAGE_ROW (g_object_new (FOYER_TYPE_IMAGE_ROW, NULL));
  const FoyerUuid none = { 0 };

  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (row));
  foyer_image_row_load (row, fixture->replica, fixture->draft, &none);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (g_atomic_int_inc), &fixture->n_changed);
  foyer_image_row_offer (row, G_OBJECT (file));
  foyer_test_wait_for (has_changed, fixture);
  foyer_image_row_apply (row, fixture->draft, &fixture->draft->event->logo_image_id);
  g_assert_cmpuint (fixture->draft->images->len, ==, 1);
  g_assert_cmpint (((FoyerImage *) fixture->draft->images->pdata[0])->width, ==, 512);
  g_assert_cmpstr (((FoyerImage *) fixture->draft->images->pdata[0])->media_type, ==, "image/png");
}

static void
test_description (Fixture *fixture, gconstpointer data)
{
  static const char html[] = "<p>For <strong>all</strong></p>";
  g_autoptr (GFile) file = make_file (fixture, "inline.png", 300, 200, 0x00ff00ff);
  g_autoptr (GFile) text_file = make_text (fixture);
  g_autoptr (FoyerEventDraft) before = NULL;
  g_autoptr (GString) too_long = g_string_new (NULL);
  FoyerRichText *text;
  const FoyerImage *image;

  fixture->draft->event->description = g_strdup (html);
  before = foyer_event_draft_copy (fixture->draft);
  show (fixture, FOYER_TYPE_EVENT_DESCRIPTION_SECTION);
  text = FOYER_RICH_TEXT (find (GTK_WIDGET (fixture->section), FOYER_TYPE_RICH_TEXT));
  foyer_event_section_apply (fixture->section, fixture->draft);
  g_assert_true (foyer_event_draft_equal (fixture->draft, before));

  g_signal_emit_by_name (text, "picture-offered", file);
  foyer_test_wait_for (has_changed, fixture);
  g_assert_cmpuint (fixture->draft->images->len, ==, 1);
  image = fixture->draft->images->pdata[0];
  g_assert_cmpint (image->width, ==, 300);
  g_assert_true (foyer_html_is_clean (fixture->draft->event->description));
  g_assert_nonnull (strstr (fixture->draft->event->description, "foyer-image:"));
  save (fixture);

  fixture->n_changed = 0;
  g_signal_emit_by_name (text, "picture-offered", text_file);
  foyer_test_wait_for (has_problem, fixture);
  g_assert_cmpuint (fixture->n_changed, ==, 0);

  while (too_long->len <= FOYER_HTML_CLEAN_MAX)
    g_string_append (too_long, "<p>A line that is like another.</p>");
  g_free (fixture->draft->event->description);
  fixture->draft->event->description = g_strdup (too_long->str);
  foyer_event_section_load (fixture->section, fixture->replica, fixture->draft);
  g_assert_false (foyer_event_section_is_valid (fixture->section));
  g_assert_true (has_problem (fixture));
  g_clear_pointer (&fixture->draft->event->description, g_free);
  foyer_event_section_load (fixture->section, fixture->replica, fixture->draft);
  g_assert_true (foyer_event_section_is_valid (fixture->section));
  foyer_event_section_apply (fixture->section, fixture->draft);
  g_assert_null (fixture->draft->event->description);
}

static gboolean
is_loaded (gpointer data)
{
  return foyer_stored_picture_is_loaded (data);
}

/* A stored picture comes when it is drawn, not before. */
static void
test_stored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerEventPictures) pictures = foyer_event_pictures_new (96);
  g_autoptr (FoyerEventPictures) later = foyer_event_pictures_new (96);
  g_autoptr (GFile) file = make_file (fixture, "cover.png", 640, 360, 0xff00ffff);
  g_autoptr (GdkPixbuf) pixels = foyer_image_file_load (file, NULL, NULL);
  g_autoptr (GdkPaintable) stored = NULL;
  g_autoptr (GdkPaintable) again = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  FoyerUuid id;
  const FoyerUuid none = { 0 };

  foyer_event_pictures_load (pictures, fixture->replica, fixture->draft);
  foyer_event_pictures_add (pictures,
                            foyer_image_file_encode (pixels, NULL, &FOYER_IMAGE_COVER, NULL), &id);
  foyer_event_pictures_apply (pictures, fixture->draft, &id);
  fixture->draft->event->cover_image_id = id;
  save (fixture);

  foyer_event_pictures_load (later, fixture->replica, NULL);
  g_assert_null (foyer_event_pictures_show (later, &none));
  stored = foyer_event_pictures_show (later, &id);
  again = foyer_event_pictures_show (later, &id);
  g_assert_true (stored == again);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (stored), ==, 640);
  g_assert_false (foyer_stored_picture_is_loaded (FOYER_STORED_PICTURE (stored)));
  gdk_paintable_snapshot (stored, GDK_SNAPSHOT (snapshot), 38, 38);
  foyer_test_wait_for (is_loaded, stored);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/event-pictures/cover", test_cover);
  add ("/event-pictures/cover-refused", test_cover_refused);
  add ("/event-pictures/closed-early", test_closed_early);
  add ("/event-pictures/logo", test_logo);
  add ("/event-pictures/description", test_description);
  add ("/event-pictures/stored", test_stored);
  return g_test_run ();
}
