/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks which of some cashiers somebody is, and for their PIN where they have one. */
#define FOYER_TYPE_PIN_WINDOW (foyer_pin_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPinWindow, foyer_pin_window, FOYER, PIN_WINDOW, AdwWindow)

typedef struct
{
  const char *title;
  const char *why;      /* (nullable) what it is asked for */
  const char *nobody;   /* said when there is nobody to choose from */
  GPtrArray  *cashiers; /* of FoyerCashier; copied */
  const char *path;     /* of the replica: it remembers who guesses */
} FoyerPinQuestion;

/* from: over which window. */
void     foyer_pin_window_ask_async  (GtkWidget              *from,
                                      const FoyerPinQuestion *question,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data);
/* FALSE, without an error, when nobody answered. */
gboolean foyer_pin_window_ask_finish (GAsyncResult           *result,
                                      FoyerUuid              *cashier_id,
                                      GError                **error);

G_END_DECLS
