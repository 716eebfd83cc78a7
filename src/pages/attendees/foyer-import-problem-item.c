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
  self->row = g_strdup_printf (_("Row %d"), (int) row);
  self->reason = g_strdup (reason);
  return self;
}
