/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-sidebar.h"

#include "foyer-check-in.h"
#include "foyer-event-counts.h"
#include "foyer-event-item.h"
#include "foyer-event-pictures.h"
#include "foyer-event-row.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-series-store.h"
#include "foyer-ticket.h"
#include "foyer-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RELOAD_DELAY_MS 250
#define COVER_SIDE      96
#define MINUTE_SECONDS  60

struct _FoyerEventSidebar
{
  GtkWidget parent_instance;

  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkLabel *placeholder;
  GtkPopover *menu;

  FoyerReplica *replica;        /* (owned) (nullable) */
  FoyerEventPictures *pictures; /* (owned) covers, small */
  GCancellable *cancellable;    /* (owned) of the count that runs */
  GPtrArray *items;    /* (owned) (nullable) (element-type FoyerEventItem) in order, unfiltered */
  GListStore *shown;   /* (owned) (element-type FoyerEventItem) those that fit the search */
  GHashTable *counts;  /* (owned) (element-type FoyerUuid gint64) tickets of an event */
  char *folded_search; /* (owned) (nullable) */
  FoyerUuid selected;
  FoyerUuid selected_series; /* nil when it is no date of a series */
  gboolean shows_archived;
  guint reload_source; /* of the delay before a count */
  guint minute_source; /* today becomes yesterday */
};

G_DEFINE_FINAL_TYPE (FoyerEventSidebar, foyer_event_sidebar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_N_EVENTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const FoyerUuid *
get_id (FoyerEventItem *item)
{
  return &foyer_event_item_get_event (item)->row.id;
}

/* Another date of the series is shown. */
static gboolean
is_selected_series (FoyerEventSidebar *self, FoyerEventItem *item)
{
  return !foyer_uuid_is_nil (&self->selected_series) && foyer_event_item_get_n_dates (item) > 0 &&
         foyer_uuid_equal (&foyer_event_item_get_event (item)->series_id, &self->selected_series);
}

static void
show_selection (FoyerEventSidebar *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n_items && found == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (FoyerEventItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (foyer_uuid_equal (get_id (item), &self->selected) || is_selected_series (self, item))
        found = i;
    }
  gtk_single_selection_set_selected (self->selection, found);
}

/* Only what fits the search, with a heading where a group begins. Rows are made for what is in
 * sight alone. */
static void
show_items (FoyerEventSidebar *self)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  FoyerEventItem *before = NULL;

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      FoyerEventItem *item = self->items->pdata[i];

      if (!foyer_event_item_matches (item, self->folded_search))
        continue;
      foyer_event_item_set_first (item, before == NULL || foyer_event_item_get_group (before) !=
                                                              foyer_event_item_get_group (item));
      g_ptr_array_add (shown, item);
      before = item;
    }
  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                       shown->pdata, shown->len);
  gtk_label_set_label (self->placeholder, self->items != NULL && self->items->len > 0
                                              ? _ ("No event fits the search.")
                                              : _ ("No events yet."));
  gtk_stack_set_visible_child_name (self->stack, shown->len > 0 ? "list" : "empty");
  show_selection (self);
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return foyer_event_item_compare (*(const gpointer *) a, *(const gpointer *) b, NULL);
}

static gint64
get_known_count (FoyerEventSidebar *self, const FoyerUuid *event_id)
{
  gint64 *count = g_hash_table_lookup (self->counts, event_id);

  return count != NULL ? *count : -1;
}

/* The events are read at once, a thousand of them in a few milliseconds; how many have tickets is
 * counted on a thread, and shown when it is known. */
static gboolean
add_items (FoyerEventSidebar *self, GPtrArray *items, GPtrArray *events, gint64 now)
{
  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const FoyerEvent *event = events->pdata[i];

      g_ptr_array_add (items,
                       foyer_event_item_new (event, get_known_count (self, &event->row.id), now));
    }
  return TRUE;
}

/* A series is one row, however many dates it has: its next. */
static gboolean
add_series (FoyerEventSidebar *self, GPtrArray *items, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) heads =
      foyer_series_store_heads (foyer_replica_get_reader (self->replica), now, error);

  for (guint i = 0; heads != NULL && i < heads->len; i++)
    {
      const FoyerSeriesHead *head = heads->pdata[i];
      FoyerEventItem *item =
          foyer_event_item_new (head->next, get_known_count (self, &head->next->row.id), now);

      foyer_event_item_set_n_dates (item, head->n_dates);
      g_ptr_array_add (items, item);
    }
  return heads != NULL;
}

