/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The 16 bytes of an RFC 9562 UUID, in network order. All zero is the nil id: "none". */
typedef struct
{
  guint8 bytes[16];
} FoyerUuid;

#define FOYER_UUID_STRING_SIZE 37

void      foyer_uuid_init_v7   (FoyerUuid       *uuid);
gboolean  foyer_uuid_parse     (const char      *text,
                                FoyerUuid       *uuid);
void      foyer_uuid_format    (const FoyerUuid *uuid,
                                char             text[FOYER_UUID_STRING_SIZE]);
char     *foyer_uuid_to_string (const FoyerUuid *uuid);
gboolean  foyer_uuid_equal     (gconstpointer    a,
                                gconstpointer    b);
gboolean  foyer_uuid_is_nil    (const FoyerUuid *uuid);
guint     foyer_uuid_hash      (gconstpointer    uuid);

G_END_DECLS
