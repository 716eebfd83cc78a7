/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-problem-item.h"

#include <glib/gi18n-lib.h>

struct _FoyerImportProblemItem
{
  GObject parent_instance;

  char *row;    /* (owned) */
  char *reason; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerImportProblemItem, foyer_import_problem_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ROW,
  PROP_REASON,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_import_problem_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerImportProblemItem *self = FOYER_IMPORT_PROBLEM_ITEM (object);

  switch (id)
    {
    case PROP_ROW:
      g_value_set_string (value, self->row);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_import_problem_item_finalize (GObject *object)
{
  FoyerImportProblemItem *self = FOYER_IMPORT_PROBLEM_ITEM (object);

  g_free (self->row);
  g_free (self->reason);

  G_OBJECT_CLASS (foyer_import_problem_item_parent_class)->finalize (object);
}

static void
foyer_import_problem_item_class_init (FoyerImportProblemItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_import_problem_item_get_property;
  object_class->finalize = foyer_import_problem_item_finalize;

  properties[PROP_ROW] =
      g_param_spec_string ("row", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REASON] =
      g_param_spec_string ("reason", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_import_problem_item_init (FoyerImportProblemItem *self)
{
}

FoyerImportProblemItem *
foyer_import_problem_item_new (gint64 row, const char *reason)
{
  FoyerImportProblemItem *self = g_object_new (FOYER_TYPE_IMPORT_PROBLEM_ITEM, NULL);

  /* Translators: a row of a spreadsheet */
  self->row = g_strdup_printf (_ ("Row %d"), (int) row);
  self->reason = g_strdup (reason);
  return self;
}

GPtrArray *
foyer_import_problem_item_list (const FoyerImportReport *report)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint skipped = 0, misfit = 0;

  while (skipped < report->problems->len || misfit < report->misfits->len)
    {
      const FoyerImportProblem *a =
          skipped < report->problems->len ? report->problems->pdata[skipped] : NULL;
      const FoyerImportProblem *b =
          misfit < report->misfits->len ? report->misfits->pdata[misfit] : NULL;
      gboolean is_skipped = b == NULL || (a != NULL && a->row <= b->row);

      if (is_skipped)
        skipped++;
      else
        misfit++;
      g_ptr_array_add (items, foyer_import_problem_item_new ((is_skipped ? a : b)->row,
                                                             (is_skipped ? a : b)->reason));
    }
  return g_steal_pointer (&items);
}

char *
foyer_import_problem_item_describe (const FoyerImportReport *report)
{
  guint n_skipped = (guint) report->skipped;
  guint n_misfits = (guint) report->n_misfits;
  g_autofree char *skipped =
      report->skipped > report->problems->len
          ? g_strdup_printf (_ ("%'u rows will be skipped, the first %'u of them"), n_skipped,
                             report->problems->len)
          : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u row will be skipped",
                                          "%'u rows will be skipped", n_skipped),
                             n_skipped);
  g_autofree char *misfits =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u answer does not fit and is left out",
                                    "%'u answers do not fit and are left out", n_misfits),
                       n_misfits);

  if (n_misfits == 0)
    return g_steal_pointer (&skipped);
  return n_skipped == 0 ? g_steal_pointer (&misfits)
                        : g_strdup_printf ("%s · %s", skipped, misfits);
}