static void
load_events (FoyerEventSidebar *self)
{
  g_autoptr (GError) error = NULL;
  FoyerDatabase *db = foyer_replica_get_reader (self->replica);
  g_autoptr (GPtrArray) events = foyer_series_store_alone (db, &error);
  g_autoptr (GPtrArray) archived =
      events != NULL && self->shows_archived ? foyer_event_store_list_archived (db, &error) : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = foyer_time_now ();

  if (!add_items (self, items, events, now) || !add_series (self, items, now, &error) ||
      (self->shows_archived && !add_items (self, items, archived, now)))
    {
      gtk_label_set_label (self->placeholder, error->message);
      return;
    }
  g_ptr_array_sort (items, compare_pointers);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  show_items (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_EVENTS]);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerEventSidebar *self = FOYER_EVENT_SIDEBAR (source);
  g_autoptr (GHashTable) counts = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Cancelled by a newer count, or not to be had: what is shown stays. */
  if (counts == NULL || self->replica == NULL)
    return;
  g_hash_table_unref (self->counts);
  self->counts = g_steal_pointer (&counts);
  for (guint i = 0; i < self->items->len; i++)
    {
      FoyerEventItem *item = self->items->pdata[i];
      gint64 *count =
          g_hash_table_lookup (self->counts, &foyer_event_item_get_event (item)->row.id);

      foyer_event_item_set_n_tickets (item, count != NULL ? *count : 0);
    }
}

static void
count (FoyerEventSidebar *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_source_tag (task, count);
  g_task_set_task_data (task, g_strdup (foyer_replica_get_path (self->replica)), g_free);
  g_task_run_in_thread (task, foyer_event_counts_run);
}

static void
load (FoyerEventSidebar *self)
{
  load_events (self);
  if (self->items != NULL)
    count (self);
}

static gboolean
reload_cb (gpointer data)
{
  FoyerEventSidebar *self = data;

  self->reload_source = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

static gboolean
minute_cb (gpointer data)
{
  FoyerEventSidebar *self = data;
  gint64 now = foyer_time_now ();

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      FoyerEventItem *item = self->items->pdata[i];

      if (foyer_event_group_of (foyer_event_item_get_event (item), now) !=
          foyer_event_item_get_group (item))
        {
          load (self);
          break;
        }
    }
  return G_SOURCE_CONTINUE;
}

static void
replica_changed_cb (FoyerEventSidebar *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE))
    {
      g_clear_handle_id (&self->reload_source, g_source_remove);
      load (self);
    }
  /* A scan changes a ticket, but not how many there are. */
  else if (foyer_changes_touch (changes, &FOYER_TICKET_TYPE) &&
           !foyer_changes_touch (changes, &FOYER_CHECK_IN_TYPE) && self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

static void
open_item (FoyerEventSidebar *self, FoyerEventItem *item)
{
  char id[FOYER_UUID_STRING_SIZE];

  if (item == NULL)
    return;
  foyer_uuid_format (get_id (item), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-event", "s", id);
}

static void
activated_cb (FoyerEventSidebar *self, guint position)
{
  g_autoptr (FoyerEventItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  open_item (self, item);
}

static void
clicked_cb (FoyerEventSidebar *self, FoyerEventRow *row)
{
  open_item (self, foyer_event_row_get_item (row));
}

/* What the menu does is done to the event that is shown: it is brought first. */
static void
show_menu (FoyerEventSidebar *self, FoyerEventItem *item, GtkWidget *at, double x, double y)
{
  double left = x;
  double top = y;

  open_item (self, item);
  gtk_widget_translate_coordinates (at, GTK_WIDGET (self), x, y, &left, &top);
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle){ (int) left, (int) top, 1, 1 });
  gtk_popover_popup (self->menu);
}

static void
menu_asked_cb (FoyerEventSidebar *self, double x, double y, FoyerEventRow *row)
{
  show_menu (self, foyer_event_row_get_item (row), GTK_WIDGET (row), x, y);
}

static FoyerEventRow *
find_row (GtkWidget *list, FoyerEventItem *item)
{
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (FOYER_IS_EVENT_ROW (row) && foyer_event_row_get_item (FOYER_EVENT_ROW (row)) == item)
        return FOYER_EVENT_ROW (row);
    }
  return NULL;
}

