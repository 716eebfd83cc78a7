/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-print-source.h"

#include "foyer-cashier.h"
#include "foyer-drawer-receipt.h"
#include "foyer-event-text.h"
#include "foyer-refund-list-receipt.h"
#include "foyer-refund-store.h"
#include "foyer-refund-words.h"
#include "foyer-row-store.h"
#include "foyer-sale-part-store.h"
#include "foyer-sold-print.h"
#include "foyer-store-error.h"
#include "foyer-tier-store.h"
#include "foyer-till-names-store.h"
#include "foyer-till-receipt.h"
#include "foyer-till-store.h"
#include "foyer-time.h"
#include "foyer-training-store.h"

#include <glib/gi18n-lib.h>

static gboolean
read_sale (FoyerPrintSource *self, FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &job->event_id, error);

  if (event == NULL)
    return FALSE;
  self->sold = job->kind == FOYER_PRINT_RECEIPT
                   ? foyer_sale_part_store_load_whole (db, &job->order_id, error)
                   : foyer_sale_part_store_load (db, &job->order_id, error);
  if (self->sold == NULL)
    return FALSE;
  if (job->kind == FOYER_PRINT_RECEIPT)
    self->sold->change = foyer_print_job_get_change (job);
  self->offer = foyer_tier_store_load_offer (db, event, NULL, NULL, error);
  return self->offer != NULL;
}

static char *
dup_name (FoyerDatabase *db, const FoyerUuid *cashier_id)
{
  g_autoptr (FoyerCashier) cashier = NULL;

  if (!foyer_uuid_is_nil (cashier_id))
    cashier = foyer_row_store_find (db, &FOYER_CASHIER_TYPE, cashier_id, NULL);
  return cashier != NULL ? g_strdup (cashier->name) : NULL;
}

static gboolean
read_record (FoyerPrintSource *self, FoyerDatabase *db, const FoyerUuid *id, GError **error)
{
  self->record = foyer_row_store_find (db, &FOYER_TILL_RECORD_TYPE, id, error);
  if (self->record == NULL)
    return FALSE;
  self->cashier = dup_name (db, &self->record->cashier_id);
  self->approver = dup_name (db, &self->record->approver_id);
  self->report = self->record->kind == FOYER_TILL_X
                     ? foyer_till_store_report_x (db, self->record, error)
                     : foyer_till_store_report (db, &self->record->session_id, error);
  return self->report != NULL;
}

static gboolean
read_report (FoyerPrintSource *self, FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  FoyerUuid session_id, record_id;

  if (!foyer_print_job_get_report (job, &session_id, &record_id))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("It is not known any more what was to be printed."));
      return FALSE;
    }
  if (foyer_uuid_is_nil (&record_id))
    self->report = foyer_till_store_report (db, &session_id, error);
  else if (!read_record (self, db, &record_id, error))
    return FALSE;
  if (self->report != NULL)
    self->names = foyer_till_names_store_read (db, self->report, error);
  return self->names != NULL;
}

static gboolean
refuse_badges (GError **error)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("Nobody is left whose badge could be printed."));
  return FALSE;
}

/* Of one, or of all of an order who did not cancel. */
static gboolean
read_badges (FoyerPrintSource *self, FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  g_autoptr (FoyerTicket) ticket = NULL;
  FoyerUuid ticket_id;

  self->badges = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (foyer_print_job_get_ticket (job, &ticket_id))
    {
      ticket = foyer_row_store_find (db, &FOYER_TICKET_TYPE, &ticket_id, error);
      if (ticket == NULL)
        return FALSE;
      self->attendee = g_strdup (ticket->attendee_name);
      g_array_append_val (self->badges, ticket->row.key);
      return TRUE;
    }
  self->sold = foyer_sale_part_store_load (db, &job->order_id, error);
  if (self->sold == NULL)
    return FALSE;
  for (guint i = 0; i < self->sold->tickets->len; i++)
    g_array_append_val (self->badges,
                        ((const FoyerTicket *) self->sold->tickets->pdata[i])->row.key);
  return self->badges->len > 0 || refuse_badges (error);
}

/* Those that wait. */
static gboolean
read_refunds (FoyerPrintSource *self, FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  self->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &job->event_id, error);
  if (self->event != NULL)
    self->refunds = foyer_refund_store_list (db, &job->event_id, 0, 0, error);
  for (guint i = self->refunds != NULL ? self->refunds->len : 0; i > 0; i--)
    if (((FoyerRefundEntry *) self->refunds->pdata[i - 1])->refund->status != FOYER_REFUND_PROPOSED)
      g_ptr_array_remove_index (self->refunds, i - 1);
  return self->refunds != NULL;
}

static gboolean
read_kind (FoyerPrintSource *self, FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  switch (job->kind)
    {
    case FOYER_PRINT_REPORT:
      return foyer_print_job_is_of_refunds (job) ? read_refunds (self, db, job, error)
                                                 : read_report (self, db, job, error);
    case FOYER_PRINT_BADGE:
      return read_badges (self, db, job, error);
    case FOYER_PRINT_TICKETS:
    case FOYER_PRINT_RECEIPT:
    default:
      return read_sale (self, db, job, error);
    }
}

FoyerPrintSource *
foyer_print_source_read (FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  g_autoptr (FoyerPrintSource) self = g_new0 (FoyerPrintSource, 1);

  self->kind = job->kind;
  self->is_copy = job->is_copy;
  self->is_training = foyer_training_store_is_training (foyer_database_get_path (db));
  return read_kind (self, db, job, error) ? g_steal_pointer (&self) : NULL;
}

