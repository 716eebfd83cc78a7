/* SPDX-License-Identifier: GPL-3.0-or-later */

/*   scanner ─▸ FoyerScanReader ─▸ FoyerDoor ─▸ replica ─▸ on disk ─▸ FoyerVerdictView, last scans, sound
 *   person  ─▸ FoyerDoorSearch ─┘
 *
 * The window only connects them; nothing is shown as admitted that is not on disk. */

#include "foyer-check-in-window-private.h"

#include <glib/gi18n-lib.h>

#include "foyer-door-panes.h"
#include "foyer-door-recent.h"
#include "foyer-scan-row.h"
#include "foyer-sync-text.h"
#include "foyer-text-scale.h"
#include "foyer-toast.h"
#include "foyer-verdict-look.h"

#define READY_AFTER   8   /* seconds */
#define COMMAND_AFTER 250 /* milliseconds after the pause: a letter alone is a command, not the start of a name */
#define MAX_SCANS     50  /* rows of the last scans */
#define NARROW        640 /* pixels: the counts and the direction move out of the header */
#define LARGE         1500 /* pixels: search and last scans are larger, too */

G_DEFINE_FINAL_TYPE (FoyerCheckInWindow, foyer_check_in_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
ready_cb (gpointer data)
{
  FoyerCheckInWindow *self = data;

  if (foyer_verdict_view_needs_input (self->view) || gtk_widget_get_visible (GTK_WIDGET (self->reason))
      || gtk_widget_get_visible (GTK_WIDGET (self->walk_in)))
    return G_SOURCE_CONTINUE;
  self->ready_source = 0;
  foyer_check_in_window_show_ready (self);
  return G_SOURCE_REMOVE;
}

void
foyer_check_in_window_close_popovers (FoyerCheckInWindow *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->reason));
  gtk_popover_popdown (GTK_POPOVER (self->walk_in));
}

/* At once: nobody is to be let in before it is on disk. */
static void
show_waiting (FoyerCheckInWindow *self)
{
  g_clear_handle_id (&self->ready_source, g_source_remove);
  foyer_check_in_window_close_popovers (self);
  foyer_verdict_view_show_waiting (self->view,
                                   foyer_replica_has_long_work (foyer_door_get_replica (self->door))
                                     ? _("Waiting for the import to finish…")
                                     : _("Waiting for another program to finish writing…"),
                                   foyer_door_get_n_waiting (self->door));
  foyer_check_in_window_update_actions (self);
}

void
foyer_check_in_window_show_ready (FoyerCheckInWindow *self)
{
  const FoyerCheckInList *list = foyer_door_get_list (self->door);

  if (foyer_door_get_n_waiting (self->door) > 0)
    {
      show_waiting (self);
      return;
    }
  g_clear_handle_id (&self->ready_source, g_source_remove);
  foyer_check_in_window_close_popovers (self);
  foyer_verdict_view_show_ready (self->view, foyer_door_get_direction (self->door), list != NULL ? list->name : NULL);
  foyer_check_in_window_update_actions (self);
}

/* What was not recorded stays until somebody deals with it. */
void
foyer_check_in_window_show_answer (FoyerCheckInWindow *self,
                                   FoyerDoorAnswer    *answer)
{
  g_clear_handle_id (&self->ready_source, g_source_remove);
  foyer_check_in_window_close_popovers (self);
  foyer_verdict_view_show_answer (self->view, answer, foyer_door_get_zone (self->door));
  foyer_check_in_window_update_actions (self);
  if (answer->result != NULL)
    self->ready_source = g_timeout_add_seconds (READY_AFTER, ready_cb, self);
}

static void
add_scan (FoyerCheckInWindow *self,
          FoyerDoorAnswer    *answer,
          int                 position)
{
  GtkListBoxRow *surplus = gtk_list_box_get_row_at_index (self->scans, MAX_SCANS - 1);

  if (surplus != NULL)
    gtk_list_box_remove (self->scans, GTK_WIDGET (surplus));
  gtk_list_box_insert (self->scans, foyer_scan_row_new (answer, foyer_door_get_zone (self->door)), position);
  gtk_stack_set_visible_child_name (self->scans_stack, "some");
}

