/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-approval.h"
#include "foyer-cashier-row.h"
#include "foyer-cashier-store.h"
#include "foyer-cashier-window.h"
#include "foyer-cashiers-window.h"
#include "foyer-close-till-window.h"
#include "foyer-count-row.h"
#include "foyer-drawer-window.h"
#include "foyer-message-row.h"
#include "foyer-open-till-window.h"
#include "foyer-pin-pad.h"
#include "foyer-pin-window.h"
#include "foyer-receipt-layout.h"
#include "foyer-till-menu.h"
#include "foyer-till-names-store.h"
#include "foyer-till-receipt.h"
#include "foyer-till-report-window.h"
#include "foyer-till-session-row.h"
#include "foyer-till-sessions-window.h"

typedef struct
{
  FoyerActs acts;
  FoyerTillDesk *desk;
  FoyerUuid anna;  /* a cashier, who may give 10.00 back */
  FoyerUuid boris; /* a supervisor */
  GAsyncResult *result;
} Fixture;

static gboolean
is_ready (gpointer data)
{
  return foyer_till_desk_is_ready (data);
}

static gboolean
is_open (gpointer data)
{
  return foyer_till_desk_is_open (data);
}

static gboolean
is_shut (gpointer data)
{
  return !foyer_till_desk_is_open (data);
}

static gboolean
has_cashiers (gpointer data)
{
  return foyer_till_desk_get_cashiers (data)->len > 0;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  foyer_acts_set_up (&self->acts, NULL);
  self->desk = foyer_till_desk_ref (self->acts.replica, &self->acts.event_id, NULL);
  foyer_till_menu_install (self->acts.from, self->desk);
  foyer_test_wait_for (is_ready, self->desk);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->result);
  gtk_widget_insert_action_group (self->acts.from, "till", NULL);
  g_clear_object (&self->desk);
  foyer_acts_tear_down (&self->acts, NULL);
}

static void
add_cashier (Fixture *self,
             const char *name,
             FoyerCashierRole role,
             const char *pin,
             gint64 limit,
             FoyerUuid *id)
{
  g_autoptr (FoyerCashier) cashier = foyer_cashier_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = NULL;

  cashier->event_id = self->acts.event_id;
  cashier->name = g_strdup (name);
  cashier->role = role;
  cashier->pin_hash = foyer_pin_hash (pin);
  cashier->refund_limit = limit;
  transaction = foyer_transaction_begin (self->acts.db, "add-cashier", &error);
  g_assert_no_error (error);
  foyer_cashier_store_add (transaction, cashier, &error);
  g_assert_no_error (error);
  *id = cashier->row.id;
  foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error);
  g_assert_no_error (error);
}

static void
add_cashiers (Fixture *self)
{
  add_cashier (self, "Anna", FOYER_CASHIER_CASHIER, "1234", 1000, &self->anna);
  add_cashier (self, "Boris", FOYER_CASHIER_SUPERVISOR, "987654", FOYER_NONE, &self->boris);
  foyer_test_wait_for (has_cashiers, self->desk);
}

static gboolean
is_enabled (Fixture *self, const char *name)
{
  g_autofree char *full = g_strconcat ("till.", name, NULL);
  GtkWidget *button = gtk_button_new ();
  gboolean is_sensitive;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), full);
  gtk_widget_set_parent (button, self->acts.from);
  is_sensitive = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  return is_sensitive;
}

static void
act (Fixture *self, const char *name)
{
  g_assert_true (gtk_widget_activate_action (self->acts.from, name, NULL));
}

/* The pad's keys are those of the keyboard. */
static void
press (gpointer window, guint keyval)
{
  GtkWidget *pad = foyer_acts_find (window, FOYER_TYPE_PIN_PAD, 0);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (pad);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      gboolean is_handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_handled);
    }
}

static void
type_pin (gpointer window, const char *pin)
{
  for (; *pin != '\0'; pin++)
    press (window, GDK_KEY_0 + (*pin - '0'));
  press (window, GDK_KEY_Return);
}

static void
choose_cashier (gpointer window, guint n)
{
  GtkListBox *list = foyer_acts_child (window, "list");

  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, n));
}

