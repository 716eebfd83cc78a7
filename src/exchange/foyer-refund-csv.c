/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-csv.h"

#include "foyer-cell.h"
#include "foyer-money.h"
#include "foyer-refund-store.h"

#include <string.h>

static const char *const status_words[] = { "PROPOSED", "CONFIRMED", "DROPPED" };

static void
append_cell (GString *to, const char *text, gboolean is_last)
{
  g_autofree char *guarded = NULL;

  if (text == NULL)
    text = "";
  if (foyer_cell_needs_guard (text))
    text = guarded = g_strconcat ("'", text, NULL);
  if (strpbrk (text, ",\"\r\n") == NULL)
    g_string_append (to, text);
  else
    {
      g_string_append_c (to, '"');
      for (const char *p = text; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (to, '"');
          g_string_append_c (to, *p);
        }
      g_string_append_c (to, '"');
    }
  g_string_append (to, is_last ? "\r\n" : ",");
}

static void
append_entry (GString *to, const FoyerRefundEntry *entry)
{
  const FoyerRefund *refund = entry->refund;
  g_autofree char *amount = foyer_money_to_plain (refund->amount, refund->currency);

  append_cell (to, entry->order_number, FALSE);
  append_cell (to, entry->name, FALSE);
  append_cell (to, entry->email, FALSE);
  append_cell (to, amount, FALSE);
  append_cell (to, refund->currency, FALSE);
  append_cell (to, refund->reason, FALSE);
  append_cell (to, status_words[refund->status], FALSE);
  append_cell (to, entry->way < FOYER_N_PAY_METHODS ? foyer_pay_method_words[entry->way] : "",
               TRUE);
}

/**
 * foyer_refund_csv:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Not for the main thread.
 *
 * Returns: (transfer full): the file's content; %NULL with error
 */
GBytes *
foyer_refund_csv (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GPtrArray) entries = foyer_refund_store_list (db, event_id, 0, 0, error);
  GString *text;

  if (entries == NULL)
    return NULL;
  foyer_refund_store_leave_out_paid (entries);
  text = g_string_new ("order_number,name,email,amount,currency,reason,status,method\r\n");
  for (guint i = 0; i < entries->len; i++)
    append_entry (text, entries->pdata[i]);
  return g_string_free_to_bytes (text);
}
