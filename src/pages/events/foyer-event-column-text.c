/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-column-text.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *column;
  const char *text;
} names[] = {
  { "title", N_ ("Title") },
  { "slug", N_ ("Short Name") },
  { "short_description", N_ ("Short Description") },
  { "description", N_ ("Description") },
  { "category", N_ ("Category") },
  { "tags", N_ ("Tags") },
  { "cover_image_id", N_ ("Cover Image") },
  { "start_date", N_ ("Begins") },
  { "end_date", N_ ("Ends") },
  { "timezone", N_ ("Time Zone") },
  { "venue_type", N_ ("Kind of Event") },
  { "venue_name", N_ ("Venue") },
  { "venue_address", N_ ("Address") },
  { "venue_url", N_ ("Map Link") },
  { "virtual_url", N_ ("Link to Join") },
  { "capacity", N_ ("Capacity") },
  { "currency", N_ ("Currency") },
  { "refund_full_days", N_ ("Full Refund") },
  { "refund_part_hours", N_ ("Partial Refund") },
  { "refund_part_percentage", N_ ("Partial Refund") },
  { "fee_percentage", N_ ("Service Fee") },
  { "fee_fixed", N_ ("Service Fee") },
  { "fee_is_included", N_ ("Service Fee") },
  { "accent_colour", N_ ("Accent Colour") },
  { "logo_image_id", N_ ("Logo") },
  { "internal_notes", N_ ("Internal Notes") },
  { "status", N_ ("Status") },
};

const char *
foyer_event_column_text (const FoyerColumn *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].column, column->name))
      return _ (names[i].text);
  return NULL;
}

char *
foyer_event_column_list (FoyerColumnSet columns)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < FOYER_EVENT_TYPE.n_columns; i++)
    {
      const char *text = columns & (FoyerColumnSet) 1 << i
                             ? foyer_event_column_text (&FOYER_EVENT_TYPE.columns[i])
                             : NULL;

      if (text != NULL && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_ptr_array_add (texts, (gpointer) text);
    }
  g_ptr_array_add (texts, NULL);
  /* Translators: stands between the items of a list. */
  return g_strjoinv (_ (", "), (char **) texts->pdata);
}
