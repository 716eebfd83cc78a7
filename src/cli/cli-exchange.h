/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"
#include "foyer-importer.h"

G_BEGIN_DECLS

/* Lists in and out: “attendee import” and “attendee export”. */
FoyerCliStatus foyer_cli_run_import (FoyerCli *self,
                                     GStrv    *arguments);
FoyerCliStatus foyer_cli_run_export (FoyerCli *self,
                                     GStrv    *arguments);

/* What an import did, for scripts and for people. */
JsonObject *foyer_cli_describe_report (const FoyerImportReport *report,
                                       gboolean                 dry_run);
char       *foyer_cli_tell_report     (const FoyerImportReport *report,
                                       gboolean                 dry_run);

G_END_DECLS
