/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printers-page.h"

#include "foyer-badge-printer-group.h"
#include "foyer-badge-printer.h"
#include "foyer-message-row.h"
#include "foyer-printer-group.h"
#include "foyer-printer-setup.h"
#include "foyer-receipt-preview.h"
#include "foyer-sale-receipt.h"
#include "foyer-test.h"
#include "foyer-test-print.h"
#include "foyer-ticket-receipt.h"

typedef struct
{
  FoyerTestDir dir;
  char *path;
  GSettings *settings;
  GSettings *printer;
  GtkWidget *window;
  GtkWidget *page;
  GtkWidget *group; /* of receipts */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = foyer_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "lp0", NULL);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  fixture->settings = g_settings_new ("io.github.foyerapp.Foyer");
  fixture->printer = g_settings_get_child (fixture->settings, "receipt-printer");
  fixture->window = adw_window_new ();
  fixture->page = foyer_printers_page_new (fixture->settings);
  fixture->group = GTK_WIDGET (
      gtk_widget_get_template_child (fixture->page, FOYER_TYPE_PRINTERS_PAGE, "receipt_group"));
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = {
    "target", "paper", "columns", "drawer", "cutter", "draw-codes"
  };

  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->printer, keys[i]);
  g_settings_reset (fixture->settings, "print-receipt");
  g_settings_reset (fixture->settings, "door-print-settings");
  g_settings_reset (fixture->settings, "door-badge-sheet");
  g_object_unref (fixture->printer);
  g_object_unref (fixture->settings);
  g_free (fixture->path);
  foyer_test_dir_free (fixture->dir);
}

static gpointer
get (Fixture *fixture, const char *name)
{
  gpointer child = gtk_widget_get_template_child (fixture->group, FOYER_TYPE_PRINTER_GROUP, name);

  g_assert_nonnull (child);
  return child;
}

static void
choose (Fixture *fixture, const char *row, guint n)
{
  adw_combo_row_set_selected (get (fixture, row), n);
}

static void
expect_target (Fixture *fixture, const char *target)
{
  g_autofree char *stored = g_settings_get_string (fixture->printer, "target");

  g_assert_cmpstr (stored, ==, target);
}

static const char *
get_message (Fixture *fixture, const char *row)
{
  FoyerMessageRow *message = get (fixture, row);

  return gtk_widget_get_visible (GTK_WIDGET (message)) ? foyer_message_row_get_text (message) : "";
}

static void
write_address (Fixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get (fixture, row)), text);
}

/* What cannot be is said beside the field, and is not stored. */
static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "kind_row", FOYER_PRINTER_DEVICE);
  expect_target (fixture, "");
  g_assert_cmpstr (get_message (fixture, "address_message"), !=, "");
  write_address (fixture, "device_row", "lp0");
  expect_target (fixture, "");
  g_assert_true (gtk_widget_has_css_class (get (fixture, "device_row"), "error"));
  write_address (fixture, "device_row", "/dev/usb/lp0");
  expect_target (fixture, "device:/dev/usb/lp0");
  g_assert_cmpstr (get_message (fixture, "address_message"), ==, "");

  choose (fixture, "kind_row", FOYER_PRINTER_NETWORK);
  expect_target (fixture, "");
  write_address (fixture, "network_row", "a b");
  expect_target (fixture, "");
  write_address (fixture, "network_row", "192.168.1.20");
  expect_target (fixture, "network:192.168.1.20");

  choose (fixture, "kind_row", FOYER_PRINTER_DEVICE);
  expect_target (fixture, "device:/dev/usb/lp0");
  choose (fixture, "kind_row", FOYER_PRINTER_NONE);
  expect_target (fixture, "");
}

static void
test_rows_fit_kind (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    FoyerPrinterKind kind;
    guint n_papers;
    gboolean has_paper;
  } kinds[] = { { FOYER_PRINTER_DEVICE, 2, TRUE },
                { FOYER_PRINTER_QUEUE, 4, TRUE },
                { FOYER_PRINTER_NETWORK, 2, TRUE },
                { FOYER_PRINTER_NONE, 4, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      choose (fixture, "kind_row", kinds[i].kind);
      g_assert_cmpuint (
          g_list_model_get_n_items (adw_combo_row_get_model (get (fixture, "paper_row"))), ==,
          kinds[i].n_papers);
      g_assert_true (gtk_widget_get_visible (get (fixture, "paper_row")) == kinds[i].has_paper);
      g_assert_true (gtk_widget_get_visible (get (fixture, "test_row")) == kinds[i].has_paper);
    }

  choose (fixture, "kind_row", FOYER_PRINTER_QUEUE);
  choose (fixture, "paper_row", FOYER_PAPER_A6);
  g_assert_cmpint (g_settings_get_enum (fixture->printer, "paper"), ==, FOYER_PAPER_A6);
  g_assert_false (gtk_widget_get_visible (get (fixture, "drawer_row")));
  choose (fixture, "kind_row", FOYER_PRINTER_DEVICE);
  g_assert_cmpint (g_settings_get_enum (fixture->printer, "paper"), ==, FOYER_PAPER_ROLL_80);
  g_assert_true (gtk_widget_get_visible (get (fixture, "drawer_row")));
}

