/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_PRINTER_ERROR foyer_printer_error_quark ()

/* By what the caller can do about it; the message is a sentence for a person. */
typedef enum
{
  FOYER_PRINTER_ERROR_NONE,      /* no printer is chosen: choose one */
  FOYER_PRINTER_ERROR_INVALID,   /* what is chosen makes no sense: choose again */
  FOYER_PRINTER_ERROR_MISSING,   /* it is not there: plug it in, switch it on, choose another */
  FOYER_PRINTER_ERROR_FORBIDDEN, /* ask an administrator */
  FOYER_PRINTER_ERROR_BUSY,      /* somebody else is printing: try again */
  FOYER_PRINTER_ERROR_PAPER_OUT, /* put in a roll, then again */
  FOYER_PRINTER_ERROR_COVER_OPEN,
  FOYER_PRINTER_ERROR_OFFLINE,   /* it is there and does not print */
  FOYER_PRINTER_ERROR_TIMED_OUT, /* it takes nothing more */
  FOYER_PRINTER_ERROR_REFUSED,   /* the queue does not take this */
  FOYER_PRINTER_ERROR_FAILED,    /* it went away in the middle, the disk is full, … */
} FoyerPrinterError;

GQuark foyer_printer_error_quark (void);

G_END_DECLS
