/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-timeline.h"

#include <glib/gi18n-lib.h>

#include "foyer-check-in-store.h"
#include "foyer-device-store.h"
#include "foyer-row-store.h"
#include "foyer-time.h"
#include "foyer-verdict-look.h"

#define MAX_STEPS 50

typedef struct
{
  gint64 time;
  const char *icon;
  const char *style;
  char *text; /* (owned) */
} Step;

static void
step_free (gpointer data)
{
  Step *self = data;

  g_free (self->text);
  g_free (self);
}

static void
add_step (GPtrArray *steps, gint64 time, const char *icon, const char *style, char *text)
{
  Step *step = g_new0 (Step, 1);

  step->time = time;
  step->icon = icon;
  step->style = style;
  step->text = text;
  g_ptr_array_add (steps, step);
}

/* Where it was: an entrance, and another desk than this one. */
static char *
find_place (FoyerDatabase *reader, const FoyerCheckIn *fact)
{
  g_autoptr (FoyerCheckInList) list =
      foyer_row_store_find (reader, &FOYER_CHECK_IN_LIST_TYPE, &fact->list_id, NULL);
  g_autofree char *desk = foyer_device_store_dup_other (reader, &fact->device_id);

  if (list == NULL || desk == NULL)
    return list != NULL ? g_strdup (list->name) : g_steal_pointer (&desk);
  /* Translators: an entrance and a desk, as in “North door (Till 2)” */
  return g_strdup_printf (_ ("%s (%s)"), list->name, desk);
}

static void
add_fact (GPtrArray *steps, FoyerDatabase *reader, const FoyerCheckIn *fact)
{
  g_autofree char *place = find_place (reader, fact);
  FoyerVerdictLook look;

  foyer_verdict_look_init (&look, fact->verdict);
  if (fact->direction == FOYER_DIRECTION_UNDO)
    add_step (steps, fact->time, "edit-undo-symbolic", "left",
              fact->reason != NULL ? g_strdup_printf (_ ("Check-in taken back: %s"), fact->reason)
                                   : g_strdup (_ ("Check-in taken back")));
  else if (foyer_verdict_is_entry (fact->verdict))
    add_step (steps, fact->time, "object-select-symbolic", "inside",
              place != NULL ? g_strdup_printf (_ ("In at %s"), place) : g_strdup (_ ("In")));
  else if (fact->verdict == FOYER_VERDICT_EXITED)
    add_step (steps, fact->time, "system-log-out-symbolic", "left",
              place != NULL ? g_strdup_printf (_ ("Out at %s"), place) : g_strdup (_ ("Out")));
  else
    add_step (steps, fact->time, "action-unavailable-symbolic", "cancelled",
              place != NULL ? g_strdup_printf (_ ("%s, at %s"), look.word, place)
                            : g_strdup (look.word));
}

static void
add_ticket_steps (GPtrArray *steps, const FoyerTicket *ticket, gboolean has_facts)
{
  if (!has_facts && ticket->check_in_time != FOYER_NONE)
    add_step (steps, ticket->check_in_time, "object-select-symbolic", "inside",
              g_strdup (_ ("In, as the imported list says")));
  if (ticket->badge_printed_at != FOYER_NONE)
    add_step (steps, ticket->badge_printed_at, "printer-symbolic", "expected",
              ticket->badge_print_count > 1
                  ? g_strdup_printf (ngettext ("Badge printed %d time", "Badge printed %d times",
                                               ticket->badge_print_count),
                                     (int) ticket->badge_print_count)
                  : g_strdup (_ ("Badge printed")));
  if (ticket->resend_marked_at != FOYER_NONE)
    add_step (steps, ticket->resend_marked_at, "mail-send-symbolic", "expected",
              g_strdup (_ ("Marked: send the ticket again")));
}

static int
compare_steps_cb (gconstpointer a, gconstpointer b)
{
  const Step *one = *(Step *const *) a;
  const Step *other = *(Step *const *) b;

  return (one->time < other->time) - (one->time > other->time);
}

static GtkWidget *
make_row (const Step *step, GTimeZone *zone)
{
  g_autofree char *when = foyer_time_format_short (step->time, zone, foyer_time_now ());
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (step->icon);
  GtkWidget *text = gtk_label_new (step->text);
  GtkWidget *time = gtk_label_new (when);

  gtk_widget_add_css_class (row, "step");
  gtk_widget_add_css_class (icon, step->style);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (time, "numeric");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), time);
  return row;
}

static void
show_steps (GtkBox *box, GPtrArray *steps, GTimeZone *zone)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < MIN (steps->len, MAX_STEPS); i++)
    gtk_box_append (box, make_row (steps->pdata[i], zone));
  if (steps->len == 0)
    {
      child = gtk_label_new (_ ("Nothing has happened yet."));
      gtk_widget_add_css_class (child, "dim-label");
      gtk_label_set_xalign (GTK_LABEL (child), 0);
      gtk_box_append (box, child);
    }
}

void
foyer_attendee_timeline_fill (GtkBox *box,
                              FoyerDatabase *reader,
                              const FoyerTicket *ticket,
                              GTimeZone *zone)
{
  g_autoptr (GPtrArray) facts = foyer_check_in_store_history (reader, &ticket->row.id, NULL);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    add_fact (steps, reader, facts->pdata[i]);
  add_ticket_steps (steps, ticket, facts != NULL && facts->len > 0);
  g_ptr_array_sort (steps, compare_steps_cb);
  show_steps (box, steps, zone);
}
