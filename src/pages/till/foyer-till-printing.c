/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-printing.h"

#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!foyer_receipt_printer_open_drawer_finish (FOYER_RECEIPT_PRINTER (source), result, &error) &&
      from != NULL && gtk_widget_get_root (from) != NULL)
    {
      g_autofree char *title = g_strdup_printf (_ ("The drawer stays shut. %s"), error->message);

      foyer_show_toast (from, title);
    }
}

void
foyer_till_printing_open_drawer (FoyerTillDesk *desk, GtkWidget *from)
{
  g_autoptr (FoyerReceiptPrinter) printer = foyer_till_desk_new_printer (desk);

  if (foyer_receipt_printer_is_set_up (printer) &&
      foyer_receipt_printer_get_setup (printer)->escpos.drawer != FOYER_DRAWER_NONE)
    foyer_receipt_printer_open_drawer_async (printer, NULL, opened_cb,
                                             from != NULL ? g_object_ref (from) : NULL);
}
