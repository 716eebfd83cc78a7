/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-policy.h"

#include "foyer-time.h"

/* So many days before, as the clock on the wall counts them. */
static gint64
days_before (const FoyerEvent *event, gint64 days)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  gint64 before = event->start_date - days * G_TIME_SPAN_DAY;
  gint64 then, start;

  if (zone == NULL)
    return before;
  start =
      g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                               event->start_date / G_USEC_PER_SEC));
  then = g_time_zone_get_offset (
      zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, before / G_USEC_PER_SEC));
  return before + (start - then) * G_USEC_PER_SEC;
}

/**
 * foyer_refund_policy_is_set:
 * @event: an event with its terms
 *
 * Returns: whether the event has terms at all; without any, whoever gives money back decides
 */
gboolean
foyer_refund_policy_is_set (const FoyerEvent *event)
{
  return event->refund_full_days != FOYER_NONE || event->refund_part_hours != FOYER_NONE;
}

/**
 * foyer_refund_policy_percentage:
 * @event: an event with its terms
 * @now: the moment
 *
 * All of it when the event is cancelled or begins late enough, then a part, then nothing: as a
 * server counts it.
 *
 * Returns: what goes back, hundredths of a percent
 */
gint64
foyer_refund_policy_percentage (const FoyerEvent *event, gint64 now)
{
  if (event->status == FOYER_EVENT_CANCELLED)
    return 10000;
  if (event->refund_full_days != FOYER_NONE && now <= days_before (event, event->refund_full_days))
    return 10000;
  if (event->refund_part_hours != FOYER_NONE &&
      now <= event->start_date - event->refund_part_hours * G_TIME_SPAN_HOUR)
    return CLAMP (event->refund_part_percentage, 0, 10000);
  return 0;
}
