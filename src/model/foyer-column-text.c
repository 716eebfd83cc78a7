/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-column-text.h"

#include <glib/gi18n-lib.h>

/* NULL: of all tables. Those of one table come first. */
static const struct
{
  const char *table;
  const char *column;
  const char *text;
} names[] = {
  { "events", "title", N_ ("Title") },
  { "events", "slug", N_ ("Short Name") },
  { "events", "short_description", N_ ("Short Description") },
  { "events", "description", N_ ("Description") },
  { "events", "category", N_ ("Category") },
  { "events", "tags", N_ ("Tags") },
  { "events", "cover_image_id", N_ ("Cover Image") },
  { "events", "start_date", N_ ("Begins") },
  { "events", "end_date", N_ ("Ends") },
  { "events", "timezone", N_ ("Time Zone") },
  { "events", "venue_type", N_ ("Kind of Event") },
  { "events", "venue_name", N_ ("Venue") },
  { "events", "venue_address", N_ ("Address") },
  { "events", "venue_url", N_ ("Map Link") },
  { "events", "virtual_url", N_ ("Link to Join") },
  { "events", "capacity", N_ ("Capacity") },
  { "events", "currency", N_ ("Currency") },
  { "events", "refund_full_days", N_ ("Full Refund") },
  { "events", "refund_part_hours", N_ ("Partial Refund") },
  { "events", "refund_part_percentage", N_ ("Partial Refund") },
  { "events", "fee_percentage", N_ ("Service Fee") },
  { "events", "fee_fixed", N_ ("Service Fee") },
  { "events", "fee_is_included", N_ ("Service Fee") },
  { "events", "accent_colour", N_ ("Accent Colour") },
  { "events", "logo_image_id", N_ ("Logo") },
  { "events", "internal_notes", N_ ("Internal Notes") },
  { "events", "status", N_ ("Status") },
  { "events", "archived_at", N_ ("Archived") },
  { "events", "is_test", N_ ("Test Mode") },
  { "ticket_tiers", "kind", N_ ("Kind of Tier") },
  { "ticket_tiers", "price_min", N_ ("Least Donation") },
  { "ticket_tiers", "quota_id", N_ ("Shared Places") },
  { "ticket_tiers", "sale_start", N_ ("Sale Begins") },
  { "ticket_tiers", "sale_end", N_ ("Sale Ends") },
  { "ticket_tiers", "is_early_bird", N_ ("Early Bird") },
  { "ticket_tiers", "next_tier_id", N_ ("Next Tier") },
  { "ticket_tiers", "min_per_order", N_ ("Least per Order") },
  { "ticket_tiers", "max_per_order", N_ ("Most per Order") },
  { "ticket_tiers", "group_kind", N_ ("Group Price") },
  { "ticket_tiers", "group_size", N_ ("Group Size") },
  { "ticket_tiers", "group_pays", N_ ("Of These Paid") },
  { "ticket_tiers", "group_price", N_ ("Group Price") },
  { "ticket_tiers", "is_hidden", N_ ("Hidden") },
  { "ticket_tiers", "badge_layout", N_ ("Badge Design") },
  { "tickets", "attendee_name", N_ ("Name") },
  { "tickets", "attendee_email", N_ ("E-Mail") },
  { "tickets", "company", N_ ("Company") },
  { "tickets", "notes", N_ ("Notes") },
  { "tickets", "answers", N_ ("Answers") },
  { "tickets", "is_blocked", N_ ("Blocked") },
  { "tickets", "needs_approval", N_ ("Approval Needed") },
  { "tickets", "is_refunded", N_ ("Refunded") },
  { "tickets", "badge_printed_at", N_ ("Badge Printed") },
  { "tickets", "badge_print_count", N_ ("Badges Printed") },
  { "tickets", "resend_marked_at", N_ ("Send Confirmation Again") },
  { "tickets", "qr_code", N_ ("Ticket Code") },
  { "tickets", "order_id", N_ ("Order") },
  { "orders", "buyer_name", N_ ("Buyer") },
  { "orders", "buyer_email", N_ ("Buyer’s E-Mail") },
  { "orders", "subtotal", N_ ("Subtotal") },
  { "orders", "total", N_ ("Total") },
  { "questions", "label", N_ ("Question") },
  { "questions", "help", N_ ("Help Text") },
  { "questions", "type", N_ ("Kind of Answer") },
  { "questions", "options", N_ ("Choices") },
  { "questions", "scope", N_ ("Asked Of") },
  { "questions", "asked", N_ ("Asked When") },
  { "questions", "required", N_ ("Required") },
  { "quotas", "quantity_total", N_ ("Places") },
  { "check_in_lists", "opens_at", N_ ("Opens") },
  { "check_in_lists", "closes_at", N_ ("Closes") },
  { "check_in_lists", "allow_unpaid", N_ ("Lets In Who Has Not Paid") },
  { "check_in_lists", "allow_reentry", N_ ("Lets In Again After Leaving") },
  { "check_in_lists", "allow_multiple", N_ ("Lets In Several Times") },
  { "check_in_lists", "max_inside", N_ ("Most People Inside") },
  { "promo_codes", "discount_type", N_ ("Kind of Discount") },
  { "promo_codes", "discount_value", N_ ("Discount") },
  { "promo_codes", "applies_to", N_ ("Applies To") },
  { "promo_codes", "valid_from", N_ ("Valid From") },
  { "promo_codes", "valid_until", N_ ("Valid Until") },
  { "promo_codes", "max_uses", N_ ("Most Uses") },
  { "promo_codes", "max_per_person", N_ ("Most Uses per Person") },
  { "promo_codes", "is_inactive", N_ ("Switched Off") },
  { "promo_codes", "note", N_ ("Note") },
  { "series", "rule", N_ ("Repetition") },
  { "series", "start_wall", N_ ("Begins") },
  { "series", "duration", N_ ("Duration") },
  { "series", "exceptions", N_ ("Dates Left Out") },
  { "series", "additions", N_ ("Dates Added") },
  { "messages", "subject", N_ ("Subject") },
  { "messages", "body", N_ ("Text") },
  { "refunds", "amount", N_ ("Amount") },
  { "refunds", "reason", N_ ("Reason") },
  { NULL, "title", N_ ("Title") },
  { NULL, "name", N_ ("Name") },
  { NULL, "description", N_ ("Description") },
  { NULL, "price", N_ ("Price") },
  { NULL, "quantity_total", N_ ("Quantity") },
  { NULL, "colour", N_ ("Colour") },
  { NULL, "code", N_ ("Code") },
  { NULL, "status", N_ ("Status") },
  { NULL, "tier_id", N_ ("Tier") },
  { NULL, "tier_ids", N_ ("Tiers") },
  { NULL, "timezone", N_ ("Time Zone") },
  { NULL, "currency", N_ ("Currency") },
  { NULL, "sort_order", N_ ("Place in the List") },
};

