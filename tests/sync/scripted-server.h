/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-uuid.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server of the test's own, in a thread of its own since desks wait for it: it has sessions, takes
 * rows and knows which it has, tells pages of a feed, and breaks where the test says so. */
typedef struct _ScriptedServer ScriptedServer;

typedef enum
{
  SCRIPTED_NONE,
  SCRIPTED_EXPIRES,   /* the token is too old: nothing is done */
  SCRIPTED_LOSES,     /* it is done, and the answer is lost */
  SCRIPTED_BUSY,      /* 429, with Retry-After */
  SCRIPTED_HANGS,     /* it is done, and answered when it is let go */
  SCRIPTED_BACKWARDS, /* it is done, and answered from the last row to the first */
} ScriptedFault;

/* Longer than any machine is busy. */
#define SCRIPTED_RETRY_AFTER 700

ScriptedServer *scripted_server_new (void);
const char *scripted_server_get_url (ScriptedServer *self);
/* The token with which its session begins. */
const char *scripted_server_get_token (ScriptedServer *self);
/* What happens to the n-th call of a function from now on, the first is 0. */
void scripted_server_break (ScriptedServer *self,
                            const char *function, /* static */
                            guint n,
                            ScriptedFault fault);
/* A row that it does not take; is_loud: a call with it is refused as a whole. */
void scripted_server_refuse (ScriptedServer *self, const FoyerUuid *id, gboolean is_loud);
/* Rows of the event, a JSON array: (transfer full). The first page with a null cursor, and so on. */
void scripted_server_add_page (ScriptedServer *self, char *rows);
/* Comes back from an older copy: of the rows that it was told it knows those that it knew then, and
 * nobody is signed in. */
void scripted_server_back_up (ScriptedServer *self);
void scripted_server_restore (ScriptedServer *self);
/* On the server's thread, with each call of a function, before it is answered; func (nullable). */
void scripted_server_set_listener (ScriptedServer *self,
                                   const char *function, /* static */
                                   void (*func) (gpointer data),
                                   gpointer data);
void scripted_server_let_go (ScriptedServer *self);
guint scripted_server_count_calls (ScriptedServer *self, const char *function);
/* How often it was told a row, and whether it has it. */
guint scripted_server_count_told (ScriptedServer *self, const FoyerUuid *id);
gboolean scripted_server_has (ScriptedServer *self, const FoyerUuid *id);
guint scripted_server_count (ScriptedServer *self);
/* What a function was called with last; (transfer full) (nullable). */
char *scripted_server_dup_last (ScriptedServer *self, const char *function);
void scripted_server_free (ScriptedServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedServer, scripted_server_free)

G_END_DECLS