static void
answer_changed_cb (FoyerDoorAnswer    *answer,
                   FoyerCheckInWindow *self)
{
  if (foyer_verdict_view_get_answer (self->view) == answer)
    foyer_check_in_window_show_answer (self, answer);
}

static void
answered_cb (FoyerDoor          *door,
             FoyerDoorAnswer    *answer,
             FoyerCheckInWindow *self)
{
  FoyerVerdictLook look;

  foyer_verdict_look_init_for (&look, answer);
  add_scan (self, answer, 0);
  g_signal_connect_object (answer, "changed", G_CALLBACK (answer_changed_cb), self, 0);
  foyer_check_in_window_show_answer (self, answer);
  foyer_door_search_rest (self->search);
  foyer_door_sound_play (self->sound, look.tone);
}

/* The toolkit then moves the focus to what comes next, which is the search: a letter is a command of
 * the answer all the same. */
static void
popover_gone_cb (FoyerCheckInWindow *self)
{
  self->has_lost_popover = TRUE;
}

static void
focus_cb (FoyerCheckInWindow *self)
{
  if (!self->has_lost_popover || gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    return;
  self->has_lost_popover = FALSE;
  foyer_door_search_rest (self->search);
}

static void
not_undone_cb (FoyerDoor          *door,
               const GError       *error,
               FoyerCheckInWindow *self)
{
  g_autofree char *why = foyer_verdict_look_say_error (error);
  g_autofree char *title = g_strdup_printf (_("Not taken back. %s"), why);

  foyer_show_toast (GTK_WIDGET (self->view), title);
}

static void
update_entrances (FoyerCheckInWindow *self)
{
  GPtrArray *lists = foyer_door_get_lists (self->door);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) entrances = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();

  for (guint i = 0; i < lists->len; i++)
    {
      const FoyerCheckInList *list = g_ptr_array_index (lists, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (list->name, NULL);
      char id[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&list->row.id, id);
      g_menu_item_set_action_and_target (item, "door.entrance", "s", id);
      g_menu_append_item (entrances, item);
    }
  g_menu_append (edit, _("_Edit Entrances…"), "door.edit-entrances");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (entrances));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  gtk_menu_button_set_menu_model (self->entrance_button, G_MENU_MODEL (menu));
}

static void
update_counts (FoyerCheckInWindow *self)
{
  g_autofree char *text = NULL;
  FoyerDoorCounts counts;

  if (foyer_door_get_counts (self->door, &counts))
    {
      g_autofree char *in = g_strdup_printf ("%'" G_GINT64_FORMAT, counts.inside);
      g_autofree char *to_come = g_strdup_printf ("%'" G_GINT64_FORMAT, counts.to_come);

      /* Translators: how many people are inside, and how many are still expected */
      text = g_strdup_printf (_("%s in · %s to come"), in, to_come);
    }
  gtk_label_set_label (self->counts, text != NULL ? text : "");
  gtk_label_set_label (self->counts_below, text != NULL ? text : "");
}

/* What whoever stands at the door must know of the event, NULL for nothing. */
static const char *
find_remark (const FoyerEvent *event)
{
  if (event == NULL)
    return NULL;
  if (event->status == FOYER_EVENT_CANCELLED)
    return _("This event is cancelled: its tickets let nobody in.");
  if (event->is_test)
    return _("This is a test event: practise as you like.");
  if (event->status == FOYER_EVENT_DRAFT)
    return _("This event is not published. Tickets let people in all the same.");
  return NULL;
}

