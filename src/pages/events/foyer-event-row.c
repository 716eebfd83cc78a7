/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-row.h"

#include "foyer-event-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

#define N_TINTS 8

struct _FoyerEventRow
{
  GtkWidget parent_instance;

  GtkLabel *heading;
  GtkWidget *content;
  GtkWidget *tile;
  GtkPicture *cover;
  GtkLabel *month_label;
  GtkLabel *day_label;
  GtkLabel *title_label;
  GtkLabel *detail_label;
  GtkProgressBar *bar;
  GtkWidget *test_icon;

  FoyerEventItem *item; /* (owned) (nullable) */
  guint tint;
};

G_DEFINE_FINAL_TYPE (FoyerEventRow, foyer_event_row, GTK_TYPE_WIDGET)

enum
{
  CLICKED,
  MENU_ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_dates (gint64 n_dates)
{
  return g_strdup_printf (ngettext ("%'d date", "%'d dates", n_dates), (int) n_dates);
}

static char *
dup_count (const FoyerEvent *event, gint64 n_tickets)
{
  if (n_tickets < 0)
    return NULL;
  if (event->capacity != FOYER_NONE)
    /* Translators: tickets that are out, of how many fit in: “412 / 500”. */
    return g_strdup_printf (_ ("%'d / %'d"), (int) n_tickets, (int) event->capacity);
  if (n_tickets > 0)
    return g_strdup_printf (ngettext ("%'d guest", "%'d guests", n_tickets), (int) n_tickets);
  return NULL;
}

static void
show_date (FoyerEventRow *self, const FoyerEvent *event)
{
  g_autoptr (GTimeZone) zone = foyer_event_text_load_zone (event);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (event->start_date / G_USEC_PER_SEC);
  g_autoptr (GDateTime) start = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *month = start != NULL ? g_date_time_format (start, "%b") : NULL;
  g_autofree char *day = start != NULL ? g_date_time_format (start, "%-e") : NULL;

  gtk_label_set_label (self->month_label, month != NULL ? month : "");
  gtk_label_set_label (self->day_label, day != NULL ? day : "");
}

static void
show_tint (FoyerEventRow *self, guint tint)
{
  g_autofree char *before = g_strdup_printf ("tint-%u", self->tint);
  g_autofree char *after = g_strdup_printf ("tint-%u", tint);

  gtk_widget_remove_css_class (self->tile, before);
  gtk_widget_add_css_class (self->tile, after);
  self->tint = tint;
}

static void
show_heading (FoyerEventRow *self)
{
  gboolean is_first = foyer_event_item_is_first (self->item);

  gtk_label_set_label (self->heading,
                       foyer_event_group_to_title (foyer_event_item_get_group (self->item)));
  gtk_widget_set_visible (GTK_WIDGET (self->heading), is_first);
}

static void
show_item (FoyerEventRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const FoyerEvent *event = foyer_event_item_get_event (self->item);
  gint64 n_tickets = foyer_event_item_get_n_tickets (self->item);
  g_autofree char *when = foyer_event_text_when_short (event, foyer_time_now ());
  g_autofree char *count = foyer_event_item_get_n_dates (self->item) > 0
                               ? dup_dates (foyer_event_item_get_n_dates (self->item))
                               : dup_count (event, n_tickets);
  g_autofree char *detail =
      count != NULL ? g_strdup_printf ("%s · %s", when, count) : g_strdup (when);

  gtk_label_set_label (self->title_label, event->title != NULL ? event->title : "");
  if (event->status == FOYER_EVENT_CANCELLED)
    {
      g_autofree char *plain = g_steal_pointer (&detail);

      detail = g_strdup_printf ("%s · %s", foyer_event_text_status (event->status), plain);
    }
  gtk_label_set_label (self->detail_label, detail);
  show_date (self, event);
  show_tint (self, foyer_uuid_hash (&event->row.id) % N_TINTS);
  if (foyer_event_item_get_group (self->item) >= FOYER_EVENT_GROUP_PAST ||
      event->status == FOYER_EVENT_CANCELLED)
    gtk_widget_add_css_class (self->content, "past");
  else
    gtk_widget_remove_css_class (self->content, "past");
  gtk_widget_set_visible (self->test_icon, event->is_test);
  if (event->capacity != FOYER_NONE && event->capacity > 0)
    gtk_progress_bar_set_fraction (self->bar,
                                   CLAMP ((double) MAX (n_tickets, 0) / event->capacity, 0, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->bar),
                          event->capacity != FOYER_NONE && event->capacity > 0);
  show_heading (self);
  /* What has the focus is the list's own row around this. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent != NULL ? parent : GTK_WIDGET (self)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, event->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
}

/* A heading is no part of the row below it, which would look chosen while another event is open. */
static void
heading_pressed_cb (GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (FoyerEventRow *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
menu_cb (FoyerEventRow *self, int n_press, double x, double y)
{
  g_signal_emit (self, signals[MENU_ASKED], 0, x, y);
}

static void
long_press_cb (FoyerEventRow *self, double x, double y)
{
  g_signal_emit (self, signals[MENU_ASKED], 0, x, y);
}

static void
foyer_event_row_dispose (GObject *object)
{
  FoyerEventRow *self = FOYER_EVENT_ROW (object);
  GtkWidget *child;

  foyer_event_row_set_item (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_event_row_parent_class)->dispose (object);
}

static void
foyer_event_row_class_init (FoyerEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_event_row_dispose;

  signals[CLICKED] = g_signal_new ("clicked", FOYER_TYPE_EVENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[MENU_ASKED] =
      g_signal_new ("menu-asked", FOYER_TYPE_EVENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, heading);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, content);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, tile);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, cover);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, month_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, day_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRow, test_icon);
  gtk_widget_class_bind_template_callback (widget_class, heading_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
}

static void
foyer_event_row_init (FoyerEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_event_row_new (void)
{
  return g_object_new (FOYER_TYPE_EVENT_ROW, NULL);
}

FoyerEventItem *
foyer_event_row_get_item (FoyerEventRow *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_ROW (self), NULL);

  return self->item;
}

void
foyer_event_row_set_item (FoyerEventRow *self, FoyerEventItem *item)
{
  g_return_if_fail (FOYER_IS_EVENT_ROW (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::n-tickets", G_CALLBACK (show_item), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::is-first", G_CALLBACK (show_heading), self,
                           G_CONNECT_SWAPPED);
  show_item (self);
}

void
foyer_event_row_set_cover (FoyerEventRow *self, GdkPaintable *cover)
{
  g_return_if_fail (FOYER_IS_EVENT_ROW (self));

  gtk_picture_set_paintable (self->cover, cover);
  gtk_widget_set_visible (GTK_WIDGET (self->cover), cover != NULL);
}
