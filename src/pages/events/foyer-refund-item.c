/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-item.h"

struct _FoyerRefundItem
{
  GObject parent_instance;

  FoyerRefundEntry *entry; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerRefundItem, foyer_refund_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ENTRY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_refund_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ENTRY:
      g_value_set_pointer (value, FOYER_REFUND_ITEM (object)->entry);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_refund_item_finalize (GObject *object)
{
  foyer_refund_entry_free (FOYER_REFUND_ITEM (object)->entry);
  G_OBJECT_CLASS (foyer_refund_item_parent_class)->finalize (object);
}

static void
foyer_refund_item_class_init (FoyerRefundItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_refund_item_get_property;
  object_class->finalize = foyer_refund_item_finalize;

  properties[PROP_ENTRY] =
      g_param_spec_pointer ("entry", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_refund_item_init (FoyerRefundItem *self)
{
}

FoyerRefundItem *
foyer_refund_item_new (FoyerRefundEntry *entry)
{
  FoyerRefundItem *self = g_object_new (FOYER_TYPE_REFUND_ITEM, NULL);

  self->entry = entry;
  return self;
}

void
foyer_refund_item_set_entry (FoyerRefundItem *self, FoyerRefundEntry *entry)
{
  gboolean is_same;

  g_return_if_fail (FOYER_IS_REFUND_ITEM (self));

  is_same = self->entry->refund->status == entry->refund->status;
  foyer_refund_entry_free (self->entry);
  self->entry = entry;
  if (!is_same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTRY]);
}

const FoyerRefundEntry *
foyer_refund_item_get_entry (FoyerRefundItem *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_ITEM (self), NULL);

  return self->entry;
}
