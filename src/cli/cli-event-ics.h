/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"

G_BEGIN_DECLS

/* “event export-ics”. */
FoyerCliStatus foyer_cli_run_export_ics (FoyerCli *self, GStrv *arguments);

G_END_DECLS