static void
count (gpointer window, gint64 value, gint64 n)
{
  GtkWidget *row;

  for (guint i = 0; (row = foyer_acts_find (window, FOYER_TYPE_COUNT_ROW, i)) != NULL; i++)
    if (foyer_count_row_get_value (FOYER_COUNT_ROW (row)) == value)
      {
        foyer_count_row_set_n (FOYER_COUNT_ROW (row), n);
        return;
      }
  g_assert_not_reached ();
}

static void
write_row (gpointer window, const char *child, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (foyer_acts_child (window, child)), text);
}

static gint64
get_drawer (Fixture *self)
{
  return foyer_till_desk_get_session (self->desk)->drawer;
}

static void
open_till (Fixture *self)
{
  gpointer window;

  act (self, "till.open");
  window = foyer_acts_wait_window (FOYER_TYPE_OPEN_TILL_WINDOW);
  count (window, 5000, 2);
  count (window, 200, 3);
  foyer_acts_activate (window, "edit.save");
  foyer_acts_wait_gone (window);
  foyer_test_wait_for (is_open, self->desk);
  g_assert_cmpint (get_drawer (self), ==, 10600);
}

static gboolean
is_visible (gpointer data)
{
  return gtk_widget_get_visible (data);
}

static gboolean
is_drawer_8600 (gpointer data)
{
  return foyer_till_desk_get_session (data)->drawer == 8600;
}

static void
test_session (Fixture *self, gconstpointer data)
{
  gpointer window;

  g_assert_true (is_enabled (self, "open"));
  g_assert_false (is_enabled (self, "close"));
  g_assert_false (is_enabled (self, "cashier"));
  open_till (self);
  g_assert_false (is_enabled (self, "open"));
  g_assert_true (is_enabled (self, "close"));

  /* More than there is: said in the window, and nothing typed is lost. */
  act (self, "till.pay-out");
  window = foyer_acts_wait_window (FOYER_TYPE_DRAWER_WINDOW);
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  write_row (window, "amount_row", "-3");
  g_assert_cmpstr (foyer_message_row_get_text (foyer_acts_child (window, "amount_message")), !=,
                   "");
  write_row (window, "amount_row", "200");
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  write_row (window, "reason_row", "To the safe");
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_visible, foyer_acts_child (window, "problem"));
  write_row (window, "amount_row", "20");
  g_assert_false (is_visible (foyer_acts_child (window, "problem")));
  foyer_acts_activate (window, "edit.save");
  foyer_acts_wait_gone (window);
  foyer_test_wait_for (is_drawer_8600, self->desk);

  /* Nothing tells what should be there before it is counted. */
  act (self, "till.close");
  window = foyer_acts_wait_window (FOYER_TYPE_CLOSE_TILL_WINDOW);
  g_assert_cmpstr (gtk_label_get_label (foyer_acts_child (window, "expected_label")), ==, "");
  count (window, 5000, 1);
  foyer_acts_activate (window, "edit.save");
  g_assert_cmpstr (gtk_label_get_label (foyer_acts_child (window, "expected_label")), !=, "");
  g_assert_true (is_visible (foyer_acts_child (window, "reason_group")));
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  foyer_acts_activate (window, "close-till.again");
  count (window, 2000, 1);
  count (window, 1000, 1);
  count (window, 500, 1);
  foyer_acts_activate (window, "edit.save");
  write_row (window, "reason_row", "Wrong change given");
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_shut, self->desk);
  g_assert_cmpint (foyer_acts_count (&self->acts,
                                     "SELECT json_extract (details, '$.difference') FROM "
                                     "till_records WHERE kind = 'CLOSE'"),
                   ==, -100);

  /* The Z report follows by itself. */
  window = foyer_acts_wait_window (FOYER_TYPE_TILL_REPORT_WINDOW);
  gtk_window_destroy (window);
}

static gboolean
shows_report (gpointer data)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (foyer_acts_child (data, "stack")), "paper") ==
         0;
}

/* What is on the paper of the session: its name, its money, the seal of the last record, that it is
 * a copy. */
