/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "foyer-printer-target.h"

G_BEGIN_DECLS

/* An open way to a printer. Private to the layer; all of it blocks, so it belongs to a thread. */
typedef struct
{
  const FoyerPrinterTarget *target;      /* for what is said */
  int                       fd;          /* does not block */
  gboolean                  is_socket;
  gboolean                  may_answer;  /* it can be asked how it is */
  guint                     write_ms;    /* for so long it may take nothing */
  guint                     status_ms;   /* for so long it may not answer */
  GCancellable             *cancellable; /* (nullable) */
} FoyerPrinterLink;

gboolean foyer_printer_link_open_device (FoyerPrinterLink *self,
                                         GError          **error);
gboolean foyer_printer_link_write       (FoyerPrinterLink *self,
                                         GBytes           *bytes,
                                         GError          **error);
gboolean foyer_printer_link_wait        (FoyerPrinterLink *self,
                                         short             events,
                                         guint             milliseconds,
                                         gboolean         *is_ready,
                                         GError          **error);
/* Asks a printer how it is; error when it says that it cannot print. One that does not answer is well, and is not asked again. */
gboolean foyer_printer_link_ask         (FoyerPrinterLink *self,
                                         GError          **error);

G_END_DECLS
