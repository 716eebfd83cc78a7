/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether orders are what the tills say of them. A SALE says how many tickets of which tiers an
 * order has, and what it costs; what is exchanged or split later says the change, and what it costs
 * then. Tickets that end stay with their order: who cancels one changes neither.
 *
 *   tickets    of each tier as many as the lines say, for as much money
 *   total      what the last record says
 *   payments   of an order that is paid, as much as it costs; more when it was paid twice */
#include "foyer-till-audit-private.h"

#include "foyer-row.h"
#include "foyer-till-details.h"

#include <string.h>

#define ASKED_EVERY 1024

typedef struct
{
  FoyerDatabase *db;
  FoyerTillAudit *audit;
  FoyerUuid order_id;
  GArray *lines;      /* (owned) of FoyerTillLine, summed by tier */
  GArray *scratch;    /* (owned) of FoyerTillLine */
  gint64 total;       /* FOYER_NONE: no record says it */
  gboolean is_sold;   /* all of it is in the books: by a SALE, or out of another order */
  gboolean has_sale;  /* what was paid for it is in them, too */
  gboolean is_broken; /* a record that says it cannot be read */
} Check;

static void
check_clear (Check *self)
{
  g_array_unref (self->lines);
  g_array_unref (self->scratch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

static void
find (Check *self, FoyerFindingKind kind, const char *number)
{
  FoyerFinding finding = { .kind = kind, .order_id = self->order_id };

  g_strlcpy (finding.order_number, number != NULL ? number : "", sizeof finding.order_number);
  g_array_append_val (self->audit->findings, finding);
}

static void
add (GArray *lines, const FoyerTillLine *line, int sign)
{
  FoyerTillLine sum = { line->tier_id, sign * line->quantity, sign * line->amount };

  for (guint i = 0; i < lines->len; i++)
    {
      FoyerTillLine *there = &g_array_index (lines, FoyerTillLine, i);

      if (!foyer_uuid_equal (&there->tier_id, &line->tier_id))
        continue;
      there->quantity += sum.quantity;
      there->amount += sum.amount;
      return;
    }
  g_array_append_val (lines, sum);
}

/* A VOID whose lines all end tickets changes nothing here; one that has what comes instead does. */
static gboolean
is_exchange (const GArray *lines, const FoyerTillCost *cost)
{
  if (!foyer_uuid_is_nil (&cost->other_order_id))
    return TRUE;
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, FoyerTillLine, i).quantity > 0)
      return TRUE;
  return FALSE;
}

/* What begins so is all of the order. */
static gboolean
came_from_another (const GArray *lines, const FoyerTillCost *cost)
{
  return !foyer_uuid_is_nil (&cost->other_order_id) && lines->len > 0 &&
         g_array_index (lines, FoyerTillLine, 0).quantity > 0;
}

static void
take_record (Check *self, gboolean is_sale, const char *details)
{
  FoyerTillCost cost;

  g_array_set_size (self->scratch, 0);
  if (!foyer_till_details_read_lines (details, self->scratch, &cost))
    {
      self->is_broken = TRUE;
      return;
    }
  if (cost.total != FOYER_NONE)
    self->total = cost.total;
  if (!is_sale && !is_exchange (self->scratch, &cost))
    return;
  self->has_sale |= is_sale;
  self->is_sold |= is_sale || (self->lines->len == 0 && came_from_another (self->scratch, &cost));
  for (guint i = 0; i < self->scratch->len; i++)
    add (self->lines, &g_array_index (self->scratch, FoyerTillLine, i), 1);
}

static FoyerUuid
take_id (sqlite3_stmt *statement, int result)
{
  FoyerUuid id = { 0 };

  if (sqlite3_column_bytes (statement, result) == sizeof id)
    memcpy (&id, sqlite3_column_blob (statement, result), sizeof id);
  return id;
}

static sqlite3_stmt *
prepare_for (Check *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);

  if (statement != NULL)
    sqlite3_bind_blob (statement, 1, &self->order_id, sizeof self->order_id, SQLITE_STATIC);
  return statement;
}