void
foyer_print_source_free (FoyerPrintSource *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sold, foyer_sale_result_free);
  g_clear_pointer (&self->offer, foyer_offer_free);
  g_clear_pointer (&self->report, foyer_till_report_free);
  g_clear_pointer (&self->names, foyer_till_names_free);
  g_clear_pointer (&self->record, foyer_till_record_free);
  g_free (self->cashier);
  g_free (self->approver);
  g_clear_pointer (&self->badges, g_array_unref);
  g_free (self->attendee);
  g_clear_pointer (&self->refunds, g_ptr_array_unref);
  g_clear_pointer (&self->event, foyer_event_free);
  g_free (self);
}

static FoyerReceiptMark
find_mark (const FoyerPrintSource *self)
{
  if (self->is_training)
    return FOYER_RECEIPT_TRAINING;
  return (self->names != NULL && self->names->is_test) ||
                 (self->event != NULL && self->event->is_test)
             ? FOYER_RECEIPT_TEST
             : FOYER_RECEIPT_REAL;
}

static FoyerReceipt *
build_slip (const FoyerPrintSource *self, gint64 copied_at)
{
  const FoyerTillRecord *record = self->record;
  g_autoptr (GTimeZone) zone =
      self->names->timezone != NULL ? foyer_time_zone_load (self->names->timezone) : NULL;
  FoyerDrawerReceipt slip = FOYER_DRAWER_RECEIPT_INIT;

  slip.is_out = record->kind == FOYER_TILL_PAY_OUT;
  slip.amount = ABS (record->amount);
  slip.currency = record->currency;
  slip.reason = record->reason;
  slip.event = self->names->event;
  slip.till = self->names->till;
  slip.cashier = self->cashier;
  slip.approver = self->approver;
  slip.zone = zone;
  slip.time = record->time;
  slip.number = record->sequence;
  slip.mark = find_mark (self);
  slip.copied_at = copied_at;
  return foyer_drawer_receipt_build (&slip);
}

/* Of an X report the moment counts at which it was asked for. */
static FoyerReceipt *
build_report (const FoyerPrintSource *self, gint64 copied_at)
{
  FoyerTillReceipt options = { .made_at = foyer_time_now (), .copied_at = copied_at };

  if (self->record != NULL)
    {
      options.made_at = self->record->time;
      options.made_by = self->cashier;
    }
  return foyer_till_receipt_build (self->report, self->names, &options);
}

static FoyerReceipt *
build_refunds (const FoyerPrintSource *self)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerRefundListLine));
  g_autoptr (GTimeZone) zone = foyer_event_text_load_zone (self->event);
  FoyerRefundList list = { .event = self->event->title,
                           .zone = zone,
                           .made_at = foyer_time_now (),
                           .mark = find_mark (self) };

  for (guint i = 0; i < self->refunds->len; i++)
    {
      const FoyerRefundEntry *entry = self->refunds->pdata[i];
      FoyerRefundListLine line = { .order_number = entry->order_number,
                                   .name = entry->name != NULL ? entry->name : entry->email,
                                   .detail = foyer_refund_way_text (entry->way),
                                   .amount = entry->refund->amount,
                                   .currency = entry->refund->currency };

      g_array_append_val (lines, line);
    }
  list.lines = (const FoyerRefundListLine *) lines->data;
  list.n_lines = lines->len;
  return foyer_refund_list_receipt_build (&list);
}

static gboolean
is_slip (const FoyerPrintSource *self)
{
  return self->record != NULL && self->record->kind != FOYER_TILL_X;
}

FoyerReceipt *
foyer_print_source_build (const FoyerPrintSource *self)
{
  gint64 copied_at = self->is_copy ? foyer_time_now () : FOYER_NONE;
  g_autoptr (GTimeZone) zone = NULL;

  g_return_val_if_fail (self->kind != FOYER_PRINT_BADGE, NULL);

  if (self->refunds != NULL)
    return build_refunds (self);
  if (is_slip (self))
    return build_slip (self, copied_at);
  if (self->report != NULL)
    return build_report (self, copied_at);
  zone = foyer_event_text_load_zone (self->offer->event);
  return self->kind == FOYER_PRINT_TICKETS
             ? foyer_sold_print_tickets (self->sold, self->offer, zone, find_mark (self), copied_at)
             : foyer_sold_print_receipt (self->sold, self->offer, zone, find_mark (self),
                                         copied_at);
}

static char *
describe_report (const FoyerPrintSource *self)
{
  if (is_slip (self))
    return g_strdup_printf (self->record->kind == FOYER_TILL_PAY_OUT ? _ ("Slip %d: paid out")
                                                                     : _ ("Slip %d: paid in"),
                            (int) self->record->sequence);
  /* Translators: the report of a till's session, by its number */
  return g_strdup_printf (self->report->closed_at != FOYER_NONE ? _ ("Z report of session %d")
                                                                : _ ("X report of session %d"),
                          (int) self->report->number);
}

char *
foyer_print_source_describe (const FoyerPrintSource *self)
{
  if (self->refunds != NULL)
    return g_strdup (_ ("Refunds to Give Back"));
  if (self->report != NULL)
    return describe_report (self);
  if (self->attendee != NULL)
    /* Translators: the name of a guest */
    return g_strdup_printf (_ ("Badge of %s"), self->attendee);
  /* Translators: the number of an order */
  return g_strdup_printf (self->kind == FOYER_PRINT_BADGE     ? _ ("Badges of order %s")
                          : self->kind == FOYER_PRINT_TICKETS ? _ ("Tickets of order %s")
                                                              : _ ("Receipt of order %s"),
                          self->sold->order->order_number);
}
