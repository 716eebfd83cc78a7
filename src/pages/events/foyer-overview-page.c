/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-overview-page.h"

#include "foyer-cancelled-group.h"
#include "foyer-card.h"
#include "foyer-check-in-store.h"
#include "foyer-conflict-report.h"
#include "foyer-conflict.h"
#include "foyer-even-box.h"
#include "foyer-event-digest.h"
#include "foyer-event-pictures.h"
#include "foyer-event-text.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-status-pills.h"
#include "foyer-time.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define COVER_SIDE       1200
#define N_RECENT         6
#define RECOUNT_DELAY_MS 300
#define SOON             (2 * G_TIME_SPAN_DAY)

struct _FoyerOverviewPage
{
  GtkWidget parent_instance;

  GtkPicture *cover;
  GtkLabel *title_label;
  FoyerStatusPills *pills;
  GtkLabel *when_label;
  GtkLabel *where_label;
  GtkWidget *publish_button;
  GtkWidget *check_in_button;
  GtkWidget *import_button;
  FoyerCard *attendees_card;
  FoyerCard *arrived_card;
  FoyerCard *unpaid_card;
  FoyerCard *badges_card;
  FoyerCancelledGroup *cancelled_group;
  GtkWidget *attention_group;
  GtkListBox *attention_list;
  GtkWidget *recent_group;
  GtkListBox *recent_list;

  FoyerReplica *replica;        /* (owned) */
  FoyerEventPictures *pictures; /* (owned) */
  FoyerRoster *roster;   /* (owned) */
  FoyerEvent *event;     /* (owned) (nullable) */
  FoyerUuid event_id;
  GCancellable *cancellable; /* (owned) */
  guint recount_source;
  gboolean has_guests;
  gboolean is_counting;
  gboolean counts_again; /* something changed while it was counting */
};

G_DEFINE_FINAL_TYPE (FoyerOverviewPage, foyer_overview_page, GTK_TYPE_WIDGET)

static void recount (FoyerOverviewPage *self);

static char *
format_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

static gboolean
is_to_publish (const FoyerEvent *event)
{
  return event->status == FOYER_EVENT_DRAFT && event->end_date > foyer_time_now ();
}

static void
set_suggested (GtkWidget *button, gboolean is_suggested)
{
  if (is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

/* The one suggested action is the next step: to publish, then the guests, then the door. */
static void
show_next_step (FoyerOverviewPage *self)
{
  gboolean publishes = is_to_publish (self->event);
  gboolean is_on = self->event->status != FOYER_EVENT_CANCELLED;

  gtk_widget_set_visible (self->publish_button, publishes);
  set_suggested (self->import_button, is_on && !publishes && !self->has_guests);
  set_suggested (self->check_in_button, is_on && !publishes && self->has_guests);
}

static void
show_cover (FoyerOverviewPage *self)
{
  g_autoptr (GdkPaintable) cover =
      foyer_event_pictures_show (self->pictures, &self->event->cover_image_id);

  gtk_picture_set_paintable (self->cover, cover);
  gtk_widget_set_visible (GTK_WIDGET (self->cover), cover != NULL);
}

static void
show_event (FoyerOverviewPage *self)
{
  g_autofree char *when = NULL;
  g_autofree char *where = NULL;
  const char *venue;
  const char *address;

  g_clear_pointer (&self->event, foyer_event_free);
  self->event = foyer_row_store_find (foyer_replica_get_reader (self->replica), &FOYER_EVENT_TYPE,
                                      &self->event_id, NULL);
  if (self->event == NULL)
    return;

  show_cover (self);
  venue = self->event->venue_name;
  address = self->event->venue_address;
  when = foyer_event_text_when (self->event, foyer_time_now ());
  where = venue != NULL && address != NULL ? g_strdup_printf ("%s · %s", venue, address)
                                           : g_strdup (venue != NULL ? venue : address);
  gtk_label_set_label (self->title_label, self->event->title != NULL ? self->event->title : "");
  gtk_label_set_label (self->when_label, when);
  gtk_label_set_label (self->where_label, where != NULL ? where : "");
  gtk_widget_set_visible (GTK_WIDGET (self->where_label), where != NULL);
  foyer_status_pills_set_event (self->pills, self->event, foyer_time_now ());
  show_next_step (self);
}

static void
show_cards (FoyerOverviewPage *self, const FoyerEventDigest *digest)
{
  gint64 going = foyer_event_digest_get_going (digest);
  gint64 arrived = foyer_event_digest_get_arrived (digest);
  gint64 unpaid = digest->counts.by_state[FOYER_ATTENDANCE_UNPAID];
  gint64 left = digest->counts.by_state[FOYER_ATTENDANCE_LEFT];
  gint64 printed = going - digest->n_unprinted;
  g_autofree char *going_text = format_number (going);
  g_autofree char *arrived_text = format_number (arrived);
  g_autofree char *unpaid_text = format_number (unpaid);
  g_autofree char *printed_text = format_number (printed);
  g_autofree char *capacity = NULL;
  g_autofree char *to_come = NULL;
  g_autofree char *to_print = NULL;
  gboolean has_capacity = self->event->capacity != FOYER_NONE && self->event->capacity > 0;

  if (has_capacity)
    capacity = g_strdup_printf (_ ("of %'d places"), (int) self->event->capacity);
  else if (digest->counts.by_state[FOYER_ATTENDANCE_CANCELLED] > 0)
    capacity = g_strdup_printf (ngettext ("and %'d cancelled", "and %'d cancelled",
                                          digest->counts.by_state[FOYER_ATTENDANCE_CANCELLED]),
                                (int) digest->counts.by_state[FOYER_ATTENDANCE_CANCELLED]);
  if (left > 0)
    to_come = g_strdup_printf (_ ("%'d to come, %'d left"), (int) (going - arrived), (int) left);
  else
    to_come = g_strdup_printf (_ ("%'d to come"), (int) (going - arrived));
  to_print = g_strdup_printf (_ ("%'d to print"), (int) digest->n_unprinted);

  foyer_card_set (self->attendees_card, going_text, capacity,
                  has_capacity ? (double) going / self->event->capacity : -1);
  foyer_card_set (self->arrived_card, arrived_text, to_come,
                  going > 0 ? (double) arrived / going : -1);
  foyer_card_set (self->unpaid_card, unpaid_text,
                  unpaid > 0 ? _ ("wait for payment") : _ ("All is paid"), -1);
  foyer_card_set (self->badges_card, printed_text, to_print,
                  going > 0 ? (double) printed / going : -1);

  self->has_guests = going > 0;
  show_next_step (self);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_attention (FoyerOverviewPage *self,
               const char *icon,
               const char *title,
               const char *subtitle,
               const char *action)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_icon_name (row, icon);
  if (action != NULL)
    {
      adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), action);
    }
  gtk_list_box_append (self->attention_list, GTK_WIDGET (row));
}

