/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-panel.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "foyer-answer-row.h"
#include "foyer-answers.h"
#include "foyer-attendee-edit.h"
#include "foyer-attendee-text.h"
#include "foyer-attendee-timeline.h"
#include "foyer-event-store.h"
#include "foyer-kept-entry.h"
#include "foyer-message-row.h"
#include "foyer-panel-scroll.h"
#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-text.h"
#include "foyer-time.h"
#include "foyer-toast.h"

struct _FoyerAttendeePanel
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkWidget *status_box;
  GtkImage *status_icon;
  GtkLabel *status_label;
  GtkWidget *check_in_button;
  GtkWidget *name_row;
  FoyerMessageRow *name_message;
  GtkWidget *email_row;
  FoyerMessageRow *email_message;
  GtkWidget *company_row;
  AdwComboRow *tier_row;
  GtkStringList *tier_names;
  GtkWidget *notes_row;
  AdwPreferencesGroup *answers_group;
  AdwActionRow *order_row;
  AdwActionRow *code_row;
  GtkBox *history_box;
  GtkButton *cancel_button;

  FoyerReplica *replica; /* (owned) (nullable) */
  FoyerUuid event_id;
  GTimeZone *zone; /* (owned) (nullable) */
  gint64 key;
  FoyerTicket *ticket;    /* (owned) (nullable) */
  GPtrArray *tiers;       /* (owned) (nullable) (element-type FoyerTier) */
  GPtrArray *answer_rows; /* (owned) (element-type AdwEntryRow) */
  FoyerAttendance attendance;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (FoyerAttendeePanel, foyer_attendee_panel, GTK_TYPE_WIDGET)

static void
forget_edits (FoyerAttendeePanel *self)
{
  GtkWidget *rows[] = { self->name_row, self->email_row, self->company_row, self->notes_row };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    foyer_kept_entry_forget (rows[i]);
}

/* Escape in a field that is being edited takes the edit back; in another it goes on and closes the
 * panel. */
static gboolean
revert_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  return foyer_kept_entry_revert (widget) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
validate (FoyerAttendeePanel *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  const char *email = gtk_editable_get_text (GTK_EDITABLE (self->email_row));
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  gboolean has_name = *stripped != '\0';
  gboolean has_email = *email == '\0' || foyer_email_is_valid (email);

  foyer_message_row_set_error (self->name_message, self->name_row,
                               has_name ? NULL : _ ("Somebody needs a name."));
  foyer_message_row_set_error (self->email_message, self->email_row,
                               has_email ? NULL : _ ("This is not an e-mail address yet."));
  return has_name && has_email;
}

static void
edited_cb (FoyerAttendeePanel *self)
{
  if (!self->is_filling)
    validate (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAttendeePanel) self = data;
  g_autoptr (GError) error = NULL;
  gint64 change_set = foyer_attendee_edit_finish (FOYER_REPLICA (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (change_set < 0)
    foyer_show_toast (GTK_WIDGET (self), error->message);
  else if (change_set > 0)
    foyer_show_undo_toast (GTK_WIDGET (self), _ ("Attendee changed"), change_set);
  if (change_set < 0)
    foyer_attendee_panel_reload (self);
}

static void
save (FoyerAttendeePanel *self, const FoyerAttendeeEdit *edit)
{
  foyer_attendee_edit_async (self->replica, edit, saved_cb, g_object_ref (self));
}

static void
apply_cb (FoyerAttendeePanel *self, GtkWidget *row)
{
  static const char *const columns[] = { "attendee_name", "attendee_email", "company", "notes" };
  GtkWidget *rows[] = { self->name_row, self->email_row, self->company_row, self->notes_row };
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  FoyerAttendeeEdit edit = { .key = self->key, .text = text };

  if (!validate (self))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i] == row)
      edit.column = columns[i];
  foyer_kept_entry_keep (row, NULL);
  save (self, &edit);
}

/* The panel may say nothing where the question wants an answer: it is not the door. */
static void
apply_answer_cb (FoyerAttendeePanel *self, GtkWidget *row)
{
  g_autofree char *answer = NULL;
  FoyerAttendeeEdit edit = { .key = self->key };

  if (!foyer_answer_row_read (row, &answer) &&
      (!foyer_answer_row_is_entry (row) || *gtk_editable_get_text (GTK_EDITABLE (row)) != '\0'))
    return;
  edit.question_code = g_object_get_data (G_OBJECT (row), "question-code");
  edit.text = answer != NULL ? answer : "";
  if (foyer_answer_row_is_entry (row))
    foyer_kept_entry_keep (row, edit.text);
  save (self, &edit);
}

