/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-words.h"

#include "foyer-event-text.h"
#include "foyer-sell-words.h"

#include <glib/gi18n-lib.h>

const char *
foyer_refund_way_text (guint way)
{
  if (way < FOYER_N_PAY_METHODS)
    return foyer_sell_words_method (way);
  return way == FOYER_REFUND_WAY_SEVERAL ? _ ("Several ways") : _ ("Unknown way");
}

char *
foyer_refund_way_sum (const FoyerRefundPlan *plan, guint way)
{
  g_autofree char *sum = foyer_event_text_total (plan->amount[way], plan->currency);

  /* Translators: how many refunds, and their sum: “70 refunds · €3,000.00” */
  return g_strdup_printf (ngettext ("%'d refund · %s", "%'d refunds · %s", plan->n[way]),
                          (int) plan->n[way], sum);
}

const char *
foyer_refund_way_label (guint way)
{
  return foyer_refund_way_is_by_hand (way) ? _ ("Given Back…") : _ ("Confirm…");
}

char *
foyer_refund_way_ask (const FoyerRefundPlan *plan, guint way)
{
  int n = plan->n[way];

  if (!foyer_refund_way_is_by_hand (way))
    return g_strdup_printf (ngettext ("Confirm %'d Refund?", "Confirm All %'d Refunds?", n), n);
  return g_strdup_printf (ngettext ("%'d Refund Given Back: %s?", "%'d Refunds Given Back: %s?", n),
                          n, foyer_refund_way_text (way));
}

const char *
foyer_refund_way_explain (guint way)
{
  switch (way)
    {
    case FOYER_PAY_STRIPE:
      return _ ("They are confirmed, and their provider sends the money back. You can pause, and "
                "go on another day.");
    case FOYER_PAY_CASH:
      return _ ("Hand the money out of the drawer of this till. Each is noted in its book, and "
                "stays there.");
    case FOYER_REFUND_WAY_UNKNOWN:
      return _ ("They are marked for your books. Foyer moves no money itself.");
    default:
      return _ ("Give the money back with your terminal or your bank. Each is noted in the book of "
                "the till, and stays there.");
    }
}
