/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-source.h"

#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-training-store.h"
#include "foyer-ticket.h"

struct _FoyerBadgeSource
{
  FoyerDatabase *db; /* (owned) */
  FoyerEvent *event; /* (owned) */
  GPtrArray *tiers;  /* (owned) (element-type FoyerTier) */
  GArray *keys;      /* (owned) (element-type gint64) */
  FoyerBadge *badge; /* (owned) the last one */
};

static const FoyerTier *
find_tier (FoyerBadgeSource *self, const FoyerUuid *id)
{
  for (guint i = 0; i < self->tiers->len; i++)
    {
      const FoyerTier *tier = g_ptr_array_index (self->tiers, i);

      if (foyer_uuid_equal (&tier->row.id, id))
        return tier;
    }
  return NULL;
}

/**
 * foyer_badge_source_new:
 * @db: a connection, used until the source is freed, by its thread
 * @event_id: the event
 * @keys: (element-type gint64): of the tickets, in the order of their badges
 * @error: return location
 *
 * Returns: (transfer full): the badges of these tickets; %NULL with error, NOT_FOUND for no such
 * event
 */
FoyerBadgeSource *
foyer_badge_source_new (FoyerDatabase *db, const FoyerUuid *event_id, GArray *keys, GError **error)
{
  g_autoptr (FoyerBadgeSource) self = g_new0 (FoyerBadgeSource, 1);

  g_return_val_if_fail (FOYER_IS_DATABASE (db), NULL);
  g_return_val_if_fail (event_id != NULL && keys != NULL, NULL);

  self->db = g_object_ref (db);
  self->keys = g_array_ref (keys);
  self->badge = foyer_badge_new ();
  self->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  if (self->event == NULL)
    return NULL;
  self->tiers = foyer_event_store_tiers (db, event_id, error);
  if (self->tiers == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * foyer_badge_source_free:
 * @self: (transfer full) (nullable): a source
 */
void
foyer_badge_source_free (FoyerBadgeSource *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->db);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->badge, foyer_badge_free);
  g_free (self);
}

/**
 * foyer_badge_source_get:
 * @n: which badge
 * @data: the source
 * @error: return location
 *
 * Returns: (transfer none): the badge, until the next call; %NULL with error
 */
const FoyerBadge *
foyer_badge_source_get (guint n, gpointer data, GError **error)
{
  FoyerBadgeSource *self = data;
  g_autoptr (FoyerTicket) ticket = NULL;
  const FoyerTier *tier;

  g_return_val_if_fail (n < self->keys->len, NULL);

  ticket = foyer_row_store_get (self->db, &FOYER_TICKET_TYPE, g_array_index (self->keys, gint64, n),
                                error);
  if (ticket == NULL)
    return NULL;

  tier = find_tier (self, &ticket->tier_id);
  foyer_badge_clear (self->badge);
  self->badge->event = g_strdup (self->event->title);
  self->badge->is_test = self->event->is_test;
  self->badge->is_training = foyer_training_store_is_training (foyer_database_get_path (self->db));
  self->badge->name = g_steal_pointer (&ticket->attendee_name);
  self->badge->company = g_steal_pointer (&ticket->company);
  self->badge->code = g_steal_pointer (&ticket->qr_code);
  if (tier != NULL)
    {
      self->badge->tier = g_strdup (tier->name);
      self->badge->colour = g_strdup (tier->colour);
      self->badge->design = foyer_badge_design_parse (tier->badge_layout);
    }
  return self->badge;
}
