/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A web address as typed: “example.com/room” is https. FALSE when it is none; url is NULL when
 * nothing was typed. */
gboolean foyer_web_address_read (const char *text, char **url);

G_END_DECLS