static void
check_paper (Fixture *self)
{
  const FoyerTillSession *session = foyer_till_desk_get_session (self->desk);
  g_autoptr (FoyerTillReport) report =
      foyer_till_store_report (self->acts.db, &session->session_id, NULL);
  g_autoptr (FoyerTillNames) names = foyer_till_names_store_read (self->acts.db, report, NULL);
  FoyerTillReceipt options = { .made_at = session->opened_at, .copied_at = session->opened_at };
  g_autoptr (FoyerReceipt) receipt = foyer_till_receipt_build (report, names, &options);
  g_autoptr (FoyerReceiptLayout) layout =
      foyer_receipt_layout_new (receipt, FOYER_PAPER_ROLL_80, 0);
  g_autofree char *text = foyer_receipt_layout_to_text (layout);
  g_autofree char *hash = foyer_acts_read (
      &self->acts, "SELECT lower (hex (substr (hash, 7, 2))) FROM till_records ORDER BY sequence "
                   "DESC LIMIT 1");
  const char *const expected[] = { "X Report 1", "Test Event", "106.00", "Copy", hash };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (strstr (text, expected[i]) == NULL)
      g_error ("“%s” is not in: %s", expected[i], text);
}

static gboolean
has_session_row (gpointer data)
{
  return foyer_acts_find (data, FOYER_TYPE_TILL_SESSION_ROW, 0) != NULL;
}

/* An X report is noted, what is looked at is not. */
static void
test_reports (Fixture *self, gconstpointer data)
{
  gpointer window, sessions;
  GtkWidget *row;

  open_till (self);
  act (self, "till.x");
  window = foyer_acts_wait_window (FOYER_TYPE_TILL_REPORT_WINDOW);
  foyer_test_wait_for (shows_report, window);
  g_assert_cmpint (foyer_acts_count (&self->acts, "SELECT count (*) FROM till_records WHERE "
                                                  "kind = 'X'"),
                   ==, 1);
  g_assert_true (g_str_has_prefix (gtk_window_get_title (window), "X"));
  check_paper (self);
  /* Without a printer the way to one is offered. */
  g_assert_cmpstr (gtk_actionable_get_action_name (foyer_acts_child (window, "print_button")), ==,
                   "app.printers");
  gtk_window_destroy (window);

  act (self, "till.sessions");
  sessions = foyer_acts_wait_window (FOYER_TYPE_TILL_SESSIONS_WINDOW);
  foyer_test_wait_for (has_session_row, sessions);
  row = foyer_acts_find (sessions, FOYER_TYPE_TILL_SESSION_ROW, 0);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  window = foyer_acts_wait_window (FOYER_TYPE_TILL_REPORT_WINDOW);
  foyer_test_wait_for (shows_report, window);
  gtk_window_destroy (window);
  gtk_window_destroy (sessions);
  g_assert_cmpint (foyer_acts_count (&self->acts, "SELECT count (*) FROM till_records"), ==, 2);
}

static gboolean
has_problem (gpointer data)
{
  return *gtk_label_get_label (data) != '\0';
}

static gboolean
is_boris (gpointer data)
{
  const FoyerCashier *cashier = foyer_till_desk_get_cashier (data);

  return cashier != NULL && g_str_equal (cashier->name, "Boris");
}