/* All that is chosen is there again the next time, and the printer is made of it. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerPrinterSetup) setup = NULL;

  choose (fixture, "kind_row", FOYER_PRINTER_DEVICE);
  write_address (fixture, "device_row", "/dev/ttyS0,19200");
  choose (fixture, "paper_row", FOYER_PAPER_ROLL_58);
  choose (fixture, "columns_row", 2);
  choose (fixture, "drawer_row", FOYER_DRAWER_PIN_5);
  gtk_switch_set_active (get (fixture, "cutter_switch"), FALSE);
  gtk_switch_set_active (get (fixture, "codes_switch"), TRUE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));

  setup = foyer_printer_setup_load (fixture->printer);
  g_assert_cmpint (setup->target->kind, ==, FOYER_PRINTER_DEVICE);
  g_assert_cmpuint (setup->target->baud, ==, 19200);
  g_assert_cmpint (setup->paper, ==, FOYER_PAPER_ROLL_58);
  g_assert_cmpuint (setup->columns, ==, 42);
  g_assert_cmpint (setup->escpos.drawer, ==, FOYER_DRAWER_PIN_5);
  g_assert_false (setup->escpos.has_cutter);
  g_assert_true (setup->escpos.draws_codes);

  fixture->window = adw_window_new ();
  fixture->page = foyer_printers_page_new (fixture->settings);
  fixture->group = GTK_WIDGET (
      gtk_widget_get_template_child (fixture->page, FOYER_TYPE_PRINTERS_PAGE, "receipt_group"));
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  g_assert_cmpuint (adw_combo_row_get_selected (get (fixture, "kind_row")), ==,
                    FOYER_PRINTER_DEVICE);
  g_assert_cmpstr (gtk_editable_get_text (get (fixture, "device_row")), ==, "/dev/ttyS0,19200");
  g_assert_cmpuint (adw_combo_row_get_selected (get (fixture, "paper_row")), ==,
                    FOYER_PAPER_ROLL_58);
  g_assert_cmpuint (adw_combo_row_get_selected (get (fixture, "columns_row")), ==, 2);
  expect_target (fixture, "device:/dev/ttyS0,19200");
}

static gboolean
has_result (gpointer data)
{
  return *get_message (data, "test_message") != '\0';
}

static void
test_test_print (Fixture *fixture, gconstpointer data)
{
  g_autofree char *paper = NULL;
  gsize length;

  choose (fixture, "kind_row", FOYER_PRINTER_DEVICE);
  write_address (fixture, "device_row", fixture->path);
  choose (fixture, "drawer_row", FOYER_DRAWER_PIN_2);
  g_assert_true (gtk_widget_activate_action (fixture->group, "printer.test", NULL));
  foyer_test_wait_for (has_result, fixture);
  g_assert_false (gtk_widget_has_css_class (get (fixture, "test_row"), "error"));
  g_assert_true (g_file_get_contents (fixture->path, &paper, &length, NULL));
  g_assert_cmpuint (length, >, 500);
  g_assert_cmpmem (paper, 7, "\033@\033p\0\x19\xfa", 7);

  write_address (fixture, "device_row", "/nonexistent/lp0");
  g_assert_cmpstr (get_message (fixture, "test_message"), ==, "");
  g_assert_true (gtk_widget_activate_action (fixture->group, "printer.test", NULL));
  foyer_test_wait_for (has_result, fixture);
  g_assert_true (gtk_widget_has_css_class (get (fixture, "test_row"), "error"));
  g_assert_nonnull (g_strstr_len (get_message (fixture, "test_message"), -1, "/nonexistent/lp0"));
}

static gboolean
has_message (gpointer data)
{
  return *get_message (data, "address_message") != '\0' &&
         gtk_widget_has_css_class (get (data, "queue_row"), "error");
}

/* No print service is a sentence, and what was chosen before stays. */
static void
test_no_service (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "kind_row", FOYER_PRINTER_QUEUE);
  foyer_test_wait_for (has_message, fixture);
  expect_target (fixture, "");
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* A window that closes while its printer prints and its queues are asked for. */
static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  gpointer group = fixture->group;

  g_object_add_weak_pointer (group, &group);
  choose (fixture, "kind_row", FOYER_PRINTER_QUEUE);
  choose (fixture, "kind_row", FOYER_PRINTER_DEVICE);
  write_address (fixture, "device_row", fixture->path);
  g_assert_true (gtk_widget_activate_action (fixture->group, "printer.test", NULL));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  foyer_test_wait_for (is_gone, &group);
}

