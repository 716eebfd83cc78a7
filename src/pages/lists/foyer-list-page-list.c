/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a page: what it is asked for, and what is said of what it has. */
#include "foyer-list-page-private.h"

#include <glib/gi18n-lib.h>

/* How many pixels a row has at least, and windows mostly; and how many frames are painted before
 * all rows are offered to the view: at first it makes widgets only for those that are seen. */
#define ROW_HEIGHT    22
#define WINDOW_HEIGHT 720
#define FIRST_FRAMES  3
/* Rows above and below those in sight that are kept up to date with them. */
#define SEEN_MARGIN 6
/* Of so many an answer takes a few milliseconds, at most a frame: it is worth to wait for it. */
#define WAIT_ROWS 250000
#define WAIT      16000 /* microseconds */

/* Asking
 * ---------------------------------------------------------------------------------------------- */

void
foyer_list_page_ask (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  FOYER_LIST_PAGE_GET_CLASS (self)->ask (self, gtk_editable_get_text (parts->search_entry));
}

/* A frame that is painted without the answer, only for the letter in the entry, would put off the
 * one with the answer by 16 ms. */
static gboolean
wait_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (FOYER_LIST_PAGE (widget));

  parts->wait_id = 0;
  foyer_keyed_list_wait (parts->list, WAIT);
  return G_SOURCE_REMOVE;
}

/* A person asks: the answer is shown from its beginning. */
void
foyer_list_page_ask_anew (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  if (parts->list == NULL)
    return;
  parts->is_asked = TRUE;
  /* It may be another place that is in sight then. */
  if (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (parts->view))) > 0)
    foyer_keyed_list_set_seen (parts->list, 0, G_MAXUINT);
  foyer_list_page_ask (self);
  if (parts->wait_id == 0 && foyer_keyed_list_get_total (parts->list) <= WAIT_ROWS)
    parts->wait_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), wait_cb, NULL, NULL);
}

static void
scrolled_cb (FoyerListPage *self, GtkAdjustment *adjustment)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);
  double upper = gtk_adjustment_get_upper (adjustment);
  double top = gtk_adjustment_get_value (adjustment);
  double bottom = top + gtk_adjustment_get_page_size (adjustment);
  double n =
      parts->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (parts->selection)) : 0;

  if (n > 0 && upper > 0)
    foyer_keyed_list_set_seen (parts->list, MAX (top / upper * n - SEEN_MARGIN, 0),
                               bottom / upper * n + SEEN_MARGIN);
}

/* What is there
 * ---------------------------------------------------------------------------------------------- */

static void
show_count (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (parts->list));
  guint total = foyer_keyed_list_get_total (parts->list);
  gboolean is_filtered = foyer_list_filter_is_set (parts->filter);
  g_autofree char *text = NULL;

  if (!foyer_keyed_list_is_ready (parts->list))
    text = g_strdup (_ ("Counting…"));
  else if (is_filtered || *gtk_editable_get_text (parts->search_entry) != '\0')
    /* Translators: how many rows are shown, of how many there are: “412 of 10 233”. */
    text = g_strdup_printf (_ ("%'u of %'u"), n_shown, total);
  else
    text = g_strdup_printf ("%'u", total);
  gtk_label_set_label (parts->count_label, total > 0 ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (parts->count_label), total > 0 ? text : NULL);
  /* Beside the pills there is room for the whole of it in a narrow window too. */
  gtk_label_set_label (parts->filtered_label, gtk_label_get_label (parts->count_label));
  gtk_widget_set_visible (GTK_WIDGET (parts->filtered_label), is_filtered);
  gtk_widget_set_visible (GTK_WIDGET (parts->count_label), !is_filtered);
}

static const char *
choose_state (FoyerListPageParts *parts)
{
  if (foyer_keyed_list_get_error (parts->list) != NULL)
    return "problem";
  if (g_list_model_get_n_items (G_LIST_MODEL (parts->list)) > 0 ||
      foyer_keyed_list_is_pending (parts->list))
    return "table";
  return foyer_keyed_list_get_total (parts->list) == 0 ? "empty" : "no-match";
}

static void
show_state (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);
  const char *error = foyer_keyed_list_get_error (parts->list);

  adw_status_page_set_description (parts->problem, error != NULL ? error : "");
  gtk_stack_set_visible_child_name (parts->stack, choose_state (parts));
  if (parts->is_asked && !foyer_keyed_list_is_pending (parts->list))
    {
      parts->is_asked = FALSE;
      gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (parts->view)), 0);
    }
  show_count (self);
}

static void
rows_changed_cb (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  if (parts->panel != NULL && adw_flap_get_reveal_flap (parts->flap))
    FOYER_LIST_PAGE_GET_CLASS (self)->reload_panel (self, parts->panel);
  foyer_list_page_update_actions (self);
}

/* One row chosen while the panel is open: it follows. */
static void
chosen_cb (FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);
  guint64 n = foyer_key_selection_get_size (parts->selection);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), (guint) n);

  gtk_label_set_label (parts->selected_label, text);
  gtk_revealer_set_reveal_child (parts->bar, n >= parts->bar_from);
  if (n == 1 && parts->panel != NULL && adw_flap_get_reveal_flap (parts->flap))
    {
      g_autoptr (GArray) keys = foyer_key_selection_dup_keys (parts->selection);

      FOYER_LIST_PAGE_GET_CLASS (self)->fill_panel (self, parts->panel,
                                                    g_array_index (keys, gint64, 0));
    }
  foyer_list_page_update_actions (self);
}

/* Opening
 * ---------------------------------------------------------------------------------------------- */

guint
foyer_list_page_guess_rows (FoyerListPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int height = root != NULL ? gtk_widget_get_height (GTK_WIDGET (root)) : 0;
  int width;

  if (height == 0 && GTK_IS_WINDOW (root))
    gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  return (height > 0 ? height : WINDOW_HEIGHT) / ROW_HEIGHT;
}

/* The first frame has what one sees, the others bring the rows around it. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerListPage *self = FOYER_LIST_PAGE (widget);
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  if (g_list_model_get_n_items (G_LIST_MODEL (parts->list)) == 0 ||
      foyer_keyed_list_is_pending (parts->list))
    return G_SOURCE_CONTINUE;
  if (++parts->n_frames == FIRST_FRAMES)
    foyer_key_selection_set_limit (parts->selection, 2 * foyer_list_page_guess_rows (self));
  if (parts->n_frames <= FIRST_FRAMES)
    return G_SOURCE_CONTINUE;
  foyer_key_selection_set_limit (parts->selection, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
follow_scrolling (FoyerListPage *self)
{
  GtkAdjustment *adjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (foyer_list_page_get_parts (self)->view));

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
}

void
foyer_list_page_set_list (FoyerListPage *self, FoyerKeyedList *list)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);

  parts->list = g_object_ref (list);
  parts->selection = foyer_key_selection_new (list);
  g_signal_connect_object (list, "queried", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->selection, "chosen-changed", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_list_page_ask (self);
  foyer_key_selection_set_limit (parts->selection, foyer_list_page_guess_rows (self));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  gtk_column_view_set_model (parts->view, GTK_SELECTION_MODEL (parts->selection));
  follow_scrolling (self);
  show_state (self);
  foyer_list_page_update_actions (self);
}
