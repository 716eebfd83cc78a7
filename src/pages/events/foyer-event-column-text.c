/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-column-text.h"

#include "foyer-column-text.h"

#include <glib/gi18n-lib.h>

const char *
foyer_event_column_text (const FoyerColumn *column)
{
  return foyer_column_text_name (&FOYER_EVENT_TYPE, column);
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
