/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-printer.h"

#include <gtk/gtk.h>
#include <math.h>

#define DEFAULT_SHEET "label-62x100"

/* What GTK calls an option of the print service. */
#define OPTION "cups-"

static GtkPrintSettings *
load_chosen (GSettings *settings)
{
  g_autoptr (GVariant) last = g_settings_get_value (settings, "door-print-settings");

  return gtk_print_settings_new_from_gvariant (last);
}

char *
foyer_badge_printer_dup_queue (GSettings *settings)
{
  g_autoptr (GtkPrintSettings) chosen = load_chosen (settings);
  const char *name = gtk_print_settings_get_printer (chosen);
  const char *file = gtk_print_settings_get (chosen, GTK_PRINT_SETTINGS_OUTPUT_URI);

  return name != NULL && *name != '\0' && file == NULL ? g_strdup (name) : NULL;
}

/* The options of another printer are not those of this one. */
void
foyer_badge_printer_set_queue (GSettings *settings, const char *queue)
{
  g_autofree char *old = foyer_badge_printer_dup_queue (settings);
  g_autoptr (GtkPrintSettings) chosen = gtk_print_settings_new ();

  if (g_strcmp0 (old, queue) == 0)
    return;
  if (queue != NULL)
    gtk_print_settings_set_printer (chosen, queue);
  g_settings_set_value (settings, "door-print-settings", gtk_print_settings_to_gvariant (chosen));
}

static void
add_chosen (const char *key, const char *value, gpointer data)
{
  g_autofree char *option = NULL;

  if (!g_str_has_prefix (key, OPTION) || g_str_equal (value, "gtk-ignore-value"))
    return;
  option = g_strdup_printf ("%s=%s", key + strlen (OPTION), value);
  g_strv_builder_add (data, option);
}

/* As IPP names sizes: "custom_label_62x100mm". */
static char *
name_media (FoyerSheet *sheet)
{
  char wide[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
  double width, height;

  foyer_sheet_get_page (sheet, &width, &height);
  width = round (width / FOYER_MM * 10) / 10;
  height = round (height / FOYER_MM * 10) / 10;
  if (width == 210 && height == 297)
    return g_strdup ("media=iso_a4_210x297mm");
  if (width == 215.9 && height == 279.4)
    return g_strdup ("media=na_letter_8.5x11in");
  g_ascii_formatd (wide, sizeof wide, "%.4g", width);
  g_ascii_formatd (high, sizeof high, "%.4g", height);
  return g_strdup_printf ("media=custom_label_%sx%smm", wide, high);
}

GStrv
foyer_badge_printer_list_options (GSettings *settings, FoyerSheet *sheet, gboolean own)
{
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();
  g_autoptr (GtkPrintSettings) chosen = load_chosen (settings);

  /* Labels are as large as they are. */
  g_strv_builder_add (options, "print-scaling=none");
  if (own)
    gtk_print_settings_foreach (chosen, add_chosen, options);
  if (!own || (!gtk_print_settings_has_key (chosen, OPTION "PageSize") &&
               !gtk_print_settings_has_key (chosen, OPTION "media")))
    {
      g_autofree char *media = name_media (sheet);

      g_strv_builder_add (options, media);
    }
  return g_strv_builder_end (options);
}

FoyerSheet *
foyer_badge_printer_find_sheet (GSettings *settings, GError **error)
{
  g_autofree char *id = g_settings_get_string (settings, "door-badge-sheet");
  FoyerSheet *sheet = foyer_sheet_find (NULL, id, NULL);

  /* A preset of one's own may be gone. */
  return sheet != NULL ? sheet : foyer_sheet_find (NULL, DEFAULT_SHEET, error);
}
