/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: escpos-text FILE: what a receipt printer prints of it, one thing a line. */
#include "foyer-escpos-reader.h"

#include <stdio.h>

int
main (int argc, char *argv[])
{
  static const char *const words[] = { "LINE", "RASTER", "QR", "KICK", "CUT" };
  g_autofree char *data = NULL;
  g_autofree char *error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gsize length;

  if (argc != 2 || !g_file_get_contents (argv[1], &data, &length, NULL))
    return 2;
  bytes = g_bytes_new (data, length);
  items = foyer_escpos_read (bytes, &error);
  if (error != NULL)
    {
      fprintf (stderr, "%s\n", error);
      return 1;
    }
  for (guint i = 0; i < items->len; i++)
    {
      const EscposItem *item = items->pdata[i];

      printf ("%s\t%s\n", words[item->kind], item->text != NULL ? item->text : "");
    }
  return 0;
}