static const struct
{
  const char *word;
  const char *text;
} words[] = {
  { "DRAFT", N_ ("Draft") },
  { "PUBLISHED", N_ ("Published") },
  { "CANCELLED", NC_ ("ticket or event", "Cancelled") },
  { "IN_PERSON", N_ ("In Person") },
  { "VIRTUAL", N_ ("Online") },
  { "HYBRID", N_ ("In Person and Online") },
  { "PAID", NC_ ("kind of tier", "Paid") },
  { "FREE", N_ ("Free") },
  { "DONATION", N_ ("Donation") },
  { "NONE", NC_ ("value", "None") },
  { "N_FOR_M", N_ ("Some of a Group Are Free") },
  { "PER_HEAD", N_ ("A Price per Head") },
  { "VALID", N_ ("Valid") },
  { "CHECKED_IN", N_ ("Checked In") },
  { "PENDING", N_ ("Waits for Payment") },
  { "COMPLETED", N_ ("Paid") },
  { "REFUNDED", N_ ("Refunded") },
  { "PARTLY_REFUNDED", N_ ("Partly Refunded") },
  { "EXPIRED", N_ ("Expired") },
  { "TEXT", N_ ("Text") },
  { "LONG_TEXT", N_ ("Long Text") },
  { "NUMBER", N_ ("Number") },
  { "CHOICE", N_ ("One of Several Choices") },
  { "SEVERAL", N_ ("Any of Several Choices") },
  { "DATE", N_ ("Date") },
  { "YES_NO", N_ ("Yes or No") },
  { "EMAIL", N_ ("E-Mail Address") },
  { "PHONE", N_ ("Phone Number") },
  { "FILE", N_ ("File") },
  { "ATTENDEE", N_ ("Each Attendee") },
  { "ORDER", N_ ("The Whole Order") },
  { "TICKET", N_ ("Each Ticket") },
  { "BUYING", N_ ("When Buying") },
  { "AT_DOOR", N_ ("At the Door") },
  { "PERCENTAGE", N_ ("A Part of the Price") },
  { "FIXED", N_ ("An Amount") },
  { "PREPARED", N_ ("Prepared") },
  { "SENT", N_ ("Sent") },
  { "DROPPED", N_ ("Dropped") },
  { "PROPOSED", N_ ("Proposed") },
  { "CONFIRMED", N_ ("Confirmed") },
};

