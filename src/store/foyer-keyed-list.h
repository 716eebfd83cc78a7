/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GListModel of any length whose rows are known by their keys in the database: what is selected is a set of keys, and stays so
 * when the list is sorted, filtered or changes. It only ever grows and shrinks at its end; what stands where, "queried" tells.
 *
 * Signals "queried": the rows that were asked for are there, or an error; "rows-changed": rows may look different. */
#define FOYER_TYPE_KEYED_LIST (foyer_keyed_list_get_type ())
G_DECLARE_INTERFACE (FoyerKeyedList, foyer_keyed_list, FOYER, KEYED_LIST, GListModel)

struct _FoyerKeyedListInterface
{
  GTypeInterface parent_iface;

  const gint64 *(*get_keys)   (FoyerKeyedList *self,
                               guint          *n_keys);
  guint         (*get_total)  (FoyerKeyedList *self);
  gboolean      (*is_ready)   (FoyerKeyedList *self);
  gboolean      (*is_pending) (FoyerKeyedList *self);
  const char   *(*get_error)  (FoyerKeyedList *self); /* (nullable): there is never one */
  void          (*set_seen)   (FoyerKeyedList *self,
                               guint           first,
                               guint           last);
  void          (*wait)       (FoyerKeyedList *self,
                               gint64          microseconds); /* (nullable): nobody can */
};

/* All keys in order, shared; (transfer none) valid until the next "queried". */
const gint64 *foyer_keyed_list_get_keys   (FoyerKeyedList *self,
                                           guint          *n_keys);
gint64        foyer_keyed_list_get_key    (FoyerKeyedList *self,
                                           guint           position); /* 0 behind the end */
/* Where a key is shown; a walk over the keys. */
gboolean      foyer_keyed_list_find       (FoyerKeyedList *self,
                                           gint64          key,
                                           guint          *position);
guint         foyer_keyed_list_get_total  (FoyerKeyedList *self); /* without search and filter */
/* A query was answered. */
gboolean      foyer_keyed_list_is_ready   (FoyerKeyedList *self);
/* The rows shown are not yet those that were asked for. */
gboolean      foyer_keyed_list_is_pending (FoyerKeyedList *self);
/* (nullable) why the last query was not answered, in words. */
const char   *foyer_keyed_list_get_error  (FoyerKeyedList *self);
/* Which positions are in sight: they are told first that they changed. */
void          foyer_keyed_list_set_seen   (FoyerKeyedList *self,
                                           guint           first,
                                           guint           last);
/* Applies the answer now if it comes that soon: a frame that is painted without it would be followed by the next one only 16 ms
 * later. */
void          foyer_keyed_list_wait       (FoyerKeyedList *self,
                                           gint64          microseconds);
/* For implementations: they emit "queried" and "rows-changed". */
void          foyer_keyed_list_tell       (FoyerKeyedList *self);
void          foyer_keyed_list_tell_rows  (FoyerKeyedList *self);

G_END_DECLS
