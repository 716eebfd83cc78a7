/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sale stands whatever the printer does: what did not come out waits, over a restart, until a
 * printer takes it, or goes elsewhere. */
#include "foyer-acts-fixture.h"
#include "foyer-box-office-window-private.h"
#include "foyer-escpos-reader.h"
#include "foyer-fake-printer.h"
#include "foyer-prints-window.h"
#include "foyer-till-report-window.h"
#include "sell-fixture.h"
#include "sell-for-ever.h"

#include <signal.h>

/* No paper: the printer says so before it is sent anything. */
#define PAPER_SENSOR 4
#define PAPER_OUT    0x72
#define PAPER_IN     0x12

static const char *program;
static FakeService *service;

static gboolean
is_there (gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  return foyer_sell_desk_get_tiers (self->desk)->len == TILL_N_TIERS &&
         foyer_sell_is_open (self->desk);
}

static FoyerBoxOfficeWindow *
open_window (FoyerSellFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  GtkWidget *window =
      foyer_box_office_window_new (NULL, fixture->replica, settings, &fixture->till.event_id);

  gtk_window_present (GTK_WINDOW (window));
  foyer_test_wait_for (is_there, window);
  return FOYER_BOX_OFFICE_WINDOW (window);
}

static void
close_window (gpointer window)
{
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (window));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
}

static void
set_printer (const char *target)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  g_autoptr (GSettings) printer = g_settings_get_child (settings, "receipt-printer");

  g_settings_set_string (printer, "target", target);
}

static gboolean
has_sold (gpointer data)
{
  return foyer_sell_desk_get_phase (((FoyerBoxOfficeWindow *) data)->desk) == FOYER_SELL_SOLD;
}

static void
sell (FoyerBoxOfficeWindow *self)
{
  for (const char *p = "2a\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
  foyer_test_wait_for (has_sold, self);
}

static GPtrArray *
get_waiting (FoyerBoxOfficeWindow *self)
{
  return foyer_print_desk_get_waiting (foyer_till_desk_get_prints (self->till));
}

static gboolean
has_one (gpointer data)
{
  return get_waiting (data)->len == 1;
}

static gboolean
has_none (gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  return get_waiting (self)->len == 0 && !gtk_widget_get_visible (GTK_WIDGET (self->prints_button));
}

static const FoyerWaitingPrint *
get_first (FoyerBoxOfficeWindow *self)
{
  return get_waiting (self)->pdata[0];
}

static gboolean
is_printed (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM print_jobs WHERE state = 'DONE' "
                           "AND attempts = 3") == 1;
}

static gboolean
none_waits (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM print_jobs WHERE state = 'WAITING'") == 0;
}

static gboolean
was_tried_twice (gpointer data)
{
  return has_one (data) && get_first (data)->job->attempts == 2;
}

/* All that came out of it, as text; n: (nullable) how many of each kind. Ends it. */
static char *
read_paper (FakePrinter *printer, guint n[5])
{
  g_autoptr (GBytes) bytes = fake_printer_end (printer);
  g_autofree char *error = NULL;
  g_autoptr (GPtrArray) items = foyer_escpos_read (bytes, &error);
  GString *text = g_string_new (NULL);

  g_assert_cmpstr (error, ==, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const EscposItem *item = items->pdata[i];

      if (n != NULL)
        n[item->kind]++;
      if (item->text != NULL)
        g_string_append_printf (text, "%s\n", item->text);
    }
  return g_string_free (text, FALSE);
}

static void
check_paper (FakePrinter *printer, const char *words, guint n_codes, guint n_cuts)
{
  guint n[5] = { 0 };
  g_autofree char *text = read_paper (printer, n);

  g_assert_nonnull (strstr (text, words));
  g_assert_cmpuint (n[ESCPOS_QR], ==, n_codes);
  g_assert_cmpuint (n[ESCPOS_CUT], ==, n_cuts);
}

static gboolean
is_said (gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  return foyer_acts_says (self->prints_button, "1 print waits") &&
         foyer_acts_is_enabled (self, "till.prints");
}