static void
test_after_sale (Fixture *fixture, gconstpointer data)
{
  AdwComboRow *row = ADW_COMBO_ROW (
      gtk_widget_get_template_child (fixture->page, FOYER_TYPE_PRINTERS_PAGE, "after_row"));

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  adw_combo_row_set_selected (row, 0);
  g_assert_cmpint (g_settings_get_enum (fixture->settings, "print-receipt"), ==, 0);
  adw_combo_row_set_selected (row, 2);
  g_assert_cmpint (g_settings_get_enum (fixture->settings, "print-receipt"), ==, 2);
}

static gpointer
get_of_badges (Fixture *fixture, const char *name)
{
  gpointer group =
      gtk_widget_get_template_child (fixture->page, FOYER_TYPE_PRINTERS_PAGE, "badge_group");

  return gtk_widget_get_template_child (group, FOYER_TYPE_BADGE_PRINTER_GROUP, name);
}

static gboolean
has_hint (gpointer data)
{
  return gtk_widget_get_visible (data);
}

/* What was chosen with the first badge is shown, keeps its options, and can be changed without one.
 */
static void
test_badges (Fixture *fixture, gconstpointer data)
{
  AdwComboRow *row = get_of_badges (fixture, "queue_row");
  g_autoptr (GtkPrintSettings) chosen = gtk_print_settings_new ();
  g_autoptr (GVariant) stored = NULL;
  g_autofree char *none = NULL;
  g_autofree char *other = NULL;

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  gtk_print_settings_set_printer (chosen, "labels");
  gtk_print_settings_set (chosen, "cups-PageSize", "w154h64");
  stored = g_variant_ref_sink (gtk_print_settings_to_gvariant (chosen));
  g_settings_set_value (fixture->settings, "door-print-settings", stored);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  g_assert_cmpstr (gtk_string_object_get_string (adw_combo_row_get_selected_item (row)), ==,
                   "labels");
  foyer_test_wait_for (has_hint, get_of_badges (fixture, "message"));
  g_clear_pointer (&stored, g_variant_unref);
  stored = g_settings_get_value (fixture->settings, "door-print-settings");
  g_assert_cmpuint (g_variant_n_children (stored), ==, 2);

  adw_combo_row_set_selected (row, 0);
  none = foyer_badge_printer_dup_queue (fixture->settings);
  g_assert_null (none);
  adw_combo_row_set_selected (row, 1);
  other = foyer_badge_printer_dup_queue (fixture->settings);
  g_assert_cmpstr (other, ==, "labels");
  g_clear_pointer (&stored, g_variant_unref);
  stored = g_settings_get_value (fixture->settings, "door-print-settings");
  g_assert_cmpuint (g_variant_n_children (stored), ==, 1);
}

/* The preview. */

static FoyerReceipt *
make_ticket (void)
{
  FoyerTicketReceipt ticket = FOYER_TICKET_RECEIPT_INIT;

  ticket.event = "GUADEC 2026";
  ticket.attendee = "محمد الأنصاري";
  ticket.code = "FOYER TICKET";
  ticket.order_number = "K7FQ-22";
  return foyer_ticket_receipt_build (&ticket);
}

