/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-search.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "foyer-row-store.h"
#include "foyer-time.h"

#define MAX_RESULTS 50 /* who is further down is found by typing on */

struct _FoyerDoorSearch
{
  GtkWidget       parent_instance;

  GtkSearchEntry *entry;
  GtkStack       *stack;
  AdwBin         *idle;
  GtkListBox     *results;
  GtkWidget      *nobody;

  FoyerDoor      *door;        /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) (nullable) of the search that runs */
  GPtrArray      *tickets;     /* (owned) of FoyerTicket, as the rows */
  char           *sought;      /* (owned) (nullable) what the results are of, or will be */
  gboolean        activate;    /* Enter came before the results */
};

G_DEFINE_FINAL_TYPE (FoyerDoorSearch, foyer_door_search, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  CODE_TYPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  FoyerRoster *roster; /* (owned) */
  char        *text;   /* (owned) */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->roster);
  g_free (search->text);
  g_free (search);
}

static const FoyerTier *
find_tier (FoyerDoorSearch *self,
           const FoyerUuid *id)
{
  GPtrArray *tiers = foyer_door_get_tiers (self->door);

  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = g_ptr_array_index (tiers, i);

      if (foyer_uuid_equal (&tier->row.id, id))
        return tier;
    }
  return NULL;
}

static char *
describe (FoyerDoorSearch   *self,
          const FoyerTicket *ticket)
{
  const FoyerTier *tier = find_tier (self, &ticket->tier_id);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (tier != NULL && tier->name != NULL)
    g_ptr_array_add (parts, tier->name);
  if (ticket->company != NULL && *ticket->company != '\0')
    g_ptr_array_add (parts, ticket->company);
  if (parts->len == 0 && ticket->attendee_email != NULL)
    g_ptr_array_add (parts, ticket->attendee_email);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
describe_state (FoyerDoorSearch   *self,
                const FoyerTicket *ticket)
{
  g_autofree char *time = NULL;

  if (ticket->status == FOYER_TICKET_CANCELLED)
    return g_strdup (_("Cancelled"));
  if (ticket->status != FOYER_TICKET_CHECKED_IN)
    return g_strdup ("");
  if (ticket->check_in_time == FOYER_NONE)
    return g_strdup (_("In"));
  time = foyer_time_format_short (ticket->check_out_time != FOYER_NONE ? ticket->check_out_time : ticket->check_in_time,
                                  foyer_door_get_zone (self->door), foyer_time_now ());
  /* Translators: a time */
  return g_strdup_printf (ticket->check_out_time != FOYER_NONE ? _("Out %s") : _("In %s"), time);
}

static void
add_row (FoyerDoorSearch   *self,
         const FoyerTicket *ticket)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (self, ticket);
  g_autofree char *state = describe_state (self, ticket);
  GtkWidget *label = gtk_label_new (state);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ticket->attendee_name != NULL && *ticket->attendee_name != '\0'
                                                              ? ticket->attendee_name : _("Without a name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (row, "door-search-row");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->results, row);
}

/* Nothing is sought any more: a letter is a command of the answer again, and the start of a name when it is none. */
static void
leave (FoyerDoorSearch *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_root_set_focus (root, NULL);
}

static void
choose (FoyerDoorSearch *self,
        guint            n)
{
  g_autoptr (FoyerTicket) ticket = NULL;

  if (n >= self->tickets->len)
    return;
  ticket = foyer_ticket_copy (g_ptr_array_index (self->tickets, n));
  leave (self);
  foyer_door_search_clear (self);
  g_signal_emit (self, signals[CHOSEN], 0, ticket);
}

/* Enter takes the only one found; among several it goes to the first, where Enter takes it. */
static void
activate_results (FoyerDoorSearch *self)
{
  self->activate = FALSE;
  if (self->tickets->len == 1)
    choose (self, 0);
  else if (self->tickets->len > 1)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->results, 0)));
  else
    {
      g_autofree char *code = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

      leave (self);
      foyer_door_search_clear (self);
      g_signal_emit (self, signals[CODE_TYPED], 0, code);
    }
}

