/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-private.h"

#include "foyer-answers.h"

struct _FoyerAttendee
{
  FoyerKeyedItem parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerAttendee, foyer_attendee, FOYER_TYPE_KEYED_ITEM)

static void
foyer_attendee_class_init (FoyerAttendeeClass *klass)
{
}

static void
foyer_attendee_init (FoyerAttendee *self)
{
}

static const FoyerAttendeeRow *
peek_row (FoyerAttendee *self)
{
  FoyerAttendeeList *list = foyer_keyed_item_get_list (FOYER_KEYED_ITEM (self));

  return list != NULL ? foyer_attendee_list_peek_row (
                            list, foyer_keyed_item_get_position (FOYER_KEYED_ITEM (self)))
                      : NULL;
}

/**
 * foyer_attendee_get_ticket:
 * @self: an attendee
 *
 * Returns: (transfer none) (nullable): the ticket, valid until "changed"
 */
const FoyerTicket *
foyer_attendee_get_ticket (FoyerAttendee *self)
{
  const FoyerAttendeeRow *row;

  g_return_val_if_fail (FOYER_IS_ATTENDEE (self), NULL);

  row = peek_row (self);
  return row != NULL ? row->ticket : NULL;
}

/**
 * foyer_attendee_get_order_number:
 * @self: an attendee
 *
 * Returns: (transfer none) (nullable): the number of the ticket's order
 */
const char *
foyer_attendee_get_order_number (FoyerAttendee *self)
{
  const FoyerAttendeeRow *row;

  g_return_val_if_fail (FOYER_IS_ATTENDEE (self), NULL);

  row = peek_row (self);
  return row != NULL && row->order != NULL ? row->order->order_number : NULL;
}

static const FoyerTier *
find_tier (FoyerAttendeeList *list, const FoyerUuid *tier_id)
{
  GPtrArray *tiers = foyer_attendee_list_get_tiers (list);

  for (guint i = 0; i < tiers->len; i++)
    if (foyer_uuid_equal (&((const FoyerTier *) tiers->pdata[i])->row.id, tier_id))
      return tiers->pdata[i];
  return NULL;
}

/**
 * foyer_attendee_get_tier:
 * @self: an attendee
 *
 * Returns: (transfer none) (nullable): the ticket's tier
 */
const FoyerTier *
foyer_attendee_get_tier (FoyerAttendee *self)
{
  const FoyerAttendeeRow *row;

  g_return_val_if_fail (FOYER_IS_ATTENDEE (self), NULL);

  row = peek_row (self);
  return row != NULL && row->ticket != NULL
             ? find_tier (foyer_keyed_item_get_list (FOYER_KEYED_ITEM (self)),
                          &row->ticket->tier_id)
             : NULL;
}

/**
 * foyer_attendee_get_attendance:
 * @self: an attendee
 *
 * Returns: what a person sees as the state of the ticket
 */
FoyerAttendance
foyer_attendee_get_attendance (FoyerAttendee *self)
{
  const FoyerAttendeeRow *row;

  g_return_val_if_fail (FOYER_IS_ATTENDEE (self), FOYER_ATTENDANCE_EXPECTED);

  row = peek_row (self);
  return row != NULL && row->ticket != NULL ? foyer_attendance_of (row->ticket, row->order)
                                            : FOYER_ATTENDANCE_EXPECTED;
}

/**
 * foyer_attendee_dup_answer:
 * @self: an attendee
 * @question_code: the code of one of the event's questions
 *
 * Returns: (transfer full) (nullable): the answer
 */
char *
foyer_attendee_dup_answer (FoyerAttendee *self, const char *question_code)
{
  const FoyerTicket *ticket;

  g_return_val_if_fail (FOYER_IS_ATTENDEE (self), NULL);
  g_return_val_if_fail (question_code != NULL, NULL);

  ticket = foyer_attendee_get_ticket (self);
  return ticket != NULL ? foyer_answers_dup (ticket->answers, question_code) : NULL;
}

/**
 * foyer_attendance_of:
 * @ticket: a ticket
 * @order: (nullable): its order
 *
 * Cancelled comes before everything, being in before being unpaid: what happened stays.
 *
 * Returns: what a person sees as the state of the ticket
 */
FoyerAttendance
foyer_attendance_of (const FoyerTicket *ticket, const FoyerOrder *order)
{
  g_return_val_if_fail (ticket != NULL, FOYER_ATTENDANCE_EXPECTED);

  if (ticket->status == FOYER_TICKET_CANCELLED)
    return FOYER_ATTENDANCE_CANCELLED;
  if (ticket->status == FOYER_TICKET_CHECKED_IN)
    return ticket->check_out_time == FOYER_NONE ? FOYER_ATTENDANCE_INSIDE : FOYER_ATTENDANCE_LEFT;
  if (order != NULL && order->status == FOYER_ORDER_PENDING)
    return FOYER_ATTENDANCE_UNPAID;
  return FOYER_ATTENDANCE_EXPECTED;
}