static void
test_pin (Fixture *self, gconstpointer data)
{
  gpointer window, pad;

  add_cashiers (self);
  g_assert_true (foyer_till_desk_needs_cashier (self->desk));

  /* Nobody is at the till: the act asks first, and goes on. */
  act (self, "till.open");
  window = foyer_acts_wait_window (FOYER_TYPE_PIN_WINDOW);
  choose_cashier (window, 0);
  pad = foyer_acts_find (window, FOYER_TYPE_PIN_PAD, 0);
  press (window, GDK_KEY_KP_1);
  press (window, GDK_KEY_1);
  press (window, GDK_KEY_BackSpace);
  type_pin (window, "235");
  foyer_test_wait_for (has_problem, foyer_acts_child (pad, "problem"));
  g_assert_nonnull (foyer_acts_find_window (FOYER_TYPE_PIN_WINDOW));
  /* Who types on while it is looked whether a PIN is right loses no digit. */
  type_pin (window, "9235");
  type_pin (window, "1234");
  foyer_acts_wait_gone (window);
  window = foyer_acts_wait_window (FOYER_TYPE_OPEN_TILL_WINDOW);
  foyer_acts_activate (window, "edit.save");
  foyer_acts_wait_gone (window);
  foyer_test_wait_for (is_open, self->desk);
  g_assert_true (
      foyer_uuid_equal (&foyer_till_desk_get_session (self->desk)->cashier_id, &self->anna));

  /* Another one takes over, which is written. */
  act (self, "till.cashier");
  window = foyer_acts_wait_window (FOYER_TYPE_PIN_WINDOW);
  choose_cashier (window, 1);
  type_pin (window, "987654");
  foyer_test_wait_for (is_boris, self->desk);
  g_assert_null (foyer_acts_find_window (FOYER_TYPE_PIN_WINDOW));
  g_assert_cmpint (foyer_acts_count (&self->acts, "SELECT count (*) FROM till_records WHERE "
                                                  "kind = 'HAND_OVER'"),
                   ==, 1);
  act (self, "till.lock");
  g_assert_true (foyer_till_desk_needs_cashier (self->desk));

  /* The one who was there comes back: nothing is handed over. */
  act (self, "till.cashier");
  window = foyer_acts_wait_window (FOYER_TYPE_PIN_WINDOW);
  choose_cashier (window, 1);
  type_pin (window, "987654");
  foyer_test_wait_for (is_boris, self->desk);
  g_assert_null (foyer_acts_find_window (FOYER_TYPE_PIN_WINDOW));
  g_assert_cmpint (foyer_acts_count (&self->acts, "SELECT count (*) FROM till_records WHERE "
                                                  "kind = 'HAND_OVER'"),
                   ==, 1);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
be_anna (Fixture *self)
{
  foyer_till_desk_set_cashier_async (self->desk, &self->anna, result_cb, &self->result);
  foyer_test_wait_for (has_result, &self->result);
  g_assert_true (foyer_till_desk_set_cashier_finish (self->desk, self->result, NULL));
  g_clear_object (&self->result);
}

static void
test_approval (Fixture *self, gconstpointer data)
{
  static const struct
  {
    gint64 amount;
    const char *pin; /* NULL: nobody consents; "": nobody is asked */
  } cases[] = { { 1000, "" }, { 1001, "987654" }, { 1001, NULL } };

  add_cashiers (self);
  be_anna (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FoyerTillActor actor = { 0 };
      gpointer window = NULL;
      gboolean is_asked = g_strcmp0 (cases[i].pin, "") != 0;

      g_test_message ("case %u", i);
      foyer_approval_refund_async (self->acts.from, self->desk, cases[i].amount, "EUR", NULL,
                                   result_cb, &self->result);
      if (is_asked)
        window = foyer_acts_wait_window (FOYER_TYPE_PIN_WINDOW);
      /* There is one supervisor: nobody has to choose. */
      if (is_asked && cases[i].pin != NULL)
        type_pin (window, cases[i].pin);
      else if (is_asked)
        gtk_window_close (window);
      foyer_test_wait_for (has_result, &self->result);
      g_assert_cmpint (foyer_approval_refund_finish (self->result, &actor, NULL), ==,
                       cases[i].pin != NULL);
      g_clear_object (&self->result);
      if (cases[i].pin == NULL)
        continue;
      g_assert_true (foyer_uuid_equal (&actor.cashier_id, &self->anna));
      g_assert_cmpint (foyer_uuid_equal (&actor.approver_id, &self->boris), ==, is_asked);
      g_assert_cmpint (foyer_uuid_is_nil (&actor.approver_id), !=, is_asked);
    }
}

static gboolean
has_row (gpointer data)
{
  return foyer_acts_find (data, FOYER_TYPE_CASHIER_ROW, 0) != NULL;
}

static gboolean
has_no_row (gpointer data)
{
  return !has_row (data);
}

/* Added, refused where it makes no sense, edited without a new PIN, removed. */
static void
test_cashiers (Fixture *self, gconstpointer data)
{
  gpointer window =
      foyer_cashiers_window_present (self->acts.from, self->acts.replica, &self->acts.event_id);
  gpointer edit;
  g_autofree char *hash = NULL;
  g_autofree char *kept = NULL;
  GtkWidget *row;

  foyer_acts_activate (window, "cashiers.add");
  edit = foyer_acts_wait_window (FOYER_TYPE_CASHIER_WINDOW);
  g_assert_false (foyer_acts_is_enabled (edit, "edit.save"));
  write_row (edit, "name_row", "Anna");
  write_row (edit, "pin_row", "12");
  write_row (edit, "limit_row", "much");
  g_assert_false (foyer_acts_is_enabled (edit, "edit.save"));
  write_row (edit, "limit_row", "12.50");
  g_assert_false (foyer_acts_is_enabled (edit, "edit.save"));
  write_row (edit, "pin_row", "1234");
  foyer_acts_activate (edit, "edit.save");
  foyer_acts_wait_gone (edit);
  foyer_test_wait_for (has_row, window);
  g_assert_cmpint (foyer_acts_count (&self->acts, "SELECT refund_limit FROM cashiers"), ==, 1250);
  hash = foyer_acts_read (&self->acts, "SELECT pin_hash FROM cashiers");
  g_assert_true (foyer_pin_matches (hash, "1234"));

  row = foyer_acts_find (window, FOYER_TYPE_CASHIER_ROW, 0);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  edit = foyer_acts_wait_window (FOYER_TYPE_CASHIER_WINDOW);
  adw_combo_row_set_selected (foyer_acts_child (edit, "role_row"), FOYER_CASHIER_SUPERVISOR);
  write_row (edit, "limit_row", "");
  foyer_acts_activate (edit, "edit.save");
  foyer_acts_wait_gone (edit);
  g_assert_cmpint (foyer_acts_count (&self->acts, "SELECT count (*) FROM cashiers WHERE "
                                                  "refund_limit IS NULL AND role = 'SUPERVISOR'"),
                   ==, 1);
  kept = foyer_acts_read (&self->acts, "SELECT pin_hash FROM cashiers");
  g_assert_cmpstr (kept, ==, hash);

  /* The list is made anew for each change. */
  foyer_test_wait_for (has_cashiers, self->desk);
  row = foyer_acts_find (window, FOYER_TYPE_CASHIER_ROW, 0);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  edit = foyer_acts_wait_window (FOYER_TYPE_CASHIER_WINDOW);
  foyer_acts_activate (edit, "cashier.remove");
  foyer_acts_wait_gone (edit);
  foyer_test_wait_for (has_no_row, window);
  gtk_window_destroy (window);
}

/* What still waits for an answer when its window goes. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  gpointer window;

  add_cashiers (self);
  act (self, "till.open");
  window = foyer_acts_wait_window (FOYER_TYPE_PIN_WINDOW);
  choose_cashier (window, 0);
  type_pin (window, "1234");
  foyer_acts_dispose (window);
  g_assert_true (foyer_till_desk_needs_cashier (self->desk));

  be_anna (self);
  open_till (self);
  act (self, "till.x");
  foyer_acts_dispose (foyer_acts_wait_window (FOYER_TYPE_TILL_REPORT_WINDOW));
  act (self, "till.sessions");
  foyer_acts_dispose (foyer_acts_wait_window (FOYER_TYPE_TILL_SESSIONS_WINDOW));
  act (self, "till.no-sale");
  window = foyer_acts_wait_window (FOYER_TYPE_DRAWER_WINDOW);
  write_row (window, "reason_row", "Look inside");
  foyer_acts_activate (window, "edit.save");
  foyer_acts_dispose (window);
  act (self, "till.close");
  window = foyer_acts_wait_window (FOYER_TYPE_CLOSE_TILL_WINDOW);
  count (window, 5000, 2);
  count (window, 200, 3);
  foyer_acts_activate (window, "edit.save");
  foyer_acts_activate (window, "edit.save");
  foyer_acts_dispose (window);
  foyer_test_wait_for (is_shut, self->desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
#define ADD(name, func) g_test_add ("/pages/till/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("session", test_session);
  ADD ("reports", test_reports);
  ADD ("pin", test_pin);
  ADD ("approval", test_approval);
  ADD ("cashiers", test_cashiers);
  ADD ("gone", test_gone);
#undef ADD
  return g_test_run ();
}