/* No paper, then the program ends, then there is paper again. */
static void
test_paper_out (FoyerSellFixture *fixture, gconstpointer data)
{
  FakePrinter *printer = fake_printer_new_pty (FAKE_ANSWERS);
  FoyerBoxOfficeWindow *self;
  GtkWidget *list;

  fake_printer_set_answer (printer, PAPER_SENSOR, PAPER_OUT);
  set_printer (fake_printer_get_target (printer));
  self = open_window (fixture);
  sell (self);
  foyer_acts_activate (self, "sell.print");
  foyer_test_wait_for (has_one, self);
  g_assert_nonnull (strstr (get_first (self)->job->error, "paper"));
  g_assert_nonnull (strstr (get_first (self)->title, "Tickets of order"));
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 2);
  foyer_test_wait_for (is_said, self);
  close_window (self);

  self = open_window (fixture);
  foyer_test_wait_for (has_one, self);
  foyer_test_wait_for (is_said, self);
  list = foyer_prints_window_present (GTK_WIDGET (self->cart_view),
                                      foyer_till_desk_get_prints (self->till));
  g_assert_true (foyer_acts_says (list, "Tickets of order"));
  /* Still none: it goes on waiting. */
  foyer_acts_activate (list, "prints.try-all");
  foyer_test_wait_for (was_tried_twice, self);
  fake_printer_set_answer (printer, PAPER_SENSOR, PAPER_IN);
  gtk_widget_activate_action (list, "prints.try", "(xs)", get_first (self)->job->key, "");
  foyer_test_wait_for (is_printed, fixture->till.db);
  foyer_test_wait_for (has_none, self);
  check_paper (printer, "Standard", 2, 2);
  gtk_window_destroy (GTK_WINDOW (list));
  close_window (self);
}

/* Nobody listens: another printer takes it, a file does, or nobody wants it any more. */
static void
test_elsewhere (FoyerSellFixture *fixture, gconstpointer data)
{
  FakePrinter *printer = fake_printer_new_port (FAKE_ANSWERS);
  g_autofree char *path = g_build_filename (fixture->till.dir, "receipt.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FoyerBoxOfficeWindow *self;
  FoyerPrintDesk *prints;

  set_printer ("network:127.0.0.1:1");
  self = open_window (fixture);
  prints = foyer_till_desk_get_prints (self->till);
  sell (self);
  foyer_acts_activate (self, "sell.print-receipt");
  foyer_test_wait_for (has_one, self);
  foyer_print_desk_try_async (prints, get_first (self)->job->key, fake_printer_get_target (printer),
                              NULL, NULL);
  foyer_test_wait_for (none_waits, fixture->till.db);
  foyer_test_wait_for (has_none, self);
  check_paper (printer, "98.00", 0, 1);

  foyer_acts_activate (self, "sell.print");
  foyer_test_wait_for (has_one, self);
  foyer_print_desk_save_async (prints, get_first (self)->job->key, file, NULL, NULL);
  foyer_test_wait_for (none_waits, fixture->till.db);
  foyer_test_wait_for (has_none, self);
  g_assert_true (g_file_query_exists (file, NULL));

  foyer_acts_activate (self, "sell.print-receipt");
  foyer_test_wait_for (has_one, self);
  g_assert_true (get_first (self)->job->is_copy);
  foyer_print_desk_drop (prints, get_first (self)->job->key);
  foyer_test_wait_for (has_none, self);
  foyer_test_wait_for (none_waits, fixture->till.db);
  set_printer ("");
  close_window (self);
}

static gboolean
shows_report (gpointer data)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (foyer_acts_child (data, "stack")),
                    "paper") == 0;
}

static gboolean
is_listed (gpointer data)
{
  return has_one (data) && get_first (data)->job->error != NULL;
}

static gboolean
three_failed (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM print_jobs WHERE state = 'WAITING' "
                           "AND attempts = 1 AND error IS NOT NULL") == 3;
}

static gboolean
has_three (gpointer data)
{
  return get_waiting (data)->len == 3;
}

/* An X report that waits says what it said when it was asked for, whatever is sold meanwhile. */
static void
test_report (FoyerSellFixture *fixture, gconstpointer data)
{
  FakePrinter *printer = fake_printer_new_pty (FAKE_ANSWERS);
  FoyerBoxOfficeWindow *self;
  GtkWidget *window;
  g_autofree char *text = NULL;

  fake_printer_set_answer (printer, PAPER_SENSOR, PAPER_OUT);
  set_printer (fake_printer_get_target (printer));
  self = open_window (fixture);
  sell (self);
  foyer_acts_activate (self, "till.x");
  window = foyer_acts_wait_window (FOYER_TYPE_TILL_REPORT_WINDOW);
  foyer_test_wait_for (shows_report, window);
  foyer_acts_activate (window, "paper.print");
  foyer_test_wait_for (is_listed, self);
  g_assert_cmpstr (get_first (self)->title, ==, "X report of session 1");
  gtk_window_destroy (GTK_WINDOW (window));
  sell (self);

  fake_printer_set_answer (printer, PAPER_SENSOR, PAPER_IN);
  foyer_print_desk_try_async (foyer_till_desk_get_prints (self->till), get_first (self)->job->key,
                              NULL, NULL, NULL);
  foyer_test_wait_for (none_waits, fixture->till.db);
  foyer_test_wait_for (has_none, self);
  text = read_paper (printer, NULL);
  g_assert_nonnull (strstr (text, "X Report 1"));
  g_assert_nonnull (strstr (text, "98.00"));
  g_assert_null (strstr (text, "196.00"));
  set_printer ("");
  close_window (self);
}

