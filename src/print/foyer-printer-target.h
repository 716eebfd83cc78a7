/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-printer-error.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_PRINTER_NONE,
  FOYER_PRINTER_QUEUE,   /* of CUPS */
  FOYER_PRINTER_DEVICE,  /* a file: /dev/usb/lp0, a serial line, a FIFO */
  FOYER_PRINTER_NETWORK, /* a host that listens at port 9100 */
} FoyerPrinterKind;

#define FOYER_N_PRINTER_KINDS 4

#define FOYER_PRINTER_PORT 9100

/* Where a printer is. In settings and in waiting jobs it is a text: empty, "queue:Epson", "device:/dev/usb/lp0",
 * "device:/dev/ttyUSB0,19200", "network:192.168.1.20" or "network:printer.local:9101". */
typedef struct
{
  FoyerPrinterKind kind;
  char            *name; /* (owned) (nullable) of the queue, path of the device, host */
  guint            port; /* of a host */
  guint            baud; /* of a serial line; 0: as it is set */
} FoyerPrinterTarget;

FoyerPrinterTarget *foyer_printer_target_parse    (const char                *text,
                                                   GError                   **error);
FoyerPrinterTarget *foyer_printer_target_new      (FoyerPrinterKind           kind,
                                                   const char                *address, /* without the kind before it */
                                                   GError                   **error);
FoyerPrinterTarget *foyer_printer_target_copy     (const FoyerPrinterTarget  *self);
void                foyer_printer_target_free     (FoyerPrinterTarget        *self);
char               *foyer_printer_target_to_text  (const FoyerPrinterTarget  *self);
char               *foyer_printer_target_describe (const FoyerPrinterTarget  *self); /* for people */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrinterTarget, foyer_printer_target_free)

G_END_DECLS
