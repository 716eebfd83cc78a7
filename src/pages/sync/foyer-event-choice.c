/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-choice.h"

#include "foyer-offer-item.h"
#include "foyer-offer-row.h"
#include "foyer-server-store.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventChoice
{
  GtkWidget parent_instance;

  GtkStack *stack; /* loading, problem, empty, list */
  AdwStatusPage *problem_page;
  GtkSearchEntry *search;
  GtkDropDown *organizers;
  GtkCheckButton *all;
  GtkLabel *count;
  GtkStack *found_stack; /* some, none */
  GtkListView *list;

  GListStore *items;         /* (owned) of FoyerOfferItem */
  GtkFilterListModel *shown; /* (owned) */
  GtkCustomFilter *filter;   /* (owned) */
  char *folded;              /* (owned) what is looked for */
  GArray *organizer_ids; /* (owned) of FoyerUuid, in the order of the drop-down after “all” */
  gboolean is_counting;  /* the check button “all” follows, or many are set at once */
};

G_DEFINE_FINAL_TYPE (FoyerEventChoice, foyer_event_choice, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  RETRIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
matches (gpointer item, gpointer data)
{
  FoyerEventChoice *self = data;
  guint n = gtk_drop_down_get_selected (self->organizers);

  if (n != GTK_INVALID_LIST_POSITION && n > 0 && n <= self->organizer_ids->len &&
      !foyer_uuid_equal (&g_array_index (self->organizer_ids, FoyerUuid, n - 1),
                         &foyer_offer_item_get_event (item)->organizer_id))
    return FALSE;
  return foyer_offer_item_matches (item, self->folded);
}

/* Of those that are shown. */
static void
count (FoyerEventChoice *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_chosen = 0, n_all_chosen = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FoyerOfferItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      n_all_chosen += foyer_offer_item_is_chosen (item);
    }
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr (FoyerOfferItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      n_chosen += foyer_offer_item_is_chosen (item);
    }
  self->is_counting = TRUE;
  gtk_check_button_set_active (self->all, n_shown > 0 && n_chosen == n_shown);
  gtk_check_button_set_inconsistent (self->all, n_chosen > 0 && n_chosen < n_shown);
  self->is_counting = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->all), n_shown > 0);
  gtk_stack_set_visible_child_name (self->found_stack, n_shown > 0 ? "some" : "none");
  /* Translators: how many events of a list are chosen */
  text = g_strdup_printf (ngettext ("%'u of %'u chosen", "%'u of %'u chosen", n_items),
                          n_all_chosen, n_items);
  gtk_label_set_label (self->count, text);
}