static void
set_badge_printer (const char *queue)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  g_auto (GVariantDict) chosen = G_VARIANT_DICT_INIT (NULL);

  if (queue != NULL)
    g_variant_dict_insert (&chosen, "printer", "s", queue);
  g_settings_set_value (settings, "door-print-settings", g_variant_dict_end (&chosen));
}

static gboolean
are_marked (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM tickets WHERE badge_printed_at IS NOT NULL") == 2;
}

/* Badges wait as all else does, and go to another queue, or into a file. */
static void
test_badges (FoyerSellFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->till.dir, "badges.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *media = NULL;
  FoyerBoxOfficeWindow *self;
  FoyerPrintDesk *prints;
  guint n = fake_service_count (service);

  set_badge_printer ("empty");
  self = open_window (fixture);
  prints = foyer_till_desk_get_prints (self->till);
  sell (self);
  foyer_acts_activate (self, "sell.badge");
  foyer_test_wait_for (is_listed, self);
  g_assert_true (g_str_has_prefix (get_first (self)->title, "Badges of order "));
  g_assert_nonnull (strstr (get_first (self)->job->error, "paper"));
  g_assert_cmpuint (fake_service_count (service), ==, n);
  g_assert_false (are_marked (fixture->till.db));

  foyer_print_desk_try_async (prints, get_first (self)->job->key, "queue:good", NULL, NULL);
  foyer_test_wait_for (none_waits, fixture->till.db);
  foyer_test_wait_for (has_none, self);
  g_assert_cmpuint (fake_service_count (service), ==, n + 1);
  media = fake_service_dup_told (service, "media");
  g_assert_cmpstr (media, ==, "custom_label_62x100mm");
  g_assert_true (are_marked (fixture->till.db));

  foyer_acts_activate (self, "sell.badge");
  foyer_test_wait_for (is_listed, self);
  foyer_print_desk_save_async (prints, get_first (self)->job->key, file, NULL, NULL);
  foyer_test_wait_for (none_waits, fixture->till.db);
  foyer_test_wait_for (has_none, self);
  g_assert_true (g_file_query_exists (file, NULL));
  set_badge_printer (NULL);
  close_window (self);
}

static void
count_queued_cb (FoyerSellDesk *desk, FoyerDatabase *db)
{
  const GPtrArray *prints = foyer_sell_desk_get_sold (desk)->prints;

  g_assert_cmpuint (prints->len, ==, 3);
  for (guint i = 0; i < prints->len; i++)
    g_assert_cmpint (((const FoyerPrintJob *) prints->pdata[i])->key, >, 0);
  g_assert_cmpint (till_count (db, "SELECT count (*) FROM print_jobs WHERE state = 'WAITING'"), ==,
                   3);
}

/* Whatever is printed of each sale is on disk with it, before anything is tried; the drawer opens with the
 * receipt though there is no paper for it, and not with what comes out an hour later. */
static void
test_wishes (FoyerSellFixture *fixture, gconstpointer data)
{
  FakePrinter *printer = fake_printer_new_pty (FAKE_ANSWERS);
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  g_autoptr (GSettings) child = g_settings_get_child (settings, "receipt-printer");
  FoyerBoxOfficeWindow *self;
  GtkWidget *list;
  guint n[5] = { 0 };
  g_autofree char *text = NULL;

  g_settings_set_string (settings, "print-receipt", "always");
  g_settings_set_boolean (settings, "box-office-tickets", TRUE);
  g_settings_set_boolean (settings, "box-office-badges", TRUE);
  g_settings_set_string (child, "drawer", "pin-2");
  set_printer (fake_printer_get_target (printer));
  set_badge_printer ("empty");
  fake_printer_set_answer (printer, PAPER_SENSOR, PAPER_OUT);
  self = open_window (fixture);
  g_signal_connect_data (self->desk, "sold", G_CALLBACK (count_queued_cb), fixture->till.db, NULL, 0);
  sell (self);
  foyer_test_wait_for (three_failed, fixture->till.db);

  fake_printer_set_answer (printer, PAPER_SENSOR, PAPER_IN);
  set_badge_printer ("good");
  foyer_test_wait_for (has_three, self);
  list = foyer_prints_window_present (GTK_WIDGET (self->cart_view),
                                      foyer_till_desk_get_prints (self->till));
  foyer_acts_activate (list, "prints.try-all");
  foyer_test_wait_for (none_waits, fixture->till.db);
  foyer_test_wait_for (has_none, self);
  gtk_window_destroy (GTK_WINDOW (list));
  text = read_paper (printer, n);
  g_assert_cmpuint (n[ESCPOS_KICK], ==, 1);
  g_assert_cmpuint (n[ESCPOS_CUT], ==, 3);
  g_assert_nonnull (strstr (text, "98.00"));
  g_assert_null (strstr (text, "Copy"));
  g_settings_reset (settings, "print-receipt");
  g_settings_reset (settings, "box-office-tickets");
  g_settings_reset (settings, "box-office-badges");
  g_settings_reset (child, "drawer");
  set_printer ("");
  set_badge_printer (NULL);
  close_window (self);
}

