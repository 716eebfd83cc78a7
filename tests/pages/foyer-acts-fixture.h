/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-replica.h"
#include "foyer-test.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A window over a replica with an event and its guests, that notes what it is told, and a connection beside it. */
typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db; /* (owned) of another program, as it were */
  FoyerReplica *replica;
  FoyerUuid event_id;
  GtkWindow *window; /* with the actions of the main window */
  GtkWidget *from;   /* in it */
  gint64 change_set; /* the last one that it was told of; 0 */
  char *told;        /* (owned) (nullable) in these words */
  char *field;       /* (owned) (nullable) where it was to go */
} FoyerActs;

#define FOYER_ACTS_GUESTS 400

void foyer_acts_set_up (FoyerActs *self, gconstpointer data);
void foyer_acts_tear_down (FoyerActs *self, gconstpointer data);

gint64 foyer_acts_count (FoyerActs *self, const char *sql);
char *foyer_acts_read (FoyerActs *self, const char *sql);
void foyer_acts_exec (FoyerActs *self, const char *sql);
/* All that an undo must bring back, as one number. */
char *foyer_acts_digest (FoyerActs *self);
/* The event with these columns set, in one transaction; "changed" has come. */
void foyer_acts_edit (FoyerActs *self, void (*edit) (FoyerEvent *event));
/* Makes a series of the event: (transfer full) (element-type FoyerEvent) its dates. */
GPtrArray *foyer_acts_repeat (FoyerActs *self, const char *rule);
void foyer_acts_undo (FoyerActs *self, gint64 change_set);

/* A child of the template. */
gpointer foyer_acts_child (gpointer widget, const char *name);
gboolean foyer_acts_is_enabled (gpointer widget, const char *action);
void foyer_acts_activate (gpointer widget, const char *action);
/* The n-th widget of a type below another, in reading order; NULL when there is none. */
GtkWidget *foyer_acts_find (gpointer from, GType type, guint n);
/* Is there a label below it that says so? */
gboolean foyer_acts_says (gpointer from, const char *words);
/* Waits for a window of a type to come; (transfer none). */
gpointer foyer_acts_wait_window (GType type);
/* (nullable) */
gpointer foyer_acts_find_window (GType type);
/* Waits until the window has gone; takes no reference. */
void foyer_acts_wait_gone (gpointer window);
/* Takes it apart in the midst of its work, and waits until the work has let go of it. */
void foyer_acts_dispose (gpointer window);
void foyer_acts_wait_told (FoyerActs *self);

G_END_DECLS