static void
show_tier_attention (FoyerOverviewPage *self, const FoyerEventDigest *digest)
{
  for (guint i = 0; i < digest->tiers->len; i++)
    {
      const FoyerTierDigest *tier = &g_array_index (digest->tiers, FoyerTierDigest, i);
      g_autofree char *title = NULL;

      if (tier->total == FOYER_NONE || tier->sold < tier->total)
        continue;
      title = tier->sold == tier->total ? g_strdup_printf (_ ("“%s” is sold out"), tier->name)
                                        : g_strdup_printf (_ ("“%s” is oversold"), tier->name);
      if (tier->sold > tier->total)
        {
          g_autofree char *more = g_strdup_printf (ngettext ("%d ticket more than the tier has.",
                                                             "%d tickets more than the tier has.",
                                                             tier->sold - tier->total),
                                                   (int) (tier->sold - tier->total));

          add_attention (self, "dialog-warning-symbolic", title, more, "win.edit-event");
        }
      else
        add_attention (self, "foyer-badge-symbolic", title, NULL, "win.edit-event");
    }
}

static void
show_attention (FoyerOverviewPage *self, const FoyerEventDigest *digest)
{
  gint64 now = foyer_time_now ();
  gint64 going = foyer_event_digest_get_going (digest);
  gint64 unpaid = digest->counts.by_state[FOYER_ATTENDANCE_UNPAID];
  gboolean is_soon = self->event->start_date - now < SOON && self->event->end_date > now;

  clear_list (self->attention_list);
  if (self->event->status == FOYER_EVENT_DRAFT && is_soon)
    add_attention (self, "document-edit-symbolic", _ ("The event is still a draft"),
                   _ ("Check-in works all the same."), "win.publish-event");
  /* Whoever begins with an event looks for where to go on. */
  if (digest->tiers->len == 0 && going == 0 && self->event->end_date > now)
    add_attention (self, "foyer-ticket-symbolic", _ ("There are no tickets yet"),
                   _ ("Add tiers to sell some, or import a list of guests."),
                   "win.show-page('tickets')");
  if (self->event->capacity != FOYER_NONE && going > self->event->capacity)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%d ticket more than the place holds.",
                                                         "%d tickets more than the place holds.",
                                                         going - self->event->capacity),
                                               (int) (going - self->event->capacity));

      add_attention (self, "dialog-warning-symbolic", _ ("More tickets than places"), more,
                     "win.edit-event");
    }
  if (digest->n_conflicts > 0)
    {
      g_autofree char *title = foyer_conflict_count_text (digest->n_conflicts);
      g_autofree char *id = foyer_uuid_to_string (&self->event_id);
      g_autofree char *action = g_strdup_printf ("win.show-conflicts('%s')", id);

      add_attention (self, "dialog-warning-symbolic", title,
                     _ ("Desks that were apart did what contradicts each other."), action);
    }
  if (unpaid > 0)
    {
      g_autofree char *title = g_strdup_printf (
          ngettext ("%d ticket is not paid", "%d tickets are not paid", unpaid), (int) unpaid);

      add_attention (self, "foyer-unpaid-symbolic", title, _ ("The door will ask for payment."),
                     "win.filter-attendees('unpaid')");
    }
  show_tier_attention (self, digest);
  if (digest->n_unprinted > 0 && is_soon && digest->n_unprinted < going)
    {
      g_autofree char *title =
          g_strdup_printf (ngettext ("%d badge is not printed yet", "%d badges are not printed yet",
                                     digest->n_unprinted),
                           (int) digest->n_unprinted);

      add_attention (self, "printer-symbolic", title, NULL, "win.print-new-badges");
    }
  gtk_widget_set_visible (self->attention_group,
                          gtk_list_box_get_row_at_index (self->attention_list, 0) != NULL);
}