static void
kill_at (TillFixture *till, guint moment)
{
  g_autofree char *path = g_build_filename (till->dir, "replica.foyer", NULL);
  g_autofree char *event = foyer_uuid_to_string (&till->event_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                                    "--sell", path, event, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  gint64 before = till_count (till->db, "SELECT count (*) FROM orders");
  gint64 n = 0, after;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      /* Sold, and not told to any printer yet. */
      if (++n == moment)
        g_subprocess_send_signal (child, SIGKILL);
    }
  g_subprocess_wait (child, NULL, &error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  after = till_count (till->db, "SELECT count (*) FROM orders");
  g_assert_cmpint (after, >=, before + n);
  g_assert_cmpint (till_count (till->db,
                               "SELECT count (*) FROM orders AS o WHERE (SELECT count (*) FROM "
                               "print_jobs WHERE order_id = o.id AND state = 'WAITING') <> 2"),
                   ==, 0);
  g_assert_cmpint (till_count (till->db, "SELECT count (*) FROM tickets WHERE status <> 'CHECKED_IN'"),
                   ==, 0);
}

/* The power goes between a sale and its printer: no order is without the papers that it has coming, and
 * nobody is outside who was let in with it. */
static void
test_killed (TillFixture *till, gconstpointer data)
{
  static const guint moments[] = { 1, 2, 5 };

  till_open (till, 10000);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    kill_at (till, moments[i]);
}

static gboolean
can_write (gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  return foyer_acts_is_enabled (self, "sell.mail") &&
         foyer_acts_says (self->sold_pane, "No e-mail goes to ada@example.org by itself");
}

/* What writes e-mail here: it keeps the draft. */
static GAppInfo *
add_program (const char *got)
{
  g_autofree char *line = g_strdup_printf ("cp %%f %s", got);
  GAppInfo *keeper = g_app_info_create_from_commandline (line, "Keeper", 0, NULL);

  g_assert_true (g_app_info_set_as_default_for_type (keeper, "message/rfc822", NULL));
  return keeper;
}

static gboolean
has_draft (gpointer data)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (data, &text, NULL, NULL) && g_str_has_suffix (text, "--\r\n") &&
         strstr (text, "To: ada@example.org\r\n") != NULL &&
         strstr (text, "application/pdf") != NULL;
}

/* Without a server nobody is told that a message goes out by itself: somebody has to send it. */
static void
test_mail (FoyerSellFixture *fixture, gconstpointer data)
{
  FoyerBoxOfficeWindow *self = open_window (fixture);
  g_autofree char *got = g_build_filename (fixture->till.dir, "got.eml", NULL);
  g_autoptr (GAppInfo) keeper = add_program (got);

  sell (self);
  g_assert_cmpint (foyer_box_office_window_get_mail_way (self), ==, FOYER_MAIL_NONE);
  foyer_sell_desk_next (self->desk);
  foyer_sell_desk_set_buyer (self->desk, "Ada", "ada@example.org");
  sell (self);
  foyer_test_wait_for (can_write, self);
  foyer_acts_activate (self, "sell.mail");
  foyer_test_wait_for (has_draft, got);
  g_app_info_delete (keeper);
  close_window (self);
}

#define ADD(name, func)                                                                            \
  g_test_add (name, FoyerSellFixture, NULL, foyer_sell_set_up, func, foyer_sell_tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *place = NULL;
  g_autofree char *format = NULL;
  GBytes *last;
  int status;

  if (argc == 4 && g_str_equal (argv[1], "--sell"))
    foyer_sell_for_ever (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  /* before any thread asks for it */
  service = fake_service_new ();
  place = g_strdup_printf ("127.0.0.1:%u", fake_service_get_port (service));
  g_setenv ("CUPS_SERVER", place, TRUE);
  adw_init ();

  ADD ("/prints/paper-out", test_paper_out);
  ADD ("/prints/elsewhere", test_elsewhere);
  ADD ("/prints/report", test_report);
  ADD ("/prints/badges", test_badges);
  ADD ("/prints/wishes", test_wishes);
  ADD ("/prints/mail", test_mail);
  TILL_ADD ("/prints/killed", test_killed);
  status = g_test_run ();
  last = fake_service_end (service, &format);
  g_clear_pointer (&last, g_bytes_unref);
  return status;
}
