/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-list-page-private.h"

#include "foyer-event.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

typedef FoyerListPageParts FoyerListPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerListPage, foyer_list_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SEARCH_HINT,
  PROP_SEARCH_LABEL,
  PROP_TABLE_LABEL,
  PROP_PROBLEM_TITLE,
  PROP_FILTER,
  PROP_TOOLS,
  PROP_NOTICE,
  PROP_EMPTY,
  PROP_NO_MATCH,
  PROP_ACTS,
  PROP_ROW_MENU,
  PROP_ROWS_MENU,
  PROP_MORE_MENU,
  PROP_BAR_FROM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

FoyerListPageParts *
foyer_list_page_get_parts (FoyerListPage *self)
{
  return foyer_list_page_get_instance_private (self);
}

/* The table
 * ---------------------------------------------------------------------------------------------- */

/* GTK scrolls from the left also where the first column is at the right. */
static void
width_changed_cb (FoyerListPage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_adjustment_set_value (adjustment, end - foyer_list_page_get_parts (self)->from_right);
}

static void
moved_aside_cb (FoyerListPage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  foyer_list_page_get_parts (self)->from_right = end - gtk_adjustment_get_value (adjustment);
}

/* The panel
 * ---------------------------------------------------------------------------------------------- */

static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (FOYER_LIST_PAGE (widget));

  if (gtk_widget_get_width (GTK_WIDGET (parts->flap)) == 0)
    return G_SOURCE_CONTINUE;
  parts->reveal_id = 0;
  adw_flap_set_reveal_flap (parts->flap, TRUE);
  return G_SOURCE_REMOVE;
}

/* AdwFlap of libadwaita 1.2 divides by its width, which is nothing before the first layout. */
static void
reveal_panel (FoyerListPage *self, gboolean is_revealed)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  if (parts->reveal_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), parts->reveal_id);
  parts->reveal_id = 0;
  if (is_revealed && gtk_widget_get_width (GTK_WIDGET (parts->flap)) == 0)
    parts->reveal_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
  else
    adw_flap_set_reveal_flap (parts->flap, is_revealed);
}

static void
activate_cb (FoyerListPage *self, guint position)
{
  foyer_list_page_show_row (
      self, foyer_keyed_list_get_key (foyer_list_page_get_parts (self)->list, position));
}

/* The search
 * ---------------------------------------------------------------------------------------------- */

/* The titles of the columns are the first child of the view. */
void
foyer_list_page_focus_rows (FoyerListPage *self)
{
  GtkWidget *view = GTK_WIDGET (foyer_list_page_get_parts (self)->view);

  gtk_widget_grab_focus (gtk_widget_get_last_child (view));
}

/* Enter in the search goes on to what was found; one alone is opened. */
static void
search_activate_cb (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  if (g_list_model_get_n_items (G_LIST_MODEL (parts->list)) == 1)
    activate_cb (self, 0);
  foyer_list_page_focus_rows (self);
}

/* Typed in the table: the next letter may be a space, which there selects a row. */
static void
search_started_cb (FoyerListPage *self)
{
  GtkEditable *text = gtk_editable_get_delegate (foyer_list_page_get_parts (self)->search_entry);

  if (GTK_IS_TEXT (text))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
}

static void
stop_search_cb (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  gtk_editable_set_text (parts->search_entry, "");
  foyer_list_page_focus_rows (self);
}

static void
foyer_list_page_root (GtkWidget *widget)
{
  FoyerListPage *self = FOYER_LIST_PAGE (widget);
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  GTK_WIDGET_CLASS (foyer_list_page_parent_class)->root (widget);
  if (parts->n_frames == 0 && parts->selection != NULL)
    foyer_key_selection_set_limit (parts->selection, foyer_list_page_guess_rows (self));
}

/* The parts
 * ---------------------------------------------------------------------------------------------- */

static void
set_filter (FoyerListPage *self, FoyerListFilter *filter)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  parts->filter = filter;
  adw_bin_set_child (parts->filter_bin, GTK_WIDGET (filter));
  adw_bin_set_child (parts->pills_bin, foyer_list_filter_get_pills (filter));
  g_signal_connect_object (filter, "changed", G_CALLBACK (foyer_list_page_ask_anew), self,
                           G_CONNECT_SWAPPED);
}