/* What is left of the lines when the tickets are taken off is not right. */
static gboolean
check_tickets (Check *self, const char *number, GError **error)
{
  static const char sql[] = "SELECT tier_id, count (*), sum (price) FROM tickets "
                            "WHERE order_id = ?1 AND deleted_at IS NULL GROUP BY tier_id";
  sqlite3_stmt *statement = prepare_for (self, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      FoyerTillLine line = { take_id (statement, 0), sqlite3_column_int64 (statement, 1),
                             sqlite3_column_int64 (statement, 2) };

      add (self->lines, &line, -1);
    }
  if (code != SQLITE_DONE)
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (self->lines, FoyerTillLine, i);

      if (line->quantity == 0 && line->amount == 0)
        continue;
      find (self, FOYER_FINDING_TICKETS_ALTERED, number);
      break;
    }
  return TRUE;
}

static gboolean
check_order (Check *self, GError **error)
{
  static const char sql[] =
      "SELECT order_number, total, status, deleted_at IS NOT NULL, typeof (total), "
      "(SELECT coalesce (sum (iif (kind = 'REFUND', -amount, amount)), 0) FROM payments "
      " WHERE order_id = orders.id AND deleted_at IS NULL) FROM orders WHERE id = ?1";
  sqlite3_stmt *statement = prepare_for (self, sql, error);
  g_autofree char *number = NULL;
  int code;

  if (statement == NULL)
    return FALSE;
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_DONE)
    {
      find (self, FOYER_FINDING_ORDER_MISSING, NULL);
      return TRUE;
    }
  if (code != SQLITE_ROW)
    return FALSE;
  self->audit->n_orders++;
  number = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  if (sqlite3_column_int (statement, 3) != 0)
    find (self, FOYER_FINDING_ORDER_MISSING, number);
  if (self->total != FOYER_NONE &&
      (g_strcmp0 ((const char *) sqlite3_column_text (statement, 4), "integer") != 0 ||
       sqlite3_column_int64 (statement, 1) != self->total))
    find (self, FOYER_FINDING_ORDER_ALTERED, number);
  if (self->has_sale &&
      g_strcmp0 ((const char *) sqlite3_column_text (statement, 2), "COMPLETED") == 0 &&
      sqlite3_column_int64 (statement, 5) < sqlite3_column_int64 (statement, 1))
    find (self, FOYER_FINDING_MONEY_ALTERED, number);
  sqlite3_reset (statement);
  return !self->is_sold || self->is_broken || check_tickets (self, number, error);
}

static void
begin_order (Check *self, const FoyerUuid *order_id)
{
  self->order_id = *order_id;
  g_array_set_size (self->lines, 0);
  self->total = FOYER_NONE;
  self->is_sold = self->has_sale = self->is_broken = FALSE;
}

gboolean
foyer_till_audit_check_orders (FoyerTillAudit *audit,
                               FoyerDatabase *db,
                               const FoyerUuid *event_id,
                               GCancellable *cancellable,
                               GError **error)
{
  static const char sql[] =
      "SELECT order_id, kind = 'SALE', details FROM till_records WHERE event_id = ?1 "
      "AND kind IN ('SALE', 'VOID') AND order_id IS NOT NULL AND deleted_at IS NULL "
      "ORDER BY order_id, time, sequence";
  g_auto (Check) self = { .db = db,
                          .audit = audit,
                          .lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine)),
                          .scratch = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine)) };
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  guint n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  begin_order (&self, &(FoyerUuid){ 0 });
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerUuid order_id = take_id (statement, 0);

      if (!foyer_uuid_equal (&order_id, &self.order_id))
        {
          if ((!foyer_uuid_is_nil (&self.order_id) && !check_order (&self, error)) ||
              (++n % ASKED_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
            {
              sqlite3_reset (statement);
              return FALSE;
            }
          begin_order (&self, &order_id);
        }
      take_record (&self, sqlite3_column_int (statement, 1) != 0,
                   (const char *) sqlite3_column_text (statement, 2));
    }
  return code == SQLITE_DONE && (foyer_uuid_is_nil (&self.order_id) || check_order (&self, error));
}
