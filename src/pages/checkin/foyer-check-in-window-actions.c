/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-check-in-window-private.h"

#include <glib/gi18n-lib.h>

#include "foyer-badge-printing.h"
#include "foyer-cash-rounding.h"
#include "foyer-entrances-dialog.h"
#include "foyer-money.h"
#include "foyer-prints-window.h"
#include "foyer-sell-words.h"
#include "foyer-till-store.h"
#include "foyer-time.h"
#include "foyer-toast.h"

static FoyerDoorAnswer *
shown_answer (FoyerCheckInWindow *self)
{
  return foyer_verdict_view_get_answer (self->view);
}

/* Lets a popover point to an action's button, or to the foot of the answer when that is not shown.
 */
static void
point_to_button (FoyerCheckInWindow *self, GtkWidget *popover, const char *action)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *button = foyer_verdict_view_get_button (self->view, action);
  GdkRectangle place = { gtk_widget_get_width (view) / 2, gtk_widget_get_height (view) - 48, 1, 1 };
  graphene_rect_t bounds;

  if (gtk_widget_get_visible (button) && gtk_widget_compute_bounds (button, view, &bounds) &&
      bounds.size.height > 0)
    place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                            (int) bounds.size.height };
  foyer_check_in_window_close_popovers (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;
  const char *const reasons[] = { _ ("Scanned by mistake"), _ ("Wrong person"), _ ("Did not go in"),
                                  NULL };

  if (shown_answer (self) == NULL ||
      !foyer_door_answer_can_undo (shown_answer (self), foyer_time_now ()))
    return;
  point_to_button (self, GTK_WIDGET (self->reason), "door.undo");
  self->asks = FOYER_DOOR_ASKS_UNDO;
  foyer_reason_popover_ask (self->reason, _ ("Why take it back?"), reasons);
}

static void
let_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;
  const char *const reasons[] = { _ ("Checked by hand"), _ ("The organizer agreed"),
                                  _ ("Goes in with others"), NULL };

  if (shown_answer (self) == NULL || shown_answer (self)->result == NULL)
    return;
  point_to_button (self, GTK_WIDGET (self->reason), "door.let-in");
  self->asks = FOYER_DOOR_ASKS_LET_IN;
  foyer_reason_popover_ask (self->reason,
                            shown_answer (self)->result->override == FOYER_OVERRIDE_MANAGER
                                ? _ ("Only for a manager: why let them in?")
                                : _ ("Why let them in?"),
                            reasons);
}

/* What is asked for by a way to pay: cash is rounded to what there are coins for. */
static char *
name_payment (FoyerPayMethod method, const FoyerScanResult *result)
{
  const char *currency = result->order->currency;
  gint64 due = method == FOYER_PAY_CASH ? foyer_cash_round (result->due, currency) : result->due;
  g_autofree char *money = foyer_money_format (due, currency);

  /* Translators: how it is paid, and how much: “Cash · €49.00” */
  return g_strdup_printf (_ ("%s · %s"), foyer_sell_words_method (method), money);
}

static const FoyerPayMethod ways[] = { FOYER_PAY_CASH, FOYER_PAY_CARD, FOYER_PAY_TRANSFER,
                                       FOYER_PAY_VOUCHER };

/* Cash has to go into a till that is open, whose book says so. */
static gboolean
is_till_open (FoyerCheckInWindow *self)
{
  FoyerDatabase *db = foyer_replica_get_reader (foyer_door_get_replica (self->door));
  FoyerTillSession session;

  return foyer_till_store_get_session (db, &shown_answer (self)->result->order->event_id, &session,
                                       NULL) &&
         !foyer_uuid_is_nil (&session.session_id);
}

static void
ask_payment (FoyerCheckInWindow *self)
{
  const FoyerScanResult *result = shown_answer (self)->result;
  gboolean takes_cash = is_till_open (self);
  g_autofree char *due = foyer_money_format (result->due, result->order->currency);
  g_autofree char *title = g_strdup_printf (
      takes_cash
          ? _ ("%s is due: how is it paid?")
          : _ ("%s is due: how is it paid? For cash, open the till at the box office first."),
      due);
  g_auto (GStrv) choices = g_new0 (char *, G_N_ELEMENTS (ways) + 1);

  for (guint i = takes_cash ? 0 : 1, n = 0; i < G_N_ELEMENTS (ways); i++)
    choices[n++] = name_payment (ways[i], result);
  point_to_button (self, GTK_WIDGET (self->reason), "door.take-payment");
  self->asks = FOYER_DOOR_ASKS_PAYMENT;
  foyer_reason_popover_ask_one (self->reason, title, (const char *const *) choices);
}

static void
take_payment (FoyerCheckInWindow *self, const char *chosen)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *name = name_payment (ways[i], shown_answer (self)->result);

      if (g_str_equal (name, chosen))
        foyer_door_take_payment (self->door, shown_answer (self), ways[i]);
    }
}