static void
set_bin (AdwBin *bin, const GValue *value)
{
  adw_bin_set_child (bin, g_value_get_object (value));
  gtk_widget_set_visible (GTK_WIDGET (bin), g_value_get_object (value) != NULL);
}

static void
set_label (gpointer widget, const GValue *value)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_value_get_string (value), -1);
}

static void
foyer_list_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerListPage *self = FOYER_LIST_PAGE (object);
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  switch (id)
    {
    case PROP_SEARCH_HINT:
      g_object_set_property (G_OBJECT (parts->search_entry), "placeholder-text", value);
      break;
    case PROP_SEARCH_LABEL:
      set_label (parts->search_entry, value);
      break;
    case PROP_TABLE_LABEL:
      set_label (parts->view, value);
      break;
    case PROP_PROBLEM_TITLE:
      adw_status_page_set_title (parts->problem, g_value_get_string (value));
      break;
    case PROP_FILTER:
      set_filter (self, g_value_get_object (value));
      break;
    case PROP_TOOLS:
      set_bin (parts->tools_bin, value);
      break;
    case PROP_NOTICE:
      set_bin (parts->notice_bin, value);
      break;
    case PROP_EMPTY:
      set_bin (parts->empty_bin, value);
      break;
    case PROP_NO_MATCH:
      set_bin (parts->no_match_bin, value);
      break;
    case PROP_ACTS:
      gtk_action_bar_pack_end (parts->action_bar, g_value_get_object (value));
      break;
    case PROP_ROW_MENU:
      g_set_object (&parts->row_menu, g_value_get_object (value));
      break;
    case PROP_ROWS_MENU:
      g_set_object (&parts->rows_menu, g_value_get_object (value));
      break;
    case PROP_MORE_MENU:
      gtk_menu_button_set_menu_model (parts->more_button, g_value_get_object (value));
      break;
    case PROP_BAR_FROM:
      parts->bar_from = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_list_page_dispose (GObject *object)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (FOYER_LIST_PAGE (object));
  GtkWidget *child;

  if (parts->view != NULL)
    gtk_column_view_set_model (parts->view, NULL);
  parts->view = NULL;
  parts->panel = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&parts->columns);
  g_clear_object (&parts->selection);
  g_clear_object (&parts->list);
  g_clear_object (&parts->row_menu);
  g_clear_object (&parts->rows_menu);
  g_clear_object (&parts->settings);
  g_clear_object (&parts->replica);
  g_clear_pointer (&parts->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_list_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  static const struct
  {
    guint id;
    const char *name;
  } texts[] = {
    { PROP_SEARCH_HINT, "search-hint" },
    { PROP_SEARCH_LABEL, "search-label" },
    { PROP_TABLE_LABEL, "table-label" },
    { PROP_PROBLEM_TITLE, "problem-title" },
  }, widgets[] = {
    { PROP_TOOLS, "tools" }, { PROP_NOTICE, "notice" }, { PROP_EMPTY, "empty" },
    { PROP_NO_MATCH, "no-match" }, { PROP_ACTS, "acts" },
  }, menus[] = {
    { PROP_ROW_MENU, "row-menu" }, { PROP_ROWS_MENU, "rows-menu" }, { PROP_MORE_MENU, "more-menu" },
  };
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[texts[i].id] = g_param_spec_string (texts[i].name, NULL, NULL, NULL, flags);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    properties[widgets[i].id] =
        g_param_spec_object (widgets[i].name, NULL, NULL, GTK_TYPE_WIDGET, flags);
  for (guint i = 0; i < G_N_ELEMENTS (menus); i++)
    properties[menus[i].id] =
        g_param_spec_object (menus[i].name, NULL, NULL, G_TYPE_MENU_MODEL, flags);
  properties[PROP_FILTER] =
      g_param_spec_object ("filter", NULL, NULL, FOYER_TYPE_LIST_FILTER, flags);
  properties[PROP_BAR_FROM] = g_param_spec_uint ("bar-from", NULL, NULL, 0, G_MAXUINT, 1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child_private (widget_class, FoyerListPage, child)
  BIND (search_entry);
  BIND (filter_bin);
  BIND (pills_bin);
  BIND (filtered_label);
  BIND (count_label);
  BIND (columns_box);
  BIND (tools_bin);
  BIND (more_button);
  BIND (notice_bin);
  BIND (flap);
  BIND (stack);
  BIND (empty_bin);
  BIND (no_match_bin);
  BIND (problem);
  BIND (view);
  BIND (panel_bin);
  BIND (bar);
  BIND (action_bar);
  BIND (selected_label);
  BIND (context_menu);
#undef BIND
}

static void
foyer_list_page_class_init (FoyerListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = foyer_list_page_set_property;
  G_OBJECT_CLASS (klass)->dispose = foyer_list_page_dispose;
  widget_class->root = foyer_list_page_root;

  install_properties (G_OBJECT_CLASS (klass));
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/lists/foyer-list-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, foyer_list_page_ask_anew);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_aside_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  foyer_list_page_bind_menu (widget_class);
  foyer_list_page_install_actions (widget_class);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/foyerapp/Foyer/lists/icons");
}