static void
update (FoyerCheckInWindow *self)
{
  const char *remark = find_remark (foyer_door_get_event (self->door));
  const FoyerEvent *event = foyer_door_get_event (self->door);
  const FoyerCheckInList *list = foyer_door_get_list (self->door);
  const char *title = event != NULL && event->title != NULL ? event->title : _("Check-in");
  gboolean is_exit = foyer_door_get_direction (self->door) == FOYER_DIRECTION_EXIT;
  g_autofree char *window_title = g_strdup_printf ("%s – %s", title, list != NULL ? list->name : _("Check-in"));

  gtk_window_set_title (GTK_WINDOW (self), window_title);
  gtk_label_set_label (self->event_title, title);
  gtk_label_set_label (self->entrance_name, list != NULL ? list->name : "");
  foyer_banner_set_title (self->test_banner, remark != NULL ? remark : "");
  gtk_widget_set_visible (self->exit_banner, is_exit);
  update_counts (self);
  update_entrances (self);
  foyer_check_in_window_update_actions (self);
  if (foyer_verdict_view_get_answer (self->view) == NULL && foyer_door_get_n_waiting (self->door) == 0)
    foyer_verdict_view_show_ready (self->view, foyer_door_get_direction (self->door), list != NULL ? list->name : NULL);
}

static void
scanned_cb (FoyerScanReader    *reader,
            const char         *code,
            const char         *us_code,
            FoyerCheckInWindow *self)
{
  foyer_door_scan (self->door, code, us_code);
}

/* The command that a letter stands for right now, NULL for none. Letters are those printed on the buttons. */
static const char *
find_command (FoyerCheckInWindow *self,
              const char         *text)
{
  const struct
  {
    const char *key;
    const char *action;
  } commands[] = {
    { "u", "door.undo" }, { "p", "door.print" }, { "l", "door.let-in" },
    { "b", "door.take-payment" }, { "w", "door.walk-in" }, { "r", "door.retry" },
  };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  if (foyer_verdict_view_get_answer (self->view) == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].key, lower)
        && gtk_widget_get_visible (foyer_verdict_view_get_button (self->view, commands[i].action)))
      return commands[i].action;
  return NULL;
}

static gboolean
pending_cb (gpointer data)
{
  FoyerCheckInWindow *self = data;
  g_autofree char *text = g_steal_pointer (&self->pending);
  const char *action = find_command (self, text);

  self->pending_source = 0;
  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  else
    foyer_door_search_type (self->search, text);
  return G_SOURCE_REMOVE;
}

static gboolean
choose_by_digit (FoyerCheckInWindow *self,
                 const char         *text)
{
  FoyerDoorAnswer *answer = foyer_verdict_view_get_answer (self->view);
  guint n = text[0] >= '1' && text[0] <= '9' && text[1] == '\0' ? (guint) (text[0] - '1') : G_MAXUINT;

  if (answer == NULL || answer->result == NULL || answer->result->matches == NULL || n >= answer->result->matches->len)
    return FALSE;
  g_signal_emit_by_name (self->view, "chosen", n);
  return TRUE;
}

static void
typed_cb (FoyerScanReader    *reader,
          const char         *text,
          gboolean            paused,
          FoyerCheckInWindow *self)
{
  g_autofree char *before = g_steal_pointer (&self->pending);
  g_autofree char *all = g_strconcat (before != NULL ? before : "", text, NULL);

  g_clear_handle_id (&self->pending_source, g_source_remove);
  if (paused && before == NULL && choose_by_digit (self, text))
    return;
  if (paused && before == NULL && find_command (self, text) != NULL)
    {
      self->pending = g_steal_pointer (&all);
      self->pending_source = g_timeout_add (COMMAND_AFTER, pending_cb, self);
      return;
    }
  if (!g_str_equal (all, " "))
    foyer_door_search_type (self->search, all);
}

static void
person_cb (FoyerCheckInWindow *self,
           FoyerTicket        *ticket)
{
  foyer_door_check_in (self->door, &ticket->row.id);
}

static void
code_cb (FoyerCheckInWindow *self,
         const char         *code)
{
  foyer_door_check_in_code (self->door, code);
}

