/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflicts-page.h"

#include "foyer-conflict-edit-window.h"
#include "foyer-conflict-row.h"
#include "foyer-conflict-window.h"
#include "foyer-row-store.h"
#include "foyer-sync-button.h"
#include "foyer-ticket.h"
#include "foyer-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MOST            500
#define RELOAD_DELAY_MS 200

/* The choices of the list of kinds; the first is all. */
static const FoyerReportKind kinds[] = {
  FOYER_REPORT_EDITED_TWICE,  FOYER_REPORT_TWICE_ADMITTED, FOYER_REPORT_ADMITTED_THOUGH_REFUSED,
  FOYER_REPORT_OVERSOLD,      FOYER_REPORT_REFUNDED_TWICE, FOYER_REPORT_PAID_TWICE,
  FOYER_REPORT_VOUCHER_TWICE, FOYER_REPORT_EVENT_GONE,
};

struct _FoyerConflictsPage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkDropDown *event_choice;
  GtkDropDown *kind_choice;
  GtkStringList *event_names;
  GtkStringList *kind_names;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkListView *list;
  GtkSingleSelection *selection;
  GListStore *items;

  FoyerReplica *replica;     /* (owned) */
  GArray *events;            /* (owned) of FoyerUuid, as in event_names but for the first */
  FoyerUuid event_id;        /* the one chosen; nil for all */
  GCancellable *cancellable; /* (owned) */
  guint reload_source;
  guint generation; /* of the last question; older answers are not shown */
  gboolean is_settled;
  gboolean is_filling;  /* the lists of choices are */
  gboolean wants_focus; /* the list, once it has something */
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (FoyerConflictsPage, foyer_conflicts_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_SETTLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Loading
 * -----------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerUuid event_id; /* nil for all */
  int kind;           /* a FoyerReportKind; -1 for all */
  gboolean is_settled;
  guint generation;
} Question;

typedef struct
{
  GPtrArray *conflicts; /* (owned) of FoyerConflict */
  GPtrArray *gone;      /* (owned) of FoyerEventWork */
  GArray *events;       /* (owned) of FoyerUuid: those that have any */
  gint64 n_open;
  guint generation;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->conflicts, g_ptr_array_unref);
  g_clear_pointer (&answer->gone, g_ptr_array_unref);
  g_clear_pointer (&answer->events, g_array_unref);
  g_free (answer);
}

static void
add_event (GArray *events, const FoyerUuid *id)
{
  for (guint i = 0; i < events->len; i++)
    if (foyer_uuid_equal (&g_array_index (events, FoyerUuid, i), id))
      return;
  g_array_append_val (events, *id);
}

static gboolean
read_conflicts (FoyerDatabase *db, const Question *question, Answer *answer, GError **error)
{
  const FoyerConflictQuery query = {
    .event_id = foyer_uuid_is_nil (&question->event_id) ? NULL : &question->event_id,
    .kind = question->kind,
    .is_settled = question->is_settled,
  };

  if (question->kind == FOYER_REPORT_EVENT_GONE)
    answer->conflicts = g_ptr_array_new ();
  else
    answer->conflicts = foyer_conflict_store_page (db, &query, MOST, error);
  return answer->conflicts != NULL;
}

/* An event that is gone is never settled: it is kept or let go. */
static gboolean
wants_gone (const Question *question, const FoyerEventWork *work)
{
  return !question->is_settled &&
         (question->kind < 0 || question->kind == FOYER_REPORT_EVENT_GONE) &&
         (foyer_uuid_is_nil (&question->event_id) ||
          foyer_uuid_equal (&question->event_id, &work->event_id));
}

static gpointer
read_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  Answer *answer = g_new0 (Answer, 1);

  answer->generation = question->generation;
  if (!read_conflicts (db, question, answer, error) ||
      (answer->gone = foyer_event_work_list (db, error)) == NULL ||
      (answer->events = foyer_conflict_store_events (db, error)) == NULL ||
      (answer->n_open = foyer_conflict_store_count (db, NULL, error)) < 0)
    {
      answer_free (answer);
      return NULL;
    }
  answer->n_open += answer->gone->len;
  for (guint i = answer->gone->len; i-- > 0;)
    {
      const FoyerEventWork *work = g_ptr_array_index (answer->gone, i);

      add_event (answer->events, &work->event_id);
      if (!wants_gone (question, work))
        g_ptr_array_remove_index (answer->gone, i);
    }
  return answer;
}

/* Showing
 * -----------------------------------------------------------------------------------------------
 */

static char *
name_event (FoyerConflictsPage *self, const FoyerUuid *id)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (foyer_replica_get_reader (self->replica), &FOYER_EVENT_TYPE, id, NULL);

  return g_strdup (event != NULL && event->title != NULL ? event->title : _ ("Unknown event"));
}