/**
 * foyer_column_text_name:
 * @type: a row type
 * @column: a column of it
 *
 * Returns: (nullable): what people call it; %NULL when no page shows it
 */
const char *
foyer_column_text_name (const FoyerRowType *type, const FoyerColumn *column)
{
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (column != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].column, column->name) &&
        (names[i].table == NULL || g_str_equal (names[i].table, type->table)))
      return _ (names[i].text);
  return NULL;
}

/**
 * foyer_column_text_word:
 * @word: a word of an ENUM column
 *
 * Returns: what people say for it; @word when that is not known
 */
const char *
foyer_column_text_word (const char *word)
{
  g_return_val_if_fail (word != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      return g_str_equal (word, "CANCELLED") ? C_ ("ticket or event", "Cancelled")
             : g_str_equal (word, "PAID")    ? C_ ("kind of tier", "Paid")
             : g_str_equal (word, "NONE")    ? C_ ("value", "None")
                                             : _ (words[i].text);
  return word;
}

static gboolean
is_among (const char *name, const char *const *all)
{
  return g_strv_contains (all, name);
}

/**
 * foyer_column_text_is_money:
 * @type: a row type
 * @column: a column of it
 *
 * Returns: whether it holds minor units of a currency. A promo code's discount may be a percentage.
 */
gboolean
foyer_column_text_is_money (const FoyerRowType *type, const FoyerColumn *column)
{
  static const char *const money[] = { "price",    "price_min",      "group_price", "fee_fixed",
                                       "subtotal", "discount",       "service_fee", "total",
                                       "amount",   "discount_value", NULL };

  g_return_val_if_fail (column != NULL, FALSE);

  return column->type == FOYER_COLUMN_INTEGER && is_among (column->name, money);
}

/**
 * foyer_column_text_is_percentage:
 * @column: a column
 *
 * Returns: whether it holds hundredths of a percent
 */
gboolean
foyer_column_text_is_percentage (const FoyerColumn *column)
{
  static const char *const percentages[] = { "fee_percentage", "refund_part_percentage", NULL };

  g_return_val_if_fail (column != NULL, FALSE);

  return is_among (column->name, percentages);
}

/**
 * foyer_column_text_is_limit:
 * @column: a column
 *
 * Returns: whether it is a limit, of which there is none while it is not set
 */
gboolean
foyer_column_text_is_limit (const FoyerColumn *column)
{
  static const char *const limits[] = { "capacity", "quantity_total", "max_per_order", "max_inside",
                                        "max_uses", "max_per_person", "min_per_order", NULL };

  g_return_val_if_fail (column != NULL, FALSE);

  return is_among (column->name, limits);
}
