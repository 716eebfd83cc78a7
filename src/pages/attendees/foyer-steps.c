/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-steps.h"

#include <glib/gi18n-lib.h>

#include "foyer-time.h"

#define MAX_STEPS 50

struct _FoyerSteps
{
  GPtrArray *steps; /* (owned) (element-type Step) */
};

typedef struct
{
  gint64 time;
  guint number; /* in the order they were added: of those at one moment the last comes first */
  const char *icon;
  const char *style;
  char *text;   /* (owned) */
  char *detail; /* (owned) (nullable) */
} Step;

static void
step_free (gpointer data)
{
  Step *self = data;

  g_free (self->text);
  g_free (self->detail);
  g_free (self);
}

FoyerSteps *
foyer_steps_new (void)
{
  FoyerSteps *self = g_new0 (FoyerSteps, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
foyer_steps_free (FoyerSteps *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

void
foyer_steps_add_with (FoyerSteps *self,
                      gint64 time,
                      const char *icon,
                      const char *style,
                      char *text,
                      char *detail)
{
  Step *step = g_new0 (Step, 1);

  step->time = time;
  step->number = self->steps->len;
  step->icon = icon;
  step->style = style;
  step->text = text;
  step->detail = detail;
  g_ptr_array_add (self->steps, step);
}

void
foyer_steps_add (FoyerSteps *self, gint64 time, const char *icon, const char *style, char *text)
{
  foyer_steps_add_with (self, time, icon, style, text, NULL);
}

static int
compare_steps_cb (gconstpointer a, gconstpointer b)
{
  const Step *one = *(Step *const *) a;
  const Step *other = *(Step *const *) b;

  if (one->time != other->time)
    return one->time < other->time ? 1 : -1;
  return (one->number < other->number) - (one->number > other->number);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static GtkWidget *
make_text (const Step *step)
{
  GtkWidget *box, *detail;

  if (step->detail == NULL)
    return make_label (step->text);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  detail = make_label (step->detail);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), make_label (step->text));
  gtk_box_append (GTK_BOX (box), detail);
  return box;
}

static GtkWidget *
make_row (const Step *step, GTimeZone *zone)
{
  g_autofree char *when = foyer_time_format_short (step->time, zone, foyer_time_now ());
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (step->icon);
  GtkWidget *text = make_text (step);
  GtkWidget *time = gtk_label_new (when);

  gtk_widget_add_css_class (row, "step");
  gtk_widget_add_css_class (icon, step->style);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (time, "numeric");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), time);
  return row;
}

void
foyer_steps_show (FoyerSteps *self, GtkBox *box, GTimeZone *zone)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  g_ptr_array_sort (self->steps, compare_steps_cb);
  for (guint i = 0; i < MIN (self->steps->len, MAX_STEPS); i++)
    gtk_box_append (box, make_row (self->steps->pdata[i], zone));
  if (self->steps->len == 0)
    {
      child = make_label (_ ("Nothing has happened yet."));
      gtk_widget_add_css_class (child, "dim-label");
      gtk_box_append (box, child);
    }
}
