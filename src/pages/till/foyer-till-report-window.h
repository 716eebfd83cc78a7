/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-paper-window.h"

G_BEGIN_DECLS

/* An X or Z report as it is printed; prints it, and saves it as PDF. */
#define FOYER_TYPE_TILL_REPORT_WINDOW (foyer_till_report_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillReportWindow, foyer_till_report_window, FOYER, TILL_REPORT_WINDOW, FoyerPaperWindow)

/* Of the session so far, which is noted in the till's book. */
GtkWidget *foyer_till_report_window_present_x (GtkWidget       *from,
                                               FoyerTillDesk   *desk);
/* Of a session. is_copy: it was printed before, and says so; that is noted in the book when it is printed. */
GtkWidget *foyer_till_report_window_present   (GtkWidget       *from,
                                               FoyerTillDesk   *desk,
                                               const FoyerUuid *session_id,
                                               gboolean         is_copy);

G_END_DECLS