static void
choice_cb (FoyerCheckInWindow *self,
           guint               n)
{
  FoyerDoorAnswer *answer = foyer_verdict_view_get_answer (self->view);
  const FoyerTicket *ticket;

  if (answer == NULL || answer->result == NULL || answer->result->matches == NULL || n >= answer->result->matches->len)
    return;
  ticket = g_ptr_array_index (answer->result->matches, n);
  foyer_door_check_in (self->door, &ticket->row.id);
}

static void
questions_cb (FoyerCheckInWindow *self,
              const char *const  *questions,
              const char *const  *answers)
{
  FoyerDoorAnswer *answer = foyer_verdict_view_get_answer (self->view);

  if (answer != NULL)
    foyer_door_answer_questions (self->door, answer, questions, answers);
}

static void
scan_activated_cb (GtkListBox         *list,
                   GtkListBoxRow      *row,
                   FoyerCheckInWindow *self)
{
  foyer_check_in_window_show_answer (self, foyer_scan_row_get_answer (FOYER_SCAN_ROW (row)));
}

static void
load_recent (FoyerCheckInWindow *self,
             const FoyerUuid    *event_id)
{
  FoyerUuid all = { 0 };
  g_autoptr (GPtrArray) recent = foyer_door_recent (foyer_replica_get_reader (foyer_door_get_replica (self->door)),
                                                    event_id, &all, MAX_SCANS / 2, NULL);

  for (guint i = 0; recent != NULL && i < recent->len; i++)
    {
      FoyerDoorAnswer *answer = g_ptr_array_index (recent, i);

      g_signal_connect_object (answer, "changed", G_CALLBACK (answer_changed_cb), self, 0);
      add_scan (self, answer, -1);
    }
}

static void
restore_entrance (FoyerCheckInWindow *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "check-in-entrance");
  FoyerUuid list_id;

  if (foyer_uuid_parse (id, &list_id))
    foyer_door_set_list (self->door, &list_id);
}

static void
foyer_check_in_window_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  FoyerCheckInWindow *self = FOYER_CHECK_IN_WINDOW (widget);
  gboolean is_narrow = width < NARROW * foyer_text_scale (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->counts)) == is_narrow)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->counts), !is_narrow);
      gtk_widget_set_visible (self->direction, !is_narrow);
      g_object_set (self->sync_button, "shows-text", !is_narrow, NULL);
      gtk_widget_set_visible (self->below, is_narrow);
      if (is_narrow)
        gtk_widget_add_css_class (widget, "narrow");
      else
        gtk_widget_remove_css_class (widget, "narrow");
    }
  if (gtk_widget_has_css_class (self->side, "large") != (width >= LARGE))
    {
      if (width >= LARGE)
        gtk_widget_add_css_class (self->side, "large");
      else
        gtk_widget_remove_css_class (self->side, "large");
    }
  GTK_WIDGET_CLASS (foyer_check_in_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static gboolean
foyer_check_in_window_close_request (GtkWindow *window)
{
  FoyerCheckInWindow *self = FOYER_CHECK_IN_WINDOW (window);
  int width;
  int height;

  foyer_check_in_window_close_popovers (self);
  gtk_window_get_default_size (window, &width, &height);
  if (!gtk_window_is_fullscreen (window) && !gtk_window_is_maximized (window))
    g_settings_set (self->settings, "check-in-window-size", "(ii)", width, height);
  return GTK_WINDOW_CLASS (foyer_check_in_window_parent_class)->close_request (window);
}

static void
foyer_check_in_window_dispose (GObject *object)
{
  FoyerCheckInWindow *self = FOYER_CHECK_IN_WINDOW (object);

  g_clear_handle_id (&self->ready_source, g_source_remove);
  g_clear_handle_id (&self->pending_source, g_source_remove);
  g_clear_pointer (&self->pending, g_free);
  foyer_check_in_window_set_sync (self, NULL);
  g_clear_object (&self->reader);
  g_clear_object (&self->door);
  g_clear_object (&self->prints);
  g_clear_object (&self->sound);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (foyer_check_in_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/checkin/foyer-check-in-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, event_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, entrance_name);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, entrance_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, counts_below);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, direction);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, below);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, prints_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, sync_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, clock_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, test_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, exit_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, view);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, search);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, side);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, scans_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerCheckInWindow, scans);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, questions_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_cb);
  gtk_widget_class_bind_template_callback (widget_class, scan_activated_cb);
}