static void
add_recent (FoyerOverviewPage *self, const FoyerCheckIn *check_in, GTimeZone *zone)
{
  FoyerDatabase *db = foyer_replica_get_reader (self->replica);
  g_autoptr (FoyerTicket) ticket =
      foyer_row_store_find (db, &FOYER_TICKET_TYPE, &check_in->ticket_id, NULL);
  g_autoptr (FoyerCheckInList) list =
      foyer_row_store_find (db, &FOYER_CHECK_IN_LIST_TYPE, &check_in->list_id, NULL);
  g_autofree char *time = foyer_event_text_time (check_in->time, zone);
  g_autofree char *subtitle = NULL;
  AdwActionRow *row;
  GtkWidget *label;

  if (ticket == NULL)
    return;
  row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 ticket->attendee_name != NULL && *ticket->attendee_name != '\0'
                                     ? ticket->attendee_name
                                     : _ ("Guest without a name"));
  if (ticket->company != NULL && list != NULL)
    subtitle = g_strdup_printf ("%s · %s", ticket->company, list->name);
  else
    subtitle = g_strdup (ticket->company != NULL ? ticket->company
                         : list != NULL          ? list->name
                                                 : NULL);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_icon_name (row, check_in->direction == FOYER_DIRECTION_EXIT
                                         ? "go-previous-symbolic"
                                         : "object-select-symbolic");
  label = gtk_label_new (time);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (row, label);
  gtk_list_box_append (self->recent_list, GTK_WIDGET (row));
}

static void
show_recent (FoyerOverviewPage *self)
{
  const FoyerUuid every_list = { { 0 } };
  g_autoptr (GPtrArray) recent = foyer_check_in_store_recent (
      foyer_replica_get_reader (self->replica), &self->event_id, &every_list, 4 * N_RECENT, NULL);
  g_autoptr (GTimeZone) zone = foyer_event_text_load_zone (self->event);
  guint n_shown = 0;

  clear_list (self->recent_list);
  for (guint i = 0; recent != NULL && i < recent->len && n_shown < N_RECENT; i++)
    {
      const FoyerCheckIn *check_in = recent->pdata[i];

      /* The refused are the door's business. */
      if ((foyer_verdict_is_entry (check_in->verdict) ||
           check_in->verdict == FOYER_VERDICT_EXITED) &&
          check_in->direction != FOYER_DIRECTION_UNDO && !foyer_uuid_is_nil (&check_in->ticket_id))
        {
          add_recent (self, check_in, zone);
          n_shown++;
        }
    }
  gtk_widget_set_visible (self->recent_group,
                          gtk_list_box_get_row_at_index (self->recent_list, 0) != NULL);
}

/* Counting
 * ---------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerRoster *roster; /* (owned) */
  char *path;          /* (owned) */
  FoyerUuid event_id;
} CountJob;