static void
choose_answer_cb (FoyerAttendeePanel *self, GParamSpec *pspec, GtkWidget *row)
{
  if (!self->is_filling)
    apply_answer_cb (self, row);
}

static void
tier_cb (FoyerAttendeePanel *self)
{
  guint selected = adw_combo_row_get_selected (self->tier_row);
  FoyerAttendeeEdit edit = { .key = self->key };

  if (self->is_filling || self->tiers == NULL || selected >= self->tiers->len)
    return;
  edit.tier_id = ((const FoyerTier *) self->tiers->pdata[selected])->row.id;
  save (self, &edit);
}

static void
copy_code_cb (FoyerAttendeePanel *self)
{
  if (self->ticket == NULL || self->ticket->qr_code == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->ticket->qr_code);
  foyer_show_toast (GTK_WIDGET (self), _ ("Code copied"));
}

static void
show_status (FoyerAttendeePanel *self, const FoyerOrder *order)
{
  const FoyerTicket *ticket = self->ticket;
  FoyerAttendance attendance = foyer_attendance_of (ticket, order);
  gint64 time =
      attendance == FOYER_ATTENDANCE_LEFT ? ticket->check_out_time : ticket->check_in_time;
  const char *word = foyer_attendance_word (attendance);
  g_autofree char *text = NULL;

  if (self->attendance < FOYER_N_ATTENDANCES)
    gtk_widget_remove_css_class (self->status_box, foyer_attendance_style (self->attendance));
  gtk_widget_add_css_class (self->status_box, foyer_attendance_style (attendance));
  self->attendance = attendance;
  if (attendance == FOYER_ATTENDANCE_INSIDE || attendance == FOYER_ATTENDANCE_LEFT)
    {
      g_autofree char *when = foyer_time_format_short (time, self->zone, foyer_time_now ());

      /* Translators: “Checked in, 18:42”. */
      text = g_strdup_printf (_ ("%s, %s"), word, when);
    }
  else
    text = g_strdup (word);
  gtk_image_set_from_icon_name (self->status_icon, foyer_attendance_icon (attendance));
  gtk_label_set_label (self->status_label, text);
  gtk_widget_set_visible (self->check_in_button, attendance == FOYER_ATTENDANCE_EXPECTED ||
                                                     attendance == FOYER_ATTENDANCE_LEFT);
  if (attendance == FOYER_ATTENDANCE_CANCELLED)
    {
      gtk_button_set_label (self->cancel_button, _ ("_Restore Ticket"));
      gtk_widget_remove_css_class (GTK_WIDGET (self->cancel_button), "destructive-action");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->cancel_button), "page.panel-restore");
    }
  else
    {
      gtk_button_set_label (self->cancel_button, _ ("_Cancel Ticket"));
      gtk_widget_add_css_class (GTK_WIDGET (self->cancel_button), "destructive-action");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->cancel_button), "page.panel-cancel");
    }
}

static void
show_tiers (FoyerAttendeePanel *self)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  self->tiers =
      foyer_event_store_tiers (foyer_replica_get_reader (self->replica), &self->event_id, NULL);
  gtk_string_list_splice (self->tier_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->tier_names)), NULL);
  for (guint i = 0; self->tiers != NULL && i < self->tiers->len; i++)
    {
      const FoyerTier *tier = self->tiers->pdata[i];

      gtk_string_list_append (self->tier_names, tier->name);
      if (foyer_uuid_equal (&tier->row.id, &self->ticket->tier_id))
        selected = i;
    }
  adw_combo_row_set_selected (self->tier_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->tier_row), self->tiers != NULL && self->tiers->len > 0);
}