static void
reason_chosen_cb (FoyerReasonPopover *popover, const char *reason, FoyerCheckInWindow *self)
{
  FoyerDoorAnswer *answer = shown_answer (self);

  if (answer == NULL || answer->result == NULL)
    return;
  if (self->asks == FOYER_DOOR_ASKS_PAYMENT)
    {
      if (answer->result->order != NULL)
        take_payment (self, reason);
    }
  else if (self->asks == FOYER_DOOR_ASKS_UNDO)
    foyer_door_undo (self->door, answer, reason);
  else
    foyer_door_let_in (self->door, answer, answer->result->override, reason);
}

static void
take_payment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;

  if (shown_answer (self) != NULL && shown_answer (self)->result != NULL &&
      shown_answer (self)->result->order != NULL)
    ask_payment (self);
}

/* A code of somebody else's making that nobody knows becomes theirs: the next scan of it finds
 * them. */
static void
walk_in_chosen_cb (FoyerWalkInPopover *popover,
                   const char *name,
                   guint tier,
                   guint payment,
                   const char *reason,
                   FoyerCheckInWindow *self)
{
  FoyerDoorAnswer *answer = shown_answer (self);
  GPtrArray *tiers = foyer_door_get_tiers (self->door);
  const FoyerTier *chosen = tier < tiers->len ? g_ptr_array_index (tiers, tier) : NULL;
  FoyerUuid none = { 0 };
  const char *code = NULL;

  if (answer != NULL && answer->result != NULL &&
      answer->result->verdict == FOYER_VERDICT_UNKNOWN && answer->result->code != NULL &&
      *answer->result->code != '\0')
    code = answer->result->code;
  foyer_door_add_walk_in (self->door, name, chosen != NULL ? &chosen->row.id : &none, code,
                          (FoyerWalkInPayment) payment, reason);
}

static void
walk_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;
  GPtrArray *tiers = foyer_door_get_tiers (self->door);
  const FoyerEvent *event = foyer_door_get_event (self->door);

  point_to_button (self, GTK_WIDGET (self->walk_in), "door.walk-in");
  foyer_walk_in_popover_ask (self->walk_in, tiers,
                             event != NULL && event->status != FOYER_EVENT_DRAFT ? event->currency
                                                                                 : NULL);
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_door_retry (FOYER_CHECK_IN_WINDOW (data)->door);
}

/* Takes failure; (nullable) */
static void
say_printed (FoyerCheckInWindow *self, char *failure, const GError *error)
{
  g_autofree char *title = failure;

  if (self->door == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  foyer_show_toast (GTK_WIDGET (self->view),
                    title != NULL ? title : _ ("Badge sent to the printer"));
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCheckInWindow) self = data;
  g_autoptr (GError) error = NULL;
  char *failure = NULL;

  if (!foyer_print_desk_print_finish (FOYER_PRINT_DESK (source), result, &error))
    failure = g_strdup_printf (_ ("Not printed: it waits. %s"), error->message);
  say_printed (self, failure, error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCheckInWindow) self = data;
  g_autoptr (GError) error = NULL;
  char *failure = NULL;

  if (!foyer_badge_printing_ask_finish (result, &error))
    failure = g_strdup_printf (_ ("Not printed. %s"), error->message);
  say_printed (self, failure, error);
}

/* Nothing is asked at a door where a printer is known. */
static void
print_badge (FoyerCheckInWindow *self, const FoyerTicket *ticket)
{
  const char *target = foyer_print_desk_find_target (self->prints, FOYER_PRINT_BADGE);
  g_autoptr (FoyerPrintJob) job = NULL;
  g_autoptr (GArray) keys = NULL;

  if (target != NULL)
    {
      job = foyer_print_job_new (&ticket->event_id, FOYER_PRINT_BADGE);
      job->target = g_strdup (target);
      foyer_print_job_set_ticket (job, &ticket->row.id);
      foyer_print_desk_print_async (self->prints, job, FALSE, printed_cb, g_object_ref (self));
      return;
    }
  keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (keys, ticket->row.key);
  foyer_badge_printing_ask_async (foyer_door_get_replica (self->door), self->settings,
                                  GTK_WINDOW (self), &ticket->event_id, keys, asked_cb,
                                  g_object_ref (self));
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;
  FoyerDoorAnswer *answer = shown_answer (self);

  if (answer != NULL && answer->result != NULL && answer->result->ticket != NULL)
    print_badge (self, answer->result->ticket);
}

static void
prints_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;

  foyer_prints_window_present (GTK_WIDGET (self->view), self->prints);
}

