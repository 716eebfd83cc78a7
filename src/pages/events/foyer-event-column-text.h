/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

G_BEGIN_DECLS

/* What a column of an event is called on its page; (nullable) when it is not there. */
const char *foyer_event_column_text (const FoyerColumn *column);
/* “Title, Capacity”. */
char *foyer_event_column_list (FoyerColumnSet columns);

G_END_DECLS