static int
measure (GtkWidget *preview, int width)
{
  int height;

  gtk_widget_measure (preview, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static void
test_preview (void)
{
  GtkWidget *preview = g_object_ref_sink (foyer_receipt_preview_new ());
  g_autoptr (FoyerReceipt) one = make_ticket ();
  g_autoptr (FoyerReceipt) three = make_ticket ();
  int narrow, wide;

  g_assert_cmpint (measure (preview, 300), ==, 0);
  foyer_receipt_preview_set_receipt (FOYER_RECEIPT_PREVIEW (preview), one, FOYER_PAPER_ROLL_80, 0);
  narrow = measure (preview, 200);
  wide = measure (preview, 400);
  g_assert_cmpint (narrow, >, 100);
  g_assert_cmpint (wide, >, narrow * 3 / 2);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (preview), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Ticket K7FQ-22");

  foyer_receipt_append (three, one);
  foyer_receipt_append (three, one);
  foyer_receipt_preview_set_receipt (FOYER_RECEIPT_PREVIEW (preview), three, FOYER_PAPER_ROLL_80,
                                     0);
  g_assert_cmpint (measure (preview, 200), >, narrow * 5 / 2);
  foyer_receipt_preview_set_receipt (FOYER_RECEIPT_PREVIEW (preview), NULL, FOYER_PAPER_A4, 0);
  g_assert_cmpint (measure (preview, 300), ==, 0);
  g_assert_finalize_object (preview);
}

static int
count_dark (GdkTexture *texture)
{
  int stride = gdk_texture_get_width (texture) * 4;
  g_autofree guchar *pixels = g_malloc (stride * gdk_texture_get_height (texture));
  int dark = 0;

  gdk_texture_download (texture, pixels, stride);
  for (int i = 0; i < stride * gdk_texture_get_height (texture); i += 4)
    dark += pixels[i] < 100 && pixels[i + 1] < 100 && pixels[i + 2] < 100 && pixels[i + 3] > 200;
  return dark;
}

static void
test_preview_draws (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *preview = foyer_receipt_preview_new ();
  g_autoptr (FoyerReceipt) receipt = make_ticket ();
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (preview);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int height;

  foyer_receipt_preview_set_receipt (FOYER_RECEIPT_PREVIEW (preview), receipt, FOYER_PAPER_ROLL_80,
                                     0);
  gtk_window_set_child (GTK_WINDOW (window), preview);
  gtk_window_set_default_size (GTK_WINDOW (window), 330, -1);
  gtk_window_present (GTK_WINDOW (window));
  height = measure (preview, 330);
  gtk_widget_allocate (preview, 330, height, -1, NULL);
  GTK_WIDGET_GET_CLASS (preview)->snapshot (preview, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, 330, height));
  g_assert_cmpint (count_dark (texture), >, 3000);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The test says what it is for on every paper, and its ruler is as wide as the paper. */
static void
test_test_receipt (void)
{
  static const struct
  {
    FoyerReceiptPaper paper;
    guint columns;
    int ruler;
  } papers[] = { { FOYER_PAPER_ROLL_80, 0, 48 },
                 { FOYER_PAPER_ROLL_80, 42, 42 },
                 { FOYER_PAPER_ROLL_58, 0, 32 },
                 { FOYER_PAPER_A4, 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerReceipt) receipt =
          foyer_test_print_build (papers[i].paper, papers[i].columns);
      int found = 0;

      for (guint j = 0; j < foyer_receipt_get_n_lines (receipt); j++)
        {
          const FoyerReceiptLine *line = foyer_receipt_get_line (receipt, j);

          if (line->text != NULL && g_str_has_prefix (line->text, "12345"))
            found = g_utf8_strlen (line->text, -1);
        }
      g_assert_cmpint (found, ==, papers[i].ruler);
    }
}

int
main (int argc, char **argv)
{
  /* nobody listens there: no test asks a print service of this machine */
  g_setenv ("CUPS_SERVER", "127.0.0.1:1", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/printers/addresses", Fixture, NULL, set_up, test_addresses, tear_down);
  g_test_add ("/printers/rows-fit-kind", Fixture, NULL, set_up, test_rows_fit_kind, tear_down);
  g_test_add ("/printers/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/printers/test-print", Fixture, NULL, set_up, test_test_print, tear_down);
  g_test_add ("/printers/no-service", Fixture, NULL, set_up, test_no_service, tear_down);
  g_test_add ("/printers/closed-early", Fixture, NULL, set_up, test_closed_early, tear_down);
  g_test_add ("/printers/after-sale", Fixture, NULL, set_up, test_after_sale, tear_down);
  g_test_add ("/printers/badges", Fixture, NULL, set_up, test_badges, tear_down);
  g_test_add_func ("/receipt-preview/measures", test_preview);
  g_test_add_func ("/receipt-preview/draws", test_preview_draws);
  g_test_add_func ("/printers/test-receipt", test_test_receipt);

  return g_test_run ();
}
