/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-words.h"

#include "foyer-check-in.h"
#include "foyer-device-store.h"
#include "foyer-identity.h"
#include "foyer-image.h"
#include "foyer-order.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-series.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

/* What a row is called with its name, and without one. */
static const struct
{
  const char *table;
  const char *column; /* (nullable) */
  const char *named;
  const char *plain;
} subjects[] = {
  { "events", "title", N_ ("The event “%s”"), N_ ("An event") },
  { "series", "title", N_ ("The series “%s”"), N_ ("A series") },
  { "ticket_tiers", "name", N_ ("The tier “%s”"), N_ ("A tier") },
  { "quotas", "name", N_ ("The shared places “%s”"), N_ ("Shared places") },
  { "questions", "label", N_ ("The question “%s”"), N_ ("A question") },
  { "check_in_lists", "name", N_ ("The entrance “%s”"), N_ ("An entrance") },
  { "promo_codes", "code", N_ ("The promo code “%s”"), N_ ("A promo code") },
  { "tickets", "attendee_name", N_ ("The attendee “%s”"), N_ ("An attendee") },
  { "orders", "order_number", N_ ("The order “%s”"), N_ ("An order") },
  { "messages", "subject", N_ ("The message “%s”"), N_ ("A message") },
  { "refunds", NULL, NULL, N_ ("A refund") },
  { "images", NULL, NULL, N_ ("A picture") },
};

char *
foyer_conflict_words_subject (gconstpointer row)
{
  const FoyerRowType *type = ((const FoyerRow *) row)->type;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      const FoyerColumn *column;
      const char *name;

      if (!g_str_equal (subjects[i].table, type->table))
        continue;
      column = subjects[i].column != NULL ? foyer_row_type_find (type, subjects[i].column) : NULL;
      name = column != NULL ? FOYER_COLUMN_FIELD (row, column, char *) : NULL;
      if (name == NULL)
        return g_strdup (_ (subjects[i].plain));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      return g_strdup_printf (_ (subjects[i].named), name);
#pragma GCC diagnostic pop
    }
  return g_strdup (_ ("Something"));
}

char *
foyer_conflict_words_time (const FoyerEvent *event, gint64 instant, gint64 now)
{
  g_autoptr (GTimeZone) zone =
      event != NULL && event->timezone != NULL ? foyer_time_zone_load (event->timezone) : NULL;

  return foyer_time_format_short (instant, zone, now);
}

char *
foyer_conflict_words_person (FoyerDatabase *db,
                             const FoyerEvent *event,
                             const FoyerUuid *event_id,
                             const FoyerUuid *user_id,
                             const FoyerUuid *device_id,
                             const char *name,
                             const char *when)
{
  FoyerUuid me = foyer_conflict_find_person (db, event_id);
  FoyerUuid here = { { 0 } };
  gboolean is_me = !foyer_uuid_is_nil (user_id) && foyer_uuid_equal (user_id, &me);
  g_autofree char *desk = device_id != NULL ? foyer_device_store_dup_other (db, device_id) : NULL;
  g_autofree char *at_desk = NULL;
  const char *who;

  if (desk != NULL)
    {
      /* Translators: a person and a desk. */
      at_desk = g_strdup_printf (_ ("%s, at “%s”"),
                                 is_me          ? _ ("You")
                                 : name != NULL ? name
                                                : _ ("Somebody else"),
                                 desk);
      who = at_desk;
    }
  else if (is_me && device_id != NULL && !foyer_uuid_is_nil (device_id) &&
           foyer_identity_read (db, NULL, &here, NULL) && !foyer_uuid_equal (device_id, &here))
    who = _ ("You, at another desk");
  else if (is_me)
    who = _ ("You");
  else
    who = name != NULL ? name : _ ("Somebody else");
  if (*when == '\0')
    return g_strdup (who);
  /* Translators: who did it, and when: “You, 18:42”. */
  return g_strdup_printf (_ ("%s, %s"), who, when);
}

char *
foyer_conflict_words_count (const FoyerRowType *type, gint64 n)
{
  int count = (int) MIN (n, G_MAXINT);

  if (type == &FOYER_TICKET_TYPE)
    return g_strdup_printf (ngettext ("%'d attendee", "%'d attendees", count), count);
  if (type == &FOYER_CHECK_IN_TYPE)
    return g_strdup_printf (ngettext ("%'d check-in", "%'d check-ins", count), count);
  if (type == &FOYER_ORDER_TYPE)
    return g_strdup_printf (ngettext ("%'d order", "%'d orders", count), count);
  if (type == &FOYER_TIER_TYPE)
    return g_strdup_printf (ngettext ("%'d tier", "%'d tiers", count), count);
  if (type == &FOYER_PROMO_CODE_TYPE)
    return g_strdup_printf (ngettext ("%'d promo code", "%'d promo codes", count), count);
  if (type == &FOYER_QUESTION_TYPE)
    return g_strdup_printf (ngettext ("%'d question", "%'d questions", count), count);
  if (type == &FOYER_EVENT_TYPE)
    return g_strdup (_ ("The event’s details"));
  return g_strdup_printf (ngettext ("%'d other change", "%'d other changes", count), count);
}

const char *
foyer_conflict_words_refusal (const char *verdict)
{
  static const struct
  {
    const char *verdict;
    const char *text;
  } reasons[] = {
    { "CANCELLED", N_ ("The ticket was cancelled at another desk.") },
    { "REFUNDED", N_ ("The ticket was refunded at another desk.") },
    { "EXPIRED", N_ ("The order was not paid in time.") },
    { "BLOCKED", N_ ("The ticket was blocked at another desk.") },
    { "REPLACED", N_ ("The ticket has another code by now; this one is not valid any more.") },
    { "WRONG_EVENT", N_ ("The ticket is for another event.") },
    { "TEST_TICKET", N_ ("It is a ticket of a test, which lets nobody in.") },
  };

  for (guint i = 0; verdict != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].verdict, verdict))
      return _ (reasons[i].text);
  return NULL;
}

/**
 * foyer_report_kind_name:
 * @kind: a kind
 *
 * Returns: what conflicts of that kind are called
 */
const char *
foyer_report_kind_name (FoyerReportKind kind)
{
  switch (kind)
    {
    case FOYER_REPORT_TWICE_ADMITTED:
      return _ ("Let In Twice");
    case FOYER_REPORT_OVERSOLD:
      return _ ("Oversold");
    case FOYER_REPORT_EDITED_TWICE:
      return _ ("Edited Twice");
    case FOYER_REPORT_ADMITTED_THOUGH_REFUSED:
      return _ ("Let In Though Refused");
    case FOYER_REPORT_REFUNDED_TWICE:
      return _ ("Refunded Twice");
    case FOYER_REPORT_PAID_TWICE:
      return _ ("Paid Twice");
    case FOYER_REPORT_VOUCHER_TWICE:
      return _ ("Voucher Used Twice");
    case FOYER_REPORT_EVENT_GONE:
      return _ ("Event Gone");
    case FOYER_N_REPORTS:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * foyer_conflict_count_text:
 * @n: how many
 *
 * Returns: (transfer full): “2 conflicts”
 */
char *
foyer_conflict_count_text (gint64 n)
{
  return g_strdup_printf (ngettext ("%'d conflict", "%'d conflicts", n), (int) n);
}