static void
count_job_free (gpointer data)
{
  CountJob *job = data;

  g_object_unref (job->roster);
  g_free (job->path);
  g_free (job);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CountJob *job = data;
  GError *error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (job->path, FOYER_DATABASE_READ_ONLY, &error);
  FoyerEventDigest *digest =
      db != NULL ? foyer_event_digest_new (job->roster, db, &job->event_id, &error) : NULL;

  if (digest != NULL)
    g_task_return_pointer (task, digest, (GDestroyNotify) foyer_event_digest_free);
  else
    g_task_return_error (task, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerOverviewPage *self = FOYER_OVERVIEW_PAGE (source);
  g_autoptr (FoyerEventDigest) digest = g_task_propagate_pointer (G_TASK (result), NULL);

  self->is_counting = FALSE;
  if (digest == NULL || self->event == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  show_cards (self, digest);
  show_attention (self, digest);
  show_recent (self);
  if (self->counts_again)
    recount (self);
}

static void
count (FoyerOverviewPage *self)
{
  g_autoptr (GTask) task = NULL;
  CountJob *job;

  if (self->is_counting)
    {
      self->counts_again = TRUE;
      return;
    }
  self->is_counting = TRUE;
  self->counts_again = FALSE;
  job = g_new0 (CountJob, 1);
  job->roster = g_object_ref (self->roster);
  job->path = g_strdup (foyer_replica_get_path (self->replica));
  job->event_id = self->event_id;
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_source_tag (task, count);
  g_task_set_task_data (task, job, count_job_free);
  g_task_run_in_thread (task, count_in_thread);
}

static gboolean
recount_cb (gpointer data)
{
  FoyerOverviewPage *self = data;

  self->recount_source = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

/* However fast the door scans, the page counts three times a second at most. */
static void
recount (FoyerOverviewPage *self)
{
  if (self->recount_source == 0 && foyer_roster_is_ready (self->roster))
    self->recount_source = g_timeout_add (RECOUNT_DELAY_MS, recount_cb, self);
}

static void
ready_cb (FoyerOverviewPage *self)
{
  if (foyer_roster_is_ready (self->roster))
    count (self);
}

static void
replica_changed_cb (FoyerOverviewPage *self, FoyerChanges *changes)
{
  gboolean is_event = foyer_changes_touch (changes, &FOYER_EVENT_TYPE) ||
                      foyer_changes_touch (changes, &FOYER_TIER_TYPE);

  if (is_event)
    show_event (self);
  if (is_event || foyer_changes_touch (changes, &FOYER_TICKET_TYPE) ||
      foyer_changes_touch (changes, &FOYER_CHECK_IN_TYPE) ||
      foyer_changes_touch (changes, &FOYER_CONFLICT_TYPE) ||
      foyer_changes_touch (changes, &FOYER_ORDER_TYPE))
    recount (self);
}

static void
foyer_overview_page_dispose (GObject *object)
{
  FoyerOverviewPage *self = FOYER_OVERVIEW_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_cancellable_cancel (self->cancellable);
  /* A count that still runs keeps the page a little longer. */
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  if (self->roster != NULL)
    g_signal_handlers_disconnect_by_data (self->roster, self);
  g_clear_handle_id (&self->recount_source, g_source_remove);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->roster);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_overview_page_parent_class)->dispose (object);
}

static void
foyer_overview_page_finalize (GObject *object)
{
  FoyerOverviewPage *self = FOYER_OVERVIEW_PAGE (object);

  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_object (&self->pictures);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (foyer_overview_page_parent_class)->finalize (object);
}

static void
foyer_overview_page_class_init (FoyerOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_overview_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_overview_page_finalize;

  g_type_ensure (FOYER_TYPE_CANCELLED_GROUP);
  g_type_ensure (FOYER_TYPE_CARD);
  g_type_ensure (FOYER_TYPE_STATUS_PILLS);
  g_type_ensure (FOYER_TYPE_EVEN_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, pills);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, cover);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, when_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, where_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, publish_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, check_in_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, cancelled_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, attendees_card);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, arrived_card);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, unpaid_card);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, badges_card);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, attention_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, attention_list);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOverviewPage, recent_list);
}

static void
foyer_overview_page_init (FoyerOverviewPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_overview_page_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  FoyerOverviewPage *self = g_object_new (FOYER_TYPE_OVERVIEW_PAGE, NULL);

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->roster = foyer_replica_ref_roster (replica, event_id);
  foyer_cancelled_group_set_event (self->cancelled_group, replica, event_id);
  self->pictures = foyer_event_pictures_new (COVER_SIDE);
  foyer_event_pictures_load (self->pictures, replica, NULL);
  show_event (self);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->roster, "notify::is-ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);
  ready_cb (self);
  return GTK_WIDGET (self);
}