/* By the keyboard: of the row with the focus, or the one that is selected. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerEventSidebar *self = FOYER_EVENT_SIDEBAR (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  FoyerEventItem *item = FOYER_IS_EVENT_ROW (child)
                             ? foyer_event_row_get_item (FOYER_EVENT_ROW (child))
                             : gtk_single_selection_get_selected_item (self->selection);
  FoyerEventRow *row = item != NULL ? find_row (GTK_WIDGET (self->list), item) : NULL;

  if (row != NULL)
    show_menu (self, item, GTK_WIDGET (row), gtk_widget_get_width (GTK_WIDGET (row)) / 2.0,
               gtk_widget_get_height (GTK_WIDGET (row)) / 2.0);
}

/* A row is not in the list yet, neither here nor when it is bound; later toolkits put it there at the
 * very end. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, FoyerEventSidebar *self)
{
  GtkWidget *row = foyer_event_row_new ();

  g_signal_connect_object (row, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "menu-asked", G_CALLBACK (menu_asked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
show_cover (FoyerEventSidebar *self, FoyerEventRow *row, FoyerEventItem *item)
{
  const FoyerUuid *id = &foyer_event_item_get_event (item)->cover_image_id;
  g_autoptr (GdkPaintable) cover =
      foyer_uuid_is_nil (id) ? NULL : foyer_event_pictures_show (self->pictures, id);

  foyer_event_row_set_cover (row, cover);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, FoyerEventSidebar *self)
{
  FoyerEventRow *row = FOYER_EVENT_ROW (gtk_list_item_get_child (list_item));

  show_cover (self, row, gtk_list_item_get_item (list_item));
  foyer_event_row_set_item (row, gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, FoyerEventSidebar *self)
{
  foyer_event_row_set_item (FOYER_EVENT_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
search_changed_cb (FoyerEventSidebar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_free (self->folded_search);
  self->folded_search = *text != '\0' ? foyer_text_fold (text, -1) : NULL;
  show_items (self);
}

static void
search_activated_cb (FoyerEventSidebar *self)
{
  g_autoptr (FoyerEventItem) first = NULL;

  search_changed_cb (self);
  first = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);
  open_item (self, first);
}

static void
search_stopped_cb (FoyerEventSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
foyer_event_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_N_EVENTS:
      g_value_set_int (value, foyer_event_sidebar_get_n_events (FOYER_EVENT_SIDEBAR (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_event_sidebar_dispose (GObject *object)
{
  FoyerEventSidebar *self = FOYER_EVENT_SIDEBAR (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->replica);
  g_clear_object (&self->pictures);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_pointer (&self->folded_search, g_free);
  G_OBJECT_CLASS (foyer_event_sidebar_parent_class)->dispose (object);
}

static void
foyer_event_sidebar_class_init (FoyerEventSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_event_sidebar_get_property;
  object_class->dispose = foyer_event_sidebar_dispose;

  properties[PROP_N_EVENTS] = g_param_spec_int ("n-events", NULL, NULL, -1, G_MAXINT, -1,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "sidebar.menu", NULL);

  g_type_ensure (FOYER_TYPE_EVENT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventSidebar, selection);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventSidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventSidebar, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
foyer_event_sidebar_init (FoyerEventSidebar *self)
{
  self->pictures = foyer_event_pictures_new (COVER_SIDE);
  self->counts = foyer_event_counts_new ();
  self->shown = g_list_store_new (FOYER_TYPE_EVENT_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->shown));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->list));
}

void
foyer_event_sidebar_set_replica (FoyerEventSidebar *self, FoyerReplica *replica)
{
  g_return_if_fail (FOYER_IS_EVENT_SIDEBAR (self));
  g_return_if_fail (self->replica == NULL && FOYER_IS_REPLICA (replica));

  self->replica = g_object_ref (replica);
  foyer_event_pictures_load (self->pictures, replica, NULL);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->minute_source = g_timeout_add_seconds (MINUTE_SECONDS, minute_cb, self);
  load (self);
}

/* The series of a living event; nil and FALSE when there is none. */
static gboolean
find_series (FoyerEventSidebar *self, const FoyerUuid *event_id, FoyerUuid *series_id)
{
  g_autoptr (FoyerEvent) event = NULL;

  memset (series_id, 0, sizeof *series_id);
  if (self->replica == NULL || foyer_uuid_is_nil (event_id))
    return FALSE;
  event = foyer_row_store_find (foyer_replica_get_reader (self->replica), &FOYER_EVENT_TYPE,
                                event_id, NULL);
  if (event == NULL || event->row.deleted_at != FOYER_NONE ||
      (event->archived_at != FOYER_NONE && !self->shows_archived))
    return FALSE;
  *series_id = event->series_id;
  return !foyer_uuid_is_nil (series_id);
}

void
foyer_event_sidebar_select (FoyerEventSidebar *self, const FoyerUuid *event_id)
{
  g_return_if_fail (FOYER_IS_EVENT_SIDEBAR (self));

  self->selected = *event_id;
  find_series (self, event_id, &self->selected_series);
  show_selection (self);
}

gboolean
foyer_event_sidebar_get_first (FoyerEventSidebar *self, FoyerUuid *event_id)
{
  g_return_val_if_fail (FOYER_IS_EVENT_SIDEBAR (self), FALSE);

  if (self->items == NULL || self->items->len == 0)
    return FALSE;
  *event_id = foyer_event_item_get_event (self->items->pdata[0])->row.id;
  return TRUE;
}

gboolean
foyer_event_sidebar_has_event (FoyerEventSidebar *self, const FoyerUuid *event_id)
{
  FoyerUuid series_id;

  g_return_val_if_fail (FOYER_IS_EVENT_SIDEBAR (self), FALSE);

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    if (foyer_uuid_equal (&foyer_event_item_get_event (self->items->pdata[i])->row.id, event_id))
      return TRUE;
  return self->replica != NULL && find_series (self, event_id, &series_id);
}

void
foyer_event_sidebar_set_shows_archived (FoyerEventSidebar *self, gboolean shows_archived)
{
  g_return_if_fail (FOYER_IS_EVENT_SIDEBAR (self));

  self->shows_archived = shows_archived;
  if (self->replica != NULL)
    load (self);
}

void
foyer_event_sidebar_focus_search (FoyerEventSidebar *self)
{
  g_return_if_fail (FOYER_IS_EVENT_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

int
foyer_event_sidebar_get_n_events (FoyerEventSidebar *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_SIDEBAR (self), -1);

  return self->items != NULL ? (int) self->items->len : -1;
}
