/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge.h"

/**
 * foyer_badge_new:
 *
 * Returns: (transfer full): a badge with nothing on it
 */
FoyerBadge *
foyer_badge_new (void)
{
  return g_new0 (FoyerBadge, 1);
}

/**
 * foyer_badge_copy:
 * @self: a badge
 *
 * Returns: (transfer full): one that says the same
 */
FoyerBadge *
foyer_badge_copy (const FoyerBadge *self)
{
  FoyerBadge *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = foyer_badge_new ();
  copy->event = g_strdup (self->event);
  copy->name = g_strdup (self->name);
  copy->company = g_strdup (self->company);
  copy->tier = g_strdup (self->tier);
  copy->colour = g_strdup (self->colour);
  copy->code = g_strdup (self->code);
  copy->design = self->design;
  copy->is_test = self->is_test;
  copy->is_training = self->is_training;
  return copy;
}

/**
 * foyer_badge_clear:
 * @self: a badge
 *
 * Frees what is on it; the struct may be filled anew.
 */
void
foyer_badge_clear (FoyerBadge *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->company, g_free);
  g_clear_pointer (&self->tier, g_free);
  g_clear_pointer (&self->colour, g_free);
  g_clear_pointer (&self->code, g_free);
  self->is_test = FALSE;
  self->is_training = FALSE;
}

/**
 * foyer_badge_free:
 * @self: (transfer full) (nullable): a badge
 */
void
foyer_badge_free (FoyerBadge *self)
{
  if (self == NULL)
    return;

  foyer_badge_clear (self);
  g_free (self);
}
