/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-plan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (FoyerImportPlan, foyer_import_plan, G_TYPE_OBJECT)

G_DEFINE_QUARK (foyer - import - error - quark, foyer_import_error)

static void
clear_column (gpointer data)
{
  FoyerImportColumn *column = data;

  g_clear_pointer (&column->label, g_free);
  g_clear_pointer (&column->samples, g_strfreev);
  g_clear_pointer (&column->reason, g_free);
}

static void
foyer_import_plan_finalize (GObject *object)
{
  FoyerImportPlan *self = FOYER_IMPORT_PLAN (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->stamp, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_import_plan_parent_class)->finalize (object);
}

static void
foyer_import_plan_class_init (FoyerImportPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_import_plan_finalize;
}

static void
foyer_import_plan_init (FoyerImportPlan *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (FoyerImportColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->preview = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

/**
 * foyer_import_plan_new_for_file:
 * @file: a list that another system exported
 * @header: whether it begins with headings
 * @cancellable: (nullable): stops it
 * @error: return location: %FOYER_IMPORT_ERROR_NOT_A_LIST, or an error of reading
 *
 * Reads the whole file once and finds out how it is written and what its columns mean. Any thread.
 *
 * Returns: (transfer full): the plan, NULL with error
 */
FoyerImportPlan *
foyer_import_plan_new_for_file (GFile *file,
                                FoyerImportHeader header,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (FoyerImportPlan) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (FOYER_TYPE_IMPORT_PLAN, NULL);
  self->file = g_object_ref (file);
  self->header = header;
  if (!foyer_import_plan_look (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

typedef struct
{
  GFile *file; /* (owned) */
  FoyerImportHeader header;
} Loading;

static void
loading_free (gpointer data)
{
  g_object_unref (((Loading *) data)->file);
  g_free (data);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const Loading *loading = data;
  FoyerImportPlan *plan =
      foyer_import_plan_new_for_file (loading->file, loading->header, cancellable, &error);

  if (plan == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, plan, g_object_unref);
}

/**
 * foyer_import_plan_load_async:
 * @file: a list that another system exported
 * @header: whether it begins with headings
 * @cancellable: (nullable): stops it
 * @callback: called when it has been looked at
 * @user_data: for @callback
 *
 * foyer_import_plan_new_for_file () on a thread of its own.
 */
void
foyer_import_plan_load_async (GFile *file,
                              FoyerImportHeader header,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->file = g_object_ref (file);
  loading->header = header;
  g_task_set_source_tag (task, foyer_import_plan_load_async);
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * foyer_import_plan_load_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the plan, NULL with error
 */
FoyerImportPlan *
foyer_import_plan_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * foyer_import_plan_copy:
 * @self: the plan
 *
 * Returns: (transfer full): the same again, for another thread
 */
FoyerImportPlan *
foyer_import_plan_copy (FoyerImportPlan *self)
{
  FoyerImportPlan *copy = g_object_new (FOYER_TYPE_IMPORT_PLAN, NULL);

  copy->file = g_object_ref (self->file);
  copy->stamp = g_strdup (self->stamp);
  copy->name = g_strdup (self->name);
  copy->encoding = self->encoding;
  copy->dialect = self->dialect;
  copy->header = self->header;
  copy->header_row = self->header_row;
  copy->first_row = self->first_row;
  copy->n_rows = self->n_rows;
  copy->layout = self->layout;
  copy->currency = g_strdup (self->currency);
  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerImportColumn column = g_array_index (self->columns, FoyerImportColumn, i);

      column.label = g_strdup (column.label);
      column.samples = g_strdupv (column.samples);
      column.reason = g_strdup (column.reason);
      g_array_append_val (copy->columns, column);
    }
  for (guint i = 0; i < self->preview->len; i++)
    g_ptr_array_add (copy->preview, g_strdupv (g_ptr_array_index (self->preview, i)));
  return copy;
}

/**
 * foyer_import_plan_get_file:
 * @self: the plan
 *
 * Returns: (transfer none): the list
 */
GFile *
foyer_import_plan_get_file (FoyerImportPlan *self)
{
  return self->file;
}

/**
 * foyer_import_plan_get_layout:
 * @self: the plan
 *
 * Returns: (transfer none) (nullable): the name of the system that wrote the list, where that is
 * known
 */
const char *
foyer_import_plan_get_layout (FoyerImportPlan *self)
{
  return self->layout;
}

/**
 * foyer_import_plan_get_encoding:
 * @self: the plan
 *
 * Returns: what the file is written in
 */
FoyerTextEncoding
foyer_import_plan_get_encoding (FoyerImportPlan *self)
{
  return self->encoding;
}

/**
 * foyer_import_plan_get_separator:
 * @self: the plan
 *
 * Returns: the character between two cells
 */
char
foyer_import_plan_get_separator (FoyerImportPlan *self)
{
  return self->dialect.separator;
}

/**
 * foyer_import_plan_get_header_row:
 * @self: the plan
 *
 * Returns: the row of the headings, 0 when there are none
 */
gint64
foyer_import_plan_get_header_row (FoyerImportPlan *self)
{
  return self->header_row;
}

/**
 * foyer_import_plan_get_n_rows:
 * @self: the plan
 *
 * Returns: the rows below the headings; empty lines are none
 */
gint64
foyer_import_plan_get_n_rows (FoyerImportPlan *self)
{
  return self->n_rows;
}

/**
 * foyer_import_plan_get_n_columns:
 * @self: the plan
 *
 * Returns: the number of columns
 */
guint
foyer_import_plan_get_n_columns (FoyerImportPlan *self)
{
  return self->columns->len;
}

/**
 * foyer_import_plan_get_column:
 * @self: the plan
 * @column: which, from 0
 *
 * Returns: (transfer none): the column; valid until its role is changed
 */
const FoyerImportColumn *
foyer_import_plan_get_column (FoyerImportPlan *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return &g_array_index (self->columns, FoyerImportColumn, column);
}

static void
set_role (FoyerImportColumn *column, FoyerImportRole role, const char *reason)
{
  column->role = role;
  g_free (column->reason);
  column->reason = g_strdup (reason);
}

/**
 * foyer_import_plan_set_role:
 * @self: the plan
 * @column: which, from 0
 * @role: what it shall mean
 *
 * Another column that had @role becomes a question, unless several may have it.
 */
void
foyer_import_plan_set_role (FoyerImportPlan *self, guint column, FoyerImportRole role)
{
  g_return_if_fail (column < self->columns->len);
  g_return_if_fail (role < FOYER_N_ROLES);

  for (guint i = 0; i < self->columns->len && !foyer_import_role_is_shared (role); i++)
    {
      FoyerImportColumn *other = &g_array_index (self->columns, FoyerImportColumn, i);

      if (i != column && other->role == role)
        set_role (other, FOYER_ROLE_QUESTION, _ ("You gave its role to another column."));
    }
  set_role (&g_array_index (self->columns, FoyerImportColumn, column), role, _ ("Chosen by you."));
}

/**
 * foyer_import_plan_get_preview:
 * @self: the plan
 *
 * Returns: (transfer none) (element-type GStrv): the cells of the first rows, each row as many as
 * there are columns
 */
GPtrArray *
foyer_import_plan_get_preview (FoyerImportPlan *self)
{
  return self->preview;
}

/**
 * foyer_import_plan_get_currency:
 * @self: the plan
 *
 * Returns: (transfer none) (nullable): ISO 4217, where the list names one
 */
const char *
foyer_import_plan_get_currency (FoyerImportPlan *self)
{
  return self->currency;
}

static const char *
describe_separator (char separator)
{
  switch (separator)
    {
    case ',':
      return _ ("separated by commas");
    case ';':
      return _ ("separated by semicolons");
    case '\t':
      return _ ("separated by tabs");
    default:
      return _ ("separated by bars");
    }
}

/**
 * foyer_import_plan_describe:
 * @self: the plan
 *
 * Returns: (transfer full): how the list is written, in words
 */
char *
foyer_import_plan_describe (FoyerImportPlan *self)
{
  g_autofree char *kind = NULL;
  g_autofree char *rows = NULL;

  /* Translators: %s is the name of a ticketing system, such as Eventbrite. */
  kind = self->layout != NULL ? g_strdup_printf (_ ("%s list"), self->layout)
                              : g_strdup (_ ("Attendee list"));
  rows =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d row", "%'d rows", (gulong) self->n_rows),
                       (int) MIN (self->n_rows, G_MAXINT));
  /* Translators: “Eventbrite list, 592 rows, UTF-8, separated by commas”. */
  return g_strdup_printf (_ ("%1$s, %2$s, %3$s, %4$s"), kind, rows,
                          foyer_text_encoding_get_name (self->encoding),
                          describe_separator (self->dialect.separator));
}

/**
 * foyer_import_plan_suggest_title:
 * @self: the plan
 *
 * Returns: (transfer full): a title for an event that is made of this list: the file's name without
 * its ending
 */
char *
foyer_import_plan_suggest_title (FoyerImportPlan *self)
{
  g_autofree char *title = g_strdup (self->name);
  char *dot = strrchr (title, '.');
  gunichar first;

  if (dot != NULL && dot != title)
    *dot = '\0';
  g_strdelimit (title, "_-", ' ');
  g_strstrip (title);
  if (*title == '\0')
    return g_strdup (_ ("Imported Event"));

  first = g_unichar_totitle (g_utf8_get_char (title));
  {
    char letter[7] = { 0 };

    g_unichar_to_utf8 (first, letter);
    return g_strconcat (letter, g_utf8_next_char (title), NULL);
  }
}

/**
 * foyer_import_role_get_label:
 * @role: what a column means
 *
 * Returns: (transfer none): its name for a person
 */
const char *
foyer_import_role_get_label (FoyerImportRole role)
{
  static const char *const labels[FOYER_N_ROLES] = {
    [FOYER_ROLE_IGNORE] = N_ ("Leave Out"),
    [FOYER_ROLE_FULL_NAME] = N_ ("Name"),
    [FOYER_ROLE_FIRST_NAME] = N_ ("First Name"),
    [FOYER_ROLE_LAST_NAME] = N_ ("Last Name"),
    [FOYER_ROLE_EMAIL] = N_ ("E-Mail"),
    [FOYER_ROLE_COMPANY] = N_ ("Company"),
    [FOYER_ROLE_TIER] = N_ ("Tier"),
    [FOYER_ROLE_VARIATION] = N_ ("Tier Variation"),
    [FOYER_ROLE_PRICE] = N_ ("Price"),
    [FOYER_ROLE_CURRENCY] = N_ ("Currency"),
    [FOYER_ROLE_QUANTITY] = N_ ("Quantity"),
    [FOYER_ROLE_STATUS] = N_ ("Status"),
    [FOYER_ROLE_CHECKED_IN] = N_ ("Checked In"),
    [FOYER_ROLE_CHECK_IN_TIME] = N_ ("Check-In Time"),
    [FOYER_ROLE_CODE] = N_ ("Scanned Code"),
    [FOYER_ROLE_PUBLIC_ID] = N_ ("Ticket Number"),
    [FOYER_ROLE_ORDER_NUMBER] = N_ ("Order Number"),
    [FOYER_ROLE_POSITION] = N_ ("Position in Order"),
    [FOYER_ROLE_BUYER_NAME] = N_ ("Buyer’s Name"),
    [FOYER_ROLE_BUYER_EMAIL] = N_ ("Buyer’s E-Mail"),
    [FOYER_ROLE_NOTES] = N_ ("Notes"),
    [FOYER_ROLE_QUESTION] = N_ ("Question"),
  };

  g_return_val_if_fail (role < FOYER_N_ROLES, NULL);

  return _ (labels[role]);
}

/**
 * foyer_import_role_is_shared:
 * @role: what a column means
 *
 * Returns: whether several columns of one list may mean it
 */
gboolean
foyer_import_role_is_shared (FoyerImportRole role)
{
  return role == FOYER_ROLE_IGNORE || role == FOYER_ROLE_QUESTION;
}