static void
dismiss_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;

  if (foyer_door_search_is_searching (self->search))
    foyer_door_search_clear (self->search);
  else
    foyer_check_in_window_show_ready (self);
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_door_search_type (FOYER_CHECK_IN_WINDOW (data)->search, "");
}

static void
scanned_while_editing_cb (FoyerScanReader *reader,
                          const char *code,
                          const char *us_code,
                          FoyerCheckInWindow *self)
{
  foyer_door_scan (self->door, code, us_code);
}

/* The door stays open meanwhile: a code is no name of an entrance. */
static void
edit_entrances_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;
  GtkWindow *dialog = GTK_WINDOW (foyer_entrances_dialog_new (GTK_WINDOW (self), self->door));
  FoyerScanReader *reader = foyer_scan_reader_new (dialog);

  g_signal_connect_object (reader, "scanned", G_CALLBACK (scanned_while_editing_cb), self, 0);
  g_object_set_data_full (G_OBJECT (dialog), "reader", reader, g_object_unref);
  gtk_window_present (dialog);
}

static void
change_entrance_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  FoyerCheckInWindow *self = data;
  FoyerUuid id;

  if (!foyer_uuid_parse (g_variant_get_string (state, NULL), &id))
    return;
  g_simple_action_set_state (action, state);
  g_settings_set_string (self->settings, "check-in-entrance", g_variant_get_string (state, NULL));
  foyer_door_set_list (self->door, &id);
}

static void
change_direction_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  FoyerCheckInWindow *self = data;
  gboolean is_exit = g_str_equal (g_variant_get_string (state, NULL), "out");

  g_simple_action_set_state (action, state);
  foyer_door_set_direction (self->door, is_exit ? FOYER_DIRECTION_EXIT : FOYER_DIRECTION_ENTRY);
}

static void
switch_direction_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerCheckInWindow *self = data;
  gboolean is_exit = foyer_door_get_direction (self->door) == FOYER_DIRECTION_EXIT;

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "direction",
                                      g_variant_new_string (is_exit ? "in" : "out"));
}

static void
change_fullscreen_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  if (g_variant_get_boolean (state))
    gtk_window_fullscreen (GTK_WINDOW (data));
  else
    gtk_window_unfullscreen (GTK_WINDOW (data));
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = undo_cb },
  { .name = "print", .activate = print_cb },
  { .name = "prints", .activate = prints_cb },
  { .name = "let-in", .activate = let_in_cb },
  { .name = "take-payment", .activate = take_payment_cb },
  { .name = "walk-in", .activate = walk_in_cb },
  { .name = "retry", .activate = retry_cb },
  { .name = "dismiss", .activate = dismiss_cb },
  { .name = "search", .activate = search_cb },
  { .name = "edit-entrances", .activate = edit_entrances_cb },
  { .name = "switch-direction", .activate = switch_direction_cb },
  { .name = "entrance", .parameter_type = "s", .state = "''", .change_state = change_entrance_cb },
  { .name = "direction",
    .parameter_type = "s",
    .state = "'in'",
    .change_state = change_direction_cb },
  { .name = "fullscreen", .state = "false", .change_state = change_fullscreen_cb },
};

void
foyer_check_in_window_add_actions (FoyerCheckInWindow *self)
{
  g_autoptr (GAction) sounds = g_settings_create_action (self->settings, "sounds");

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), sounds);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "door", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (self->reason, "chosen", G_CALLBACK (reason_chosen_cb), self, 0);
  g_signal_connect_object (self->walk_in, "chosen", G_CALLBACK (walk_in_chosen_cb), self, 0);
}

void
foyer_check_in_window_bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "door.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "door.switch-direction", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "door.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "door.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "door.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "door.dismiss", NULL);
}

static void
enable (FoyerCheckInWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

/* What can be done follows from the answer shown. */
void
foyer_check_in_window_update_actions (FoyerCheckInWindow *self)
{
  FoyerDoorAnswer *answer = shown_answer (self);
  const FoyerScanResult *result = answer != NULL ? answer->result : NULL;
  const FoyerCheckInList *list = foyer_door_get_list (self->door);
  char id[FOYER_UUID_STRING_SIZE] = "";

  if (list != NULL)
    foyer_uuid_format (&list->row.id, id);
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "entrance")),
      g_variant_new_string (id));
  enable (self, "undo", answer != NULL && foyer_door_answer_can_undo (answer, foyer_time_now ()));
  enable (self, "print",
          result != NULL && result->ticket != NULL && foyer_verdict_is_entry (result->verdict));
  enable (self, "let-in",
          result != NULL && (result->override == FOYER_OVERRIDE_SUPERVISOR ||
                             result->override == FOYER_OVERRIDE_MANAGER));
  enable (self, "take-payment", result != NULL && result->override == FOYER_OVERRIDE_PAYMENT);
  enable (self, "retry", answer != NULL && result == NULL);
}