static void
foyer_list_page_init (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  parts->bar_from = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The last controller is asked first: what is typed goes to the search, but what is a shortcut
   * of the rows to them. */
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (parts->search_entry),
                                           GTK_WIDGET (parts->view));
  foyer_list_page_add_menu (self);
}

static GTimeZone *
load_zone (FoyerReplica *replica, const FoyerUuid *event_id)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (foyer_replica_get_reader (replica), &FOYER_EVENT_TYPE, event_id, NULL);
  GTimeZone *zone =
      event != NULL && event->timezone != NULL ? foyer_time_zone_load (event->timezone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

void
foyer_list_page_set_event (FoyerListPage *self,
                           FoyerReplica *replica,
                           GSettings *settings,
                           const FoyerUuid *event_id,
                           const FoyerListRows *rows,
                           const char *name)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  parts->replica = g_object_ref (replica);
  parts->settings = g_object_ref (settings);
  parts->event_id = *event_id;
  parts->zone = load_zone (replica, event_id);
  foyer_list_filter_set_zone (parts->filter, parts->zone);
  parts->columns = foyer_list_columns_new (parts->view, rows, settings, name, parts->zone);
  g_signal_connect_object (parts->columns, "sorted", G_CALLBACK (foyer_list_page_ask_anew), self,
                           G_CONNECT_SWAPPED);
}

void
foyer_list_page_fill_chooser (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  foyer_list_columns_fill_chooser (parts->columns, parts->columns_box);
}

void
foyer_list_page_show_row (FoyerListPage *self, gint64 key)
{
  FoyerListPageParts *parts;
  FoyerListPageClass *klass;

  g_return_if_fail (FOYER_IS_LIST_PAGE (self));

  parts = foyer_list_page_get_parts (self);
  klass = FOYER_LIST_PAGE_GET_CLASS (self);
  if (parts->panel == NULL && key != 0)
    {
      parts->panel = klass->make_panel (self);
      adw_bin_set_child (parts->panel_bin, parts->panel);
    }
  if (parts->panel != NULL)
    klass->fill_panel (self, parts->panel, key);
  /* Shown from elsewhere: the table says which row it is. */
  if (key != 0 && !foyer_key_selection_has_key (parts->selection, key))
    foyer_key_selection_choose (parts->selection, key);
  reveal_panel (self, key != 0);
}

void
foyer_list_page_search (FoyerListPage *self, const char *text)
{
  FoyerListPageParts *parts;

  g_return_if_fail (FOYER_IS_LIST_PAGE (self));
  g_return_if_fail (text != NULL);

  parts = foyer_list_page_get_parts (self);
  foyer_list_filter_clear (parts->filter);
  gtk_editable_set_text (parts->search_entry, text);
}