/* The event that is chosen stays among the choices, also when it has none any more. */
static void
fill_events (FoyerConflictsPage *self, GArray *events)
{
  guint chosen = 0;

  if (!foyer_uuid_is_nil (&self->event_id))
    add_event (events, &self->event_id);
  self->is_filling = TRUE;
  gtk_string_list_splice (self->event_names, 1,
                          g_list_model_get_n_items (G_LIST_MODEL (self->event_names)) - 1, NULL);
  for (guint i = 0; i < events->len; i++)
    {
      const FoyerUuid *id = &g_array_index (events, FoyerUuid, i);
      g_autofree char *name = name_event (self, id);

      gtk_string_list_append (self->event_names, name);
      if (foyer_uuid_equal (id, &self->event_id))
        chosen = i + 1;
    }
  gtk_drop_down_set_selected (self->event_choice, chosen);
  self->is_filling = FALSE;
  g_array_unref (self->events);
  self->events = g_array_ref (events);
}

static gboolean
is_same_list (FoyerConflictsPage *self, GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (FoyerConflictItem) old = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!foyer_uuid_equal (foyer_conflict_item_get_id (old),
                             foyer_conflict_item_get_id (g_ptr_array_index (items, i))))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* The one that is chosen stays, or what comes in its place; and so does the focus, which else would
 * go to whatever is the first button of the window. */
static void
put_items (FoyerConflictsPage *self, GPtrArray *items)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  gboolean has_focus = has_focus_within (GTK_WIDGET (self->list));

  if (is_same_list (self, items))
    {
      for (guint i = 0; i < items->len; i++)
        {
          g_autoptr (FoyerConflictItem) old = g_list_model_get_item (G_LIST_MODEL (self->items), i);

          foyer_conflict_item_take (old, g_ptr_array_index (items, i));
        }
      return;
    }
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  if (items->len > 0)
    gtk_single_selection_set_selected (self->selection, selected == GTK_INVALID_LIST_POSITION
                                                            ? 0
                                                            : MIN (selected, items->len - 1));
  self->wants_focus |= has_focus;
}

static void
show_state (FoyerConflictsPage *self, gint64 n_open)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  gboolean is_filtered =
      !foyer_uuid_is_nil (&self->event_id) || gtk_drop_down_get_selected (self->kind_choice) > 0;
  g_autofree char *subtitle = NULL;

  if (n_shown >= MOST)
    subtitle = g_strdup_printf (_ ("The newest %'d are shown"), MOST);
  else if (n_open > 0 && !self->is_settled)
    subtitle = g_strdup_printf (ngettext ("%'d open", "%'d open", n_open), (int) n_open);
  adw_window_title_set_title (self->title,
                              self->is_settled ? _ ("Settled Conflicts") : _ ("Conflicts"));
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  if (self->is_settled)
    {
      adw_status_page_set_title (self->empty_page, _ ("Nothing Settled Yet"));
      adw_status_page_set_description (self->empty_page,
                                       _ ("What was decided is listed here afterwards."));
    }
  else
    {
      adw_status_page_set_title (self->empty_page,
                                 is_filtered ? _ ("None of These") : _ ("No Conflicts"));
      adw_status_page_set_description (
          self->empty_page, is_filtered && n_open > 0
                                ? _ ("There are others: choose all events and all kinds.")
                                : _ ("When desks that were apart do what contradicts each other, "
                                     "it is listed here."));
    }
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "list" : "empty");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerConflictsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  Answer *answer = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  FoyerDatabase *reader = foyer_replica_get_reader (FOYER_REPLICA (source));

  if (self->replica == NULL || (answer != NULL && answer->generation != self->generation))
    {
      g_clear_pointer (&answer, answer_free);
      return;
    }
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        foyer_show_toast (GTK_WIDGET (self), error->message);
      return;
    }
  for (guint i = 0; i < answer->gone->len; i++)
    g_ptr_array_add (items, foyer_conflict_item_new_gone (
                                reader, g_steal_pointer (&g_ptr_array_index (answer->gone, i))));
  g_ptr_array_set_free_func (answer->gone, NULL);
  for (guint i = 0; i < answer->conflicts->len; i++)
    g_ptr_array_add (items, foyer_conflict_item_new (reader, g_steal_pointer (&g_ptr_array_index (
                                                                 answer->conflicts, i))));
  g_ptr_array_set_free_func (answer->conflicts, NULL);
  fill_events (self, answer->events);
  put_items (self, items);
  show_state (self, answer->n_open);
  if (self->wants_focus && items->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  self->wants_focus = FALSE;
  answer_free (answer);
}