static void
show_results (FoyerDoorSearch *self,
              GArray          *keys)
{
  FoyerDatabase *db = foyer_replica_get_reader (foyer_door_get_replica (self->door));
  GtkListBoxRow *row;

  g_ptr_array_set_size (self->tickets, 0);
  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (keys->len, MAX_RESULTS); i++)
    {
      FoyerTicket *ticket = foyer_row_store_get (db, &FOYER_TICKET_TYPE, g_array_index (keys, gint64, i), NULL);

      if (ticket == NULL)
        continue;
      g_ptr_array_add (self->tickets, ticket);
      add_row (self, ticket);
    }
  gtk_stack_set_visible_child_name (self->stack, self->tickets->len > 0 ? "results" : "nobody");
  if (self->activate)
    activate_results (self);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  FoyerDoorSearch *self = FOYER_DOOR_SEARCH (source);
  g_autoptr (GArray) keys = NULL;

  /* A newer search makes this one's answer stale. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  keys = g_task_propagate_pointer (G_TASK (result), NULL);
  if (keys != NULL)
    show_results (self, keys);
}

static void
search_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Search *search = data;
  FoyerRosterQuery query = { .text = search->text, .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE, .sort = FOYER_SORT_NAME };

  g_task_return_pointer (task, foyer_roster_select (search->roster, &query, cancellable), (GDestroyNotify) g_array_unref);
}

static void
search_changed_cb (FoyerDoorSearch *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (g_strcmp0 (self->sought, gtk_editable_get_text (GTK_EDITABLE (self->entry))) == 0)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->activate = FALSE;
  g_free (self->sought);
  self->sought = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (*text == '\0' || self->door == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "idle");
      return;
    }
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->roster = g_object_ref (foyer_door_get_roster (self->door));
  search->text = g_steal_pointer (&text);
  task = g_task_new (self, self->cancellable, found_cb, NULL);
  g_task_set_source_tag (task, search_changed_cb);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

static void
entry_activate_cb (FoyerDoorSearch *self)
{
  if (!foyer_door_search_is_searching (self))
    return;
  if (g_strcmp0 (self->sought, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    search_changed_cb (self);
  self->activate = TRUE;
  if (self->cancellable == NULL)
    activate_results (self);
}

static void
stop_search_cb (FoyerDoorSearch *self)
{
  leave (self);
  foyer_door_search_clear (self);
}

static void
row_activated_cb (GtkListBox      *list,
                  GtkListBoxRow   *row,
                  FoyerDoorSearch *self)
{
  choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
foyer_door_search_dispose (GObject *object)
{
  FoyerDoorSearch *self = FOYER_DOOR_SEARCH (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->door);
  g_clear_pointer (&self->tickets, g_ptr_array_unref);
  g_clear_pointer (&self->sought, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_door_search_parent_class)->dispose (object);
}

static void
foyer_door_search_class_init (FoyerDoorSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_door_search_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_DOOR_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CODE_TYPED] = g_signal_new ("code-typed", FOYER_TYPE_DOOR_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/foyerapp/Foyer/checkin/foyer-door-search.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDoorSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerDoorSearch, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerDoorSearch, idle);
  gtk_widget_class_bind_template_child (widget_class, FoyerDoorSearch, results);
  gtk_widget_class_bind_template_child (widget_class, FoyerDoorSearch, nobody);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "doorsearch");
}

static void
foyer_door_search_init (FoyerDoorSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->tickets = g_ptr_array_new_with_free_func (foyer_row_free);
}

GtkWidget *
foyer_door_search_new (void)
{
  return g_object_new (FOYER_TYPE_DOOR_SEARCH, NULL);
}

void
foyer_door_search_set_door (FoyerDoorSearch *self,
                            FoyerDoor       *door)
{
  g_return_if_fail (FOYER_IS_DOOR_SEARCH (self));
  g_return_if_fail (FOYER_IS_DOOR (door));

  g_set_object (&self->door, door);
}

void
foyer_door_search_set_idle_child (FoyerDoorSearch *self,
                                  GtkWidget       *child)
{
  g_return_if_fail (FOYER_IS_DOOR_SEARCH (self));

  adw_bin_set_child (self->idle, child);
}

/* A person typed this with the focus elsewhere: it goes on here. */
void
foyer_door_search_type (FoyerDoorSearch *self,
                        const char      *text)
{
  GtkEditable *editable;
  int position;

  g_return_if_fail (FOYER_IS_DOOR_SEARCH (self));
  g_return_if_fail (text != NULL);

  editable = GTK_EDITABLE (self->entry);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  position = (int) g_utf8_strlen (gtk_editable_get_text (editable), -1);
  gtk_editable_insert_text (editable, text, -1, &position);
  gtk_editable_set_position (editable, position);
}

void
foyer_door_search_clear (FoyerDoorSearch *self)
{
  g_return_if_fail (FOYER_IS_DOOR_SEARCH (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* Gives the focus away when it rests here for nothing. */
void
foyer_door_search_rest (FoyerDoorSearch *self)
{
  g_return_if_fail (FOYER_IS_DOOR_SEARCH (self));

  if (!foyer_door_search_is_searching (self))
    leave (self);
}

gboolean
foyer_door_search_is_searching (FoyerDoorSearch *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR_SEARCH (self), FALSE);

  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
}

guint
foyer_door_search_get_n_results (FoyerDoorSearch *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR_SEARCH (self), 0);

  return self->tickets->len;
}