static void
item_changed_cb (FoyerEventChoice *self)
{
  if (self->is_counting)
    return;
  count (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
all_toggled_cb (FoyerEventChoice *self)
{
  gboolean is_chosen = gtk_check_button_get_active (self->all);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  if (self->is_counting)
    return;
  self->is_counting = TRUE;
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr (FoyerOfferItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      foyer_offer_item_set_chosen (item, is_chosen);
    }
  self->is_counting = FALSE;
  item_changed_cb (self);
}

static void
sought_cb (FoyerEventChoice *self)
{
  g_free (self->folded);
  self->folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_strstrip (self->folded);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  count (self);
}

static void
activated_cb (FoyerEventChoice *self, guint position)
{
  g_autoptr (FoyerOfferItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (item != NULL)
    foyer_offer_item_set_chosen (item, !foyer_offer_item_is_chosen (item));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[RETRIED], 0);
}

static void
foyer_event_choice_dispose (GObject *object)
{
  FoyerEventChoice *self = FOYER_EVENT_CHOICE (object);
  GtkWidget *child;

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (foyer_event_choice_parent_class)->dispose (object);
}

static void
foyer_event_choice_finalize (GObject *object)
{
  FoyerEventChoice *self = FOYER_EVENT_CHOICE (object);

  g_free (self->folded);
  g_array_unref (self->organizer_ids);
  G_OBJECT_CLASS (foyer_event_choice_parent_class)->finalize (object);
}

static void
foyer_event_choice_class_init (FoyerEventChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_event_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_event_choice_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_EVENT_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[RETRIED] = g_signal_new ("retried", FOYER_TYPE_EVENT_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "choice.retry", NULL, retry_action);
  g_type_ensure (FOYER_TYPE_OFFER_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-event-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, problem_page);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, search);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, organizers);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, all);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, count);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, found_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventChoice, list);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, sought_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_event_choice_init (FoyerEventChoice *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->folded = g_strdup ("");
  self->organizer_ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->items = g_list_store_new (FOYER_TYPE_OFFER_ITEM);
  self->filter = gtk_custom_filter_new (NULL, NULL, NULL);
  self->shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                           g_object_ref (GTK_FILTER (self->filter)));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_custom_filter_set_filter_func (self->filter, matches, self, NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

void
foyer_event_choice_show_loading (FoyerEventChoice *self)
{
  g_return_if_fail (FOYER_IS_EVENT_CHOICE (self));

  gtk_stack_set_visible_child_name (self->stack, "loading");
}

void
foyer_event_choice_show_problem (FoyerEventChoice *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  g_return_if_fail (FOYER_IS_EVENT_CHOICE (self));

  adw_status_page_set_description (self->problem_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static gboolean
is_kept (GPtrArray *kept, const FoyerUuid *id)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (kept, i);

      if (!event->is_gone && foyer_uuid_equal (&event->event_id, id))
        return TRUE;
    }
  return FALSE;
}

static void
add_organizer (FoyerEventChoice *self, GtkStringList *names, const FoyerOfferedEvent *event)
{
  for (guint i = 0; i < self->organizer_ids->len; i++)
    if (foyer_uuid_equal (&g_array_index (self->organizer_ids, FoyerUuid, i), &event->organizer_id))
      return;
  g_array_append_val (self->organizer_ids, event->organizer_id);
  gtk_string_list_append (names,
                          event->organizer != NULL ? event->organizer : _ ("Without a name"));
}

void
foyer_event_choice_set_events (FoyerEventChoice *self, GPtrArray *events, GPtrArray *kept)
{
  const char *const first[] = { _ ("All Organizers"), NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (first);

  g_return_if_fail (FOYER_IS_EVENT_CHOICE (self));

  g_list_store_remove_all (self->items);
  g_array_set_size (self->organizer_ids, 0);
  for (guint i = 0; i < events->len; i++)
    {
      FoyerOfferedEvent *event = g_ptr_array_index (events, i);
      g_autoptr (FoyerOfferItem) item =
          foyer_offer_item_new (events, event, is_kept (kept, &event->id));

      g_signal_connect_object (item, "notify::is-chosen", G_CALLBACK (item_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_list_store_append (self->items, item);
      add_organizer (self, names, event);
    }
  gtk_drop_down_set_model (self->organizers, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->organizers), self->organizer_ids->len > 1);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  count (self);
  gtk_stack_set_visible_child_name (self->stack, events->len > 0 ? "list" : "empty");
  if (events->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  g_signal_emit (self, signals[CHANGED], 0);
}

static GPtrArray *
find (FoyerEventChoice *self, gboolean was_kept)
{
  GPtrArray *found = g_ptr_array_new ();
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FoyerOfferItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (foyer_offer_item_is_kept (item) == was_kept &&
          foyer_offer_item_is_chosen (item) != was_kept)
        g_ptr_array_add (found, foyer_offer_item_get_event (item));
    }
  return found;
}

GPtrArray *
foyer_event_choice_get_added (FoyerEventChoice *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_CHOICE (self), NULL);

  return find (self, FALSE);
}

GPtrArray *
foyer_event_choice_get_removed (FoyerEventChoice *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_CHOICE (self), NULL);

  return find (self, TRUE);
}
