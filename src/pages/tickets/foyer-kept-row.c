/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-kept-row.h"

#include "foyer-draft-file.h"
#include "foyer-draft-row.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

#define EDITED "edited"
#define BASE   "base" /* what the work began with */

struct _FoyerKeptRow
{
  GObject parent_instance;

  FoyerEditWindow *window; /* (not owned) it owns this */
  FoyerDraftFile *file;    /* (owned) */
  FoyerRow *stored;        /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerKeptRow, foyer_kept_row, G_TYPE_OBJECT)

static void
foyer_kept_row_finalize (GObject *object)
{
  FoyerKeptRow *self = FOYER_KEPT_ROW (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->stored, foyer_row_free);
  G_OBJECT_CLASS (foyer_kept_row_parent_class)->finalize (object);
}

static void
foyer_kept_row_class_init (FoyerKeptRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_kept_row_finalize;
}

static void
foyer_kept_row_init (FoyerKeptRow *self)
{
}

static void
settled_cb (FoyerKeptRow *self)
{
  foyer_draft_file_remove (self->file);
}

FoyerKeptRow *
foyer_kept_row_new (FoyerEditWindow *window, FoyerTicketDesk *desk, const FoyerRow *stored)
{
  FoyerKeptRow *self = g_object_new (FOYER_TYPE_KEPT_ROW, NULL);
  g_autofree char *id =
      foyer_uuid_to_string (stored->key != 0 ? &stored->id : foyer_ticket_desk_get_event_id (desk));
  g_autofree char *name =
      g_strdup_printf (stored->key != 0 ? "%s-%s" : "%s-%s-new", stored->type->table, id);

  self->file = foyer_draft_file_new_named (
      foyer_replica_get_path (foyer_ticket_desk_get_replica (desk)), name);
  self->stored = foyer_row_copy (stored);
  self->window = window;
  g_signal_connect_object (window, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static FoyerRow *
read_group (FoyerKeptRow *self, GKeyFile *file, const char *group)
{
  g_autoptr (FoyerRow) row = foyer_row_new (self->stored->type);

  return foyer_draft_row_read (file, group, row, NULL) ? g_steal_pointer (&row) : NULL;
}

gpointer
foyer_kept_row_read (FoyerKeptRow *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (FoyerRow) edited = NULL;
  g_autoptr (FoyerRow) base = NULL;
  g_autoptr (FoyerRow) row = NULL;
  FoyerColumnSet changed;

  g_return_val_if_fail (FOYER_IS_KEPT_ROW (self), NULL);

  text = foyer_draft_file_read_text (self->file);
  if (text == NULL || !g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL) ||
      (edited = read_group (self, file, EDITED)) == NULL ||
      (base = read_group (self, file, BASE)) == NULL)
    return NULL;
  /* What was changed elsewhere since is not taken back. */
  row = foyer_row_copy (self->stored);
  changed = foyer_row_diff (base, edited);
  for (guint i = 0; i < row->type->n_columns; i++)
    if (changed & (FoyerColumnSet) 1 << i)
      foyer_row_copy_column (row, edited, &row->type->columns[i]);
  if (foyer_row_diff (self->stored, row) == 0)
    return NULL;
  foyer_show_toast (GTK_WIDGET (self->window),
                    _ ("These changes were not saved last time. They were kept."));
  return g_steal_pointer (&row);
}

void
foyer_kept_row_write (FoyerKeptRow *self, const FoyerRow *row)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  g_return_if_fail (FOYER_IS_KEPT_ROW (self));

  if (foyer_row_diff (self->stored, row) == 0)
    {
      foyer_draft_file_remove (self->file);
      return;
    }
  foyer_draft_row_write (file, EDITED, row);
  foyer_draft_row_write (file, BASE, self->stored);
  text = g_key_file_to_data (file, NULL, NULL);
  foyer_draft_file_write_text (self->file, text);
}