static gboolean
has_same_questions (FoyerAttendeePanel *self, GPtrArray *questions)
{
  if (questions->len != self->answer_rows->len)
    return FALSE;
  for (guint i = 0; i < questions->len; i++)
    if (foyer_row_diff (foyer_answer_row_get_question (self->answer_rows->pdata[i]),
                        questions->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
make_answer_rows (FoyerAttendeePanel *self, GPtrArray *questions)
{
  for (guint i = 0; i < self->answer_rows->len; i++)
    adw_preferences_group_remove (self->answers_group, self->answer_rows->pdata[i]);
  g_ptr_array_set_size (self->answer_rows, 0);
  for (guint i = 0; i < questions->len; i++)
    {
      const FoyerQuestion *question = questions->pdata[i];
      GtkWidget *row = foyer_answer_row_new (question);

      g_object_set_data_full (G_OBJECT (row), "question-code", g_strdup (question->code), g_free);
      if (foyer_answer_row_is_entry (row))
        {
          adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
          g_signal_connect_object (row, "apply", G_CALLBACK (apply_answer_cb), self,
                                   G_CONNECT_SWAPPED);
        }
      else
        g_signal_connect_object (row, foyer_answer_row_get_choice_signal (row),
                                 G_CALLBACK (choose_answer_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->answers_group, row);
      g_ptr_array_add (self->answer_rows, row);
    }
}

static void
show_answers (FoyerAttendeePanel *self)
{
  g_autoptr (GPtrArray) questions =
      foyer_event_store_questions (foyer_replica_get_reader (self->replica), &self->event_id, NULL);

  if (questions != NULL && !has_same_questions (self, questions))
    make_answer_rows (self, questions);
  for (guint i = 0; i < self->answer_rows->len; i++)
    {
      GtkWidget *row = self->answer_rows->pdata[i];
      g_autofree char *answer = foyer_answers_dup (
          self->ticket->answers, g_object_get_data (G_OBJECT (row), "question-code"));

      if (foyer_answer_row_is_entry (row))
        foyer_kept_entry_fill (row, answer);
      else
        foyer_answer_row_set_answer (row, answer);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->answers_group), self->answer_rows->len > 0);
}

static void
show_ticket (FoyerAttendeePanel *self)
{
  FoyerDatabase *reader = foyer_replica_get_reader (self->replica);
  const FoyerTicket *ticket = self->ticket;
  g_autoptr (FoyerOrder) order = NULL;

  if (!foyer_uuid_is_nil (&ticket->order_id))
    order = foyer_row_store_find (reader, &FOYER_ORDER_TYPE, &ticket->order_id, NULL);
  self->is_filling = TRUE;
  adw_avatar_set_text (self->avatar, ticket->attendee_name);
  gtk_label_set_label (self->name_label, ticket->attendee_name);
  show_status (self, order);
  foyer_kept_entry_fill (self->name_row, ticket->attendee_name);
  foyer_kept_entry_fill (self->email_row, ticket->attendee_email);
  foyer_kept_entry_fill (self->company_row, ticket->company);
  foyer_kept_entry_fill (self->notes_row, ticket->notes);
  show_tiers (self);
  show_answers (self);
  gtk_widget_set_visible (GTK_WIDGET (self->order_row), order != NULL);
  if (order != NULL)
    {
      g_autofree char *event = foyer_uuid_to_string (&self->event_id);

      adw_action_row_set_subtitle (self->order_row, order->order_number);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->order_row), "(sx)", event,
                                        order->row.key);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->order_row), "win.show-order");
    }
  adw_action_row_set_subtitle (self->code_row, ticket->qr_code != NULL ? ticket->qr_code : "");
  foyer_attendee_timeline_fill (self->history_box, reader, ticket, self->zone);
  self->is_filling = FALSE;
  validate (self);
}

static void
foyer_attendee_panel_dispose (GObject *object)
{
  FoyerAttendeePanel *self = FOYER_ATTENDEE_PANEL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->ticket, foyer_ticket_free);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_clear_pointer (&self->answer_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_attendee_panel_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/attendees/foyer-attendee-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, avatar);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, name_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, status_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, status_icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, status_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, check_in_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, email_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, email_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, company_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, tier_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, tier_names);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, notes_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, answers_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, order_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, code_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, history_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeePanel, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, tier_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_code_cb);
}

static void
foyer_attendee_panel_class_init (FoyerAttendeePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_attendee_panel_dispose;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, revert_cb, NULL);
}

static void
foyer_attendee_panel_init (FoyerAttendeePanel *self)
{
  self->attendance = FOYER_N_ATTENDANCES;
  self->answer_rows = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_attendee_panel_set_event (FoyerAttendeePanel *self,
                                FoyerReplica *replica,
                                const FoyerUuid *event_id,
                                GTimeZone *zone)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_PANEL (self));

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->zone = g_time_zone_ref (zone);
}

void
foyer_attendee_panel_set_key (FoyerAttendeePanel *self, gint64 key)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_PANEL (self));

  if (self->key == key)
    return;
  self->key = key;
  forget_edits (self);
  for (guint i = 0; i < self->answer_rows->len; i++)
    foyer_kept_entry_forget (self->answer_rows->pdata[i]);
  foyer_panel_scroll_to_top (self->scroller);
  foyer_attendee_panel_reload (self);
}

gint64
foyer_attendee_panel_get_key (FoyerAttendeePanel *self)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_PANEL (self), 0);

  return self->key;
}

void
foyer_attendee_panel_reload (FoyerAttendeePanel *self)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_PANEL (self));

  g_clear_pointer (&self->ticket, foyer_ticket_free);
  if (self->key == 0)
    return;
  self->ticket = foyer_row_store_get (foyer_replica_get_reader (self->replica), &FOYER_TICKET_TYPE,
                                      self->key, NULL);
  if (self->ticket != NULL)
    show_ticket (self);
}
