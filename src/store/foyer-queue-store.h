/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* What waits to be told to servers, and what they refused. */

/* The code of what waits for an answer because a server was restored from an older copy. */
#define FOYER_PROBLEM_RESTORED "RESTORED"

/* Rows of one type that wait. */
typedef struct
{
  const FoyerRowType *type;
  guint64 n_rows;
  gint64 oldest; /* when the first of them was written, microseconds since the epoch; FOYER_NONE */
} FoyerQueueKind;

/* A row that a server refused for good. It stays here as it is, and holds up no other. */
typedef struct
{
  const FoyerRowType *type;
  gint64 key;
  FoyerUuid event_id; /* nil when it has none */
  char *subject;      /* (nullable): what people know the row by: a name, a title, a code */
  gint64 server_key;
  gint64 change_set; /* the last of it that was told */
  gboolean is_new;
  gboolean is_marked;
  FoyerColumnSet columns;
  char *base;    /* (nullable): what it was before, as it was told */
  char *code;    /* (nullable): the server's own word for the reason */
  char *message; /* the reason, as the server says it: for foyer_remote_words () */
  guint attempts;
  gint64 first_time;
  gint64 last_time;
  gboolean is_retried; /* it waits again */
} FoyerPushProblem;

void foyer_push_problem_free (FoyerPushProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushProblem, foyer_push_problem_free)

/* By kind, check-ins first; server_key 0: of all; (element-type FoyerQueueKind). */
GPtrArray *foyer_queue_store_list (FoyerDatabase *db, gint64 server_key, GError **error);
/* The newest first; those that wait again are not among them; (element-type FoyerPushProblem). */
GPtrArray *foyer_queue_store_problems (FoyerDatabase *db, gint64 server_key, GError **error);
/* Notes a refusal; again of the same row counts it. */
gboolean foyer_queue_store_set_aside (FoyerDatabase *db, FoyerPushProblem *problem, GError **error);
/* It was told after all. */
gboolean
foyer_queue_store_clear (FoyerDatabase *db, const FoyerRowType *type, gint64 key, GError **error);
/* Tries once more; key 0: all of the server. */
gboolean foyer_queue_store_retry (FoyerDatabase *db,
                                  gint64 server_key,
                                  const FoyerRowType *type,
                                  gint64 key,
                                  GError **error);
/* Gives it up: an edit takes back what the server has, a row that is new here is removed. */
gboolean
foyer_queue_store_drop (FoyerDatabase *db, const FoyerRowType *type, gint64 key, GError **error);
/* Rows of an event that are told as if they were new; all of them with type NULL. */
gboolean foyer_queue_store_tell_again (FoyerDatabase *db,
                                       gint64 server_key,
                                       const FoyerUuid *event_id,
                                       const FoyerRowType *type,
                                       gint64 first_key,
                                       gint64 last_key,
                                       gboolean is_lost, /* a restored server has them no more */
                                       GError **error);
gboolean foyer_queue_store_told (FoyerDatabase *db, gint64 server_key, GError **error);

G_END_DECLS