static void
foyer_check_in_window_class_init (FoyerCheckInWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_check_in_window_dispose;
  widget_class->size_allocate = foyer_check_in_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_check_in_window_close_request;
  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_DOOR_PANES);
  g_type_ensure (FOYER_TYPE_DOOR_SEARCH);
  g_type_ensure (FOYER_TYPE_PRINTS_BUTTON);
  g_type_ensure (FOYER_TYPE_SYNC_BUTTON);
  g_type_ensure (FOYER_TYPE_VERDICT_VIEW);
  bind_template (widget_class);
  foyer_check_in_window_bind_keys (widget_class);
}

static void
foyer_check_in_window_init (FoyerCheckInWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_door_search_set_idle_child (self->search, GTK_WIDGET (self->scans_stack));
  foyer_banner_set_style (self->test_banner, FOYER_BANNER_WARNING);
  foyer_banner_set_style (self->clock_banner, FOYER_BANNER_ERROR);
  self->reason = FOYER_REASON_POPOVER (foyer_reason_popover_new ());
  self->walk_in = FOYER_WALK_IN_POPOVER (foyer_walk_in_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->reason), GTK_WIDGET (self->view));
  gtk_widget_set_parent (GTK_WIDGET (self->walk_in), GTK_WIDGET (self->view));
  g_signal_connect_object (self->walk_in, "unmap", G_CALLBACK (popover_gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reason, "unmap", G_CALLBACK (popover_gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
  self->sound = foyer_door_sound_new ();
  self->reader = foyer_scan_reader_new (GTK_WINDOW (self));
  g_signal_connect_object (self->reader, "scanned", G_CALLBACK (scanned_cb), self, 0);
  g_signal_connect_object (self->reader, "typed", G_CALLBACK (typed_cb), self, 0);
}

static void
show_clock (FoyerCheckInWindow *self)
{
  g_autofree char *problem = foyer_sync_text_clock_problem (self->sync);

  foyer_banner_set_title (self->clock_banner, problem != NULL ? problem : "");
}

void
foyer_check_in_window_set_sync (FoyerCheckInWindow *self,
                                FoyerSyncDesk      *desk)
{
  g_return_if_fail (FOYER_IS_CHECK_IN_WINDOW (self));

  if (self->sync == desk)
    return;
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, desk);
  if (desk == NULL)
    return;
  foyer_sync_button_set_desk (self->sync_button, desk);
  g_signal_connect_object (desk, "news", G_CALLBACK (show_clock), self, G_CONNECT_SWAPPED);
  show_clock (self);
}

GtkWidget *
foyer_check_in_window_new (GtkApplication  *application,
                           FoyerReplica    *replica,
                           GSettings       *settings,
                           const FoyerUuid *event_id)
{
  FoyerCheckInWindow *self;
  int width;
  int height;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_CHECK_IN_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  self->door = foyer_door_new (replica, event_id);
  self->prints = foyer_print_desk_ref (replica, event_id, settings);
  foyer_prints_button_set_desk (self->prints_button, self->prints);
  g_settings_bind (settings, "sounds", self->sound, "enabled", G_SETTINGS_BIND_GET);
  g_settings_get (settings, "check-in-window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  foyer_door_search_set_door (self->search, self->door);
  restore_entrance (self);
  foyer_check_in_window_add_actions (self);
  g_signal_connect_object (self->door, "answered", G_CALLBACK (answered_cb), self, 0);
  g_signal_connect_object (self->door, "not-undone", G_CALLBACK (not_undone_cb), self, 0);
  g_signal_connect_object (self->door, "waiting", G_CALLBACK (show_waiting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->door, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  load_recent (self, event_id);
  update (self);
  return GTK_WIDGET (self);
}
