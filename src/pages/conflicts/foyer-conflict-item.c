/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-item.h"

#include "foyer-time.h"

struct _FoyerConflictItem
{
  GObject parent_instance;

  FoyerDatabase *reader;       /* (owned) */
  FoyerConflict *conflict;     /* (owned) (nullable) */
  FoyerEventWork *work;        /* (owned) (nullable) */
  FoyerConflictReport *report; /* (owned) (nullable) until it is asked for */
};

G_DEFINE_FINAL_TYPE (FoyerConflictItem, foyer_conflict_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_REPORT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_conflict_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_REPORT:
      g_value_set_pointer (
          value, (gpointer) foyer_conflict_item_get_report (FOYER_CONFLICT_ITEM (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_conflict_item_finalize (GObject *object)
{
  FoyerConflictItem *self = FOYER_CONFLICT_ITEM (object);

  foyer_conflict_report_free (self->report);
  foyer_conflict_free (self->conflict);
  foyer_event_work_free (self->work);
  g_clear_object (&self->reader);
  G_OBJECT_CLASS (foyer_conflict_item_parent_class)->finalize (object);
}

static void
foyer_conflict_item_class_init (FoyerConflictItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_conflict_item_get_property;
  object_class->finalize = foyer_conflict_item_finalize;
  properties[PROP_REPORT] = g_param_spec_pointer (
      "report", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_conflict_item_init (FoyerConflictItem *self)
{
}

FoyerConflictItem *
foyer_conflict_item_new (FoyerDatabase *reader, FoyerConflict *conflict)
{
  FoyerConflictItem *self = g_object_new (FOYER_TYPE_CONFLICT_ITEM, NULL);

  self->reader = g_object_ref (reader);
  self->conflict = conflict;
  return self;
}

FoyerConflictItem *
foyer_conflict_item_new_gone (FoyerDatabase *reader, FoyerEventWork *work)
{
  FoyerConflictItem *self = g_object_new (FOYER_TYPE_CONFLICT_ITEM, NULL);

  self->reader = g_object_ref (reader);
  self->work = work;
  return self;
}

const FoyerUuid *
foyer_conflict_item_get_id (FoyerConflictItem *self)
{
  g_return_val_if_fail (FOYER_IS_CONFLICT_ITEM (self), NULL);

  return self->conflict != NULL ? &self->conflict->row.id : &self->work->event_id;
}

const FoyerConflictReport *
foyer_conflict_item_get_report (FoyerConflictItem *self)
{
  g_return_val_if_fail (FOYER_IS_CONFLICT_ITEM (self), NULL);

  if (self->report == NULL)
    self->report = foyer_conflict_item_dup_report (self);
  return self->report;
}

FoyerConflictReport *
foyer_conflict_item_dup_report (FoyerConflictItem *self)
{
  g_return_val_if_fail (FOYER_IS_CONFLICT_ITEM (self), NULL);

  return self->conflict != NULL
             ? foyer_conflict_report_new (self->reader, self->conflict, foyer_time_now ())
             : foyer_conflict_report_new_gone (self->reader, self->work, foyer_time_now ());
}

void
foyer_conflict_item_take (FoyerConflictItem *self, FoyerConflictItem *other)
{
  FoyerConflict *conflict = self->conflict;
  FoyerEventWork *work = self->work;

  g_return_if_fail (FOYER_IS_CONFLICT_ITEM (self));
  g_return_if_fail (FOYER_IS_CONFLICT_ITEM (other));

  self->conflict = other->conflict;
  self->work = other->work;
  other->conflict = conflict;
  other->work = work;
  g_clear_pointer (&other->report, foyer_conflict_report_free);
  g_clear_pointer (&self->report, foyer_conflict_report_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPORT]);
}
