/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"

G_BEGIN_DECLS

/* Lists in and out: “attendee import” and “attendee export”. */
FoyerCliStatus foyer_cli_run_import (FoyerCli *self,
                                     GStrv    *arguments);
FoyerCliStatus foyer_cli_run_export (FoyerCli *self,
                                     GStrv    *arguments);

G_END_DECLS
