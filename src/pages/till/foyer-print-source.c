/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-print-source.h"

#include "foyer-cashier.h"
#include "foyer-drawer-receipt.h"
#include "foyer-event-text.h"
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

#define RECORD "record "

char *
foyer_print_details_for_change (gint64 change)
{
  return change > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, change) : NULL;
}

char *
foyer_print_details_for_session (const FoyerUuid *session_id)
{
  return foyer_uuid_to_string (session_id);
}

char *
foyer_print_details_for_record (const FoyerUuid *record_id)
{
  g_autofree char *id = foyer_uuid_to_string (record_id);

  return g_strconcat (RECORD, id, NULL);
}

static gboolean
read_sale (FoyerPrintSource *self, FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &job->event_id, error);

  if (event == NULL)
    return FALSE;
  self->sold = foyer_sale_part_store_load (db, &job->order_id, error);
  if (self->sold == NULL)
    return FALSE;
  if (job->details != NULL)
    self->sold->change = g_ascii_strtoll (job->details, NULL, 10);
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
read_record (FoyerPrintSource *self, FoyerDatabase *db, const char *text, GError **error)
{
  FoyerUuid id;

  if (!foyer_uuid_parse (text, &id))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("It is not known any more what was to be printed."));
      return FALSE;
    }
  self->record = foyer_row_store_find (db, &FOYER_TILL_RECORD_TYPE, &id, error);
  if (self->record == NULL)
    return FALSE;
  self->cashier = dup_name (db, &self->record->cashier_id);
  self->approver = dup_name (db, &self->record->approver_id);
  return TRUE;
}

static gboolean
read_report (FoyerPrintSource *self, FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  const char *details = job->details != NULL ? job->details : "";
  FoyerUuid session_id;

  if (g_str_has_prefix (details, RECORD))
    {
      if (!read_record (self, db, details + strlen (RECORD), error))
        return FALSE;
      session_id = self->record->session_id;
    }
  else if (!foyer_uuid_parse (details, &session_id))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("It is not known any more what was to be printed."));
      return FALSE;
    }
  self->report = foyer_till_store_report (db, &session_id, error);
  if (self->report != NULL)
    self->names = foyer_till_names_store_read (db, self->report, error);
  return self->names != NULL;
}

FoyerPrintSource *
foyer_print_source_read (FoyerDatabase *db, const FoyerPrintJob *job, GError **error)
{
  g_autoptr (FoyerPrintSource) self = g_new0 (FoyerPrintSource, 1);
  gboolean is_read;

  self->kind = job->kind;
  self->is_copy = job->is_copy;
  self->is_training = foyer_training_store_is_training (foyer_database_get_path (db));
  is_read = job->kind == FOYER_PRINT_REPORT ? read_report (self, db, job, error)
                                            : read_sale (self, db, job, error);
  return is_read ? g_steal_pointer (&self) : NULL;
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
  g_free (self);
}

static FoyerReceiptMark
find_mark (const FoyerPrintSource *self)
{
  if (self->is_training)
    return FOYER_RECEIPT_TRAINING;
  return self->names != NULL && self->names->is_test ? FOYER_RECEIPT_TEST : FOYER_RECEIPT_REAL;
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

FoyerReceipt *
foyer_print_source_build (const FoyerPrintSource *self)
{
  gint64 copied_at = self->is_copy ? foyer_time_now () : FOYER_NONE;
  FoyerTillReceipt options = { .made_at = foyer_time_now (), .copied_at = copied_at };
  g_autoptr (GTimeZone) zone = NULL;

  if (self->record != NULL)
    return build_slip (self, copied_at);
  if (self->report != NULL)
    return foyer_till_receipt_build (self->report, self->names, &options);
  zone = foyer_event_text_load_zone (self->offer->event);
  return self->kind == FOYER_PRINT_TICKETS
             ? foyer_sold_print_tickets (self->sold, self->offer, zone, find_mark (self), copied_at)
             : foyer_sold_print_receipt (self->sold, self->offer, zone, find_mark (self),
                                         copied_at);
}

char *
foyer_print_source_describe (const FoyerPrintSource *self)
{
  if (self->record != NULL)
    return g_strdup_printf (self->record->kind == FOYER_TILL_PAY_OUT ? _ ("Slip %d: paid out")
                                                                     : _ ("Slip %d: paid in"),
                            (int) self->record->sequence);
  if (self->report != NULL)
    /* Translators: the report of a till's session, by its number */
    return g_strdup_printf (_ ("Report of session %d"), (int) self->report->number);
  /* Translators: the number of an order */
  return g_strdup_printf (self->kind == FOYER_PRINT_TICKETS ? _ ("Tickets of order %s")
                                                            : _ ("Receipt of order %s"),
                          self->sold->order->order_number);
}
