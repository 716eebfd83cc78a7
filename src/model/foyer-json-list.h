/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Columns that hold several texts or ids: a JSON array of strings, NULL for none. */
char **foyer_json_list_parse (const char *json);
char *foyer_json_list_format (const char *const *items);
gboolean foyer_json_list_has_id (const char *json, const FoyerUuid *id);

G_END_DECLS
