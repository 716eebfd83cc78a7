/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"
#include "foyer-series.h"

G_BEGIN_DECLS

/* What the two files of “series” share. */
FoyerCliStatus foyer_cli_run_series_list (FoyerCli *self, GStrv *arguments);
FoyerCliStatus foyer_cli_run_series_edit (FoyerCli *self, GStrv *arguments);
FoyerCliStatus foyer_cli_run_series_add (FoyerCli *self, GStrv *arguments);
FoyerCliStatus foyer_cli_run_series_except (FoyerCli *self, GStrv *arguments);
gboolean foyer_cli_read_wall (FoyerCli *self,
                              const char *option,
                              const char *value,
                              const FoyerEvent *event,
                              gint64 *wall);
JsonObject *foyer_cli_describe_series (const FoyerSeries *series, gint64 n_dates);

G_END_DECLS