static void
load (FoyerConflictsPage *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind_choice);
  Question *question;

  if (self->replica == NULL)
    return;
  g_clear_handle_id (&self->reload_source, g_source_remove);
  question = g_new0 (Question, 1);
  question->event_id = self->event_id;
  question->kind = kind > 0 && kind <= G_N_ELEMENTS (kinds) ? (int) kinds[kind - 1] : -1;
  question->is_settled = self->is_settled;
  question->generation = ++self->generation;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, read_on_thread, question, g_free,
                           answer_free, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer data)
{
  FoyerConflictsPage *self = data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
replica_changed_cb (FoyerConflictsPage *self, FoyerChanges *changes)
{
  /* However fast a door scans, it is read a few times a second at most. */
  if (self->reload_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

/* Commands
 * -----------------------------------------------------------------------------------------------
 */

static void
activate_cb (FoyerConflictsPage *self, guint position)
{
  g_autoptr (FoyerConflictItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const FoyerConflictReport *report;

  if (item == NULL)
    return;
  report = foyer_conflict_item_get_report (item);
  if (report->fields->len > 0 && report->settled == NULL)
    foyer_conflict_edit_window_present (GTK_WIDGET (self), self->replica, item);
  else
    foyer_conflict_window_present (GTK_WIDGET (self), self->replica, item);
}

static void
event_chosen_cb (FoyerConflictsPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->event_choice);

  if (self->is_filling || self->events == NULL)
    return;
  self->event_id = chosen > 0 && chosen <= self->events->len
                       ? g_array_index (self->events, FoyerUuid, chosen - 1)
                       : (FoyerUuid){ 0 };
  load (self);
}

static void
kind_chosen_cb (FoyerConflictsPage *self)
{
  if (!self->is_filling)
    load (self);
}

static void
reload_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  load (FOYER_CONFLICTS_PAGE (widget));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, foyer_conflict_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  foyer_conflict_row_set_item (FOYER_CONFLICT_ROW (gtk_list_item_get_child (list_item)),
                               gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  foyer_conflict_row_set_item (FOYER_CONFLICT_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
set_settled (FoyerConflictsPage *self, gboolean is_settled)
{
  if (self->is_settled == is_settled)
    return;
  self->is_settled = is_settled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
  load (self);
}

static gboolean
foyer_conflicts_page_grab_focus (GtkWidget *widget)
{
  FoyerConflictsPage *self = FOYER_CONFLICTS_PAGE (widget);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0 &&
      gtk_widget_grab_focus (GTK_WIDGET (self->list)))
    return TRUE;
  self->wants_focus = TRUE;
  return gtk_widget_child_focus (GTK_WIDGET (self->event_choice), GTK_DIR_TAB_FORWARD);
}

/* What changed while it was out of sight was not followed. */
static void
foyer_conflicts_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_conflicts_page_parent_class)->map (widget);
  load (FOYER_CONFLICTS_PAGE (widget));
}

static void
foyer_conflicts_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerConflictsPage *self = FOYER_CONFLICTS_PAGE (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SETTLED:
      g_value_set_boolean (value, self->is_settled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_conflicts_page_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  FoyerConflictsPage *self = FOYER_CONFLICTS_PAGE (object);

  switch (id)
    {
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        return;
      self->folded = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SETTLED:
      set_settled (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_conflicts_page_dispose (GObject *object)
{
  FoyerConflictsPage *self = FOYER_CONFLICTS_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  /* An answer that is under way keeps the page a little longer. */
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);
  self->is_filling = TRUE;
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_conflicts_page_parent_class)->dispose (object);
}

static void
foyer_conflicts_page_finalize (GObject *object)
{
  FoyerConflictsPage *self = FOYER_CONFLICTS_PAGE (object);

  g_array_unref (self->events);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (foyer_conflicts_page_parent_class)->finalize (object);
}

static void
foyer_conflicts_page_class_init (FoyerConflictsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_conflicts_page_get_property;
  object_class->set_property = foyer_conflicts_page_set_property;
  object_class->dispose = foyer_conflicts_page_dispose;
  object_class->finalize = foyer_conflicts_page_finalize;
  widget_class->grab_focus = foyer_conflicts_page_grab_focus;
  widget_class->map = foyer_conflicts_page_map;

  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SETTLED] =
      g_param_spec_boolean ("settled", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "conflicts.settled", "settled");
  gtk_widget_class_install_action (widget_class, "conflicts.reload", NULL, reload_action);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/conflicts/foyer-conflicts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, event_choice);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, event_names);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, kind_names);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, selection);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictsPage, items);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, event_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
foyer_conflicts_page_init (FoyerConflictsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->events = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->is_filling = TRUE;
  g_type_ensure (FOYER_TYPE_CONFLICT_ITEM);
  g_type_ensure (FOYER_TYPE_SYNC_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (self->kind_names, foyer_report_kind_name (kinds[i]));
  self->is_filling = FALSE;
}

GtkWidget *
foyer_conflicts_page_new (FoyerReplica *replica)
{
  FoyerConflictsPage *self = g_object_new (FOYER_TYPE_CONFLICTS_PAGE, NULL);

  self->replica = g_object_ref (replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
foyer_conflicts_page_show_event (FoyerConflictsPage *self, const FoyerUuid *event_id)
{
  g_return_if_fail (FOYER_IS_CONFLICTS_PAGE (self));

  self->event_id = event_id != NULL ? *event_id : (FoyerUuid){ 0 };
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->kind_choice, 0);
  self->is_filling = FALSE;
  set_settled (self, FALSE);
  load (self);
}
