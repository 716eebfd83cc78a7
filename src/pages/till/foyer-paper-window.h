/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-source.h"
#include "foyer-till-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A paper of the till as it comes out of the printer; it is printed, or saved as PDF.
 *
 *   read ─▸ shown ── Print, Save ─▸ noted in the book, where it must be ─▸ printed, saved
 *
 * What the printer does not take waits, and the window need not be open for it. Actions:
 * paper.print, paper.save. */
#define FOYER_TYPE_PAPER_WINDOW (foyer_paper_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerPaperWindow, foyer_paper_window, FOYER, PAPER_WINDOW, AdwWindow)

struct _FoyerPaperWindowClass
{
  AdwWindowClass parent_class;

  /* What a PDF of it is called, without an ending. */
  char *(*dup_file_name) (FoyerPaperWindow *self);
  /* It is to be given out. Ends in noted () or stop (), now or later. */
  void (*note) (FoyerPaperWindow *self);
  /* (nullable): it is shown. */
  void (*shown) (FoyerPaperWindow *self);
  /* (nullable): it came out, or waits. It is shown again then. */
  void (*gave_out) (FoyerPaperWindow *self);
};

/* Takes job. */
void foyer_paper_window_open (FoyerPaperWindow *self,
                              GtkWidget *from,
                              FoyerTillDesk *desk,
                              FoyerPrintJob *job);
/* Reads what the job is of, and shows it. */
void foyer_paper_window_read (FoyerPaperWindow *self);
void foyer_paper_window_show_problem (FoyerPaperWindow *self, const char *message);
/* error: (nullable): why it could not be noted. */
void foyer_paper_window_noted (FoyerPaperWindow *self, const GError *error);
/* Nobody wants it any more. */
void foyer_paper_window_stop (FoyerPaperWindow *self);

/* (nullable): NULL once it is closed */
FoyerTillDesk *foyer_paper_window_get_desk (FoyerPaperWindow *self);
/* It goes into a file, not to a printer. */
gboolean foyer_paper_window_is_saving (FoyerPaperWindow *self);
FoyerPrintJob *foyer_paper_window_get_job (FoyerPaperWindow *self);
const FoyerPrintSource *
foyer_paper_window_get_source (FoyerPaperWindow *self); /* (nullable) until it is read */
FoyerReceipt *foyer_paper_window_get_receipt (FoyerPaperWindow *self); /* (nullable) the same */

G_END_DECLS
