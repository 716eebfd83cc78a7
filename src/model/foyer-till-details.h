/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-denominations.h"
#include "foyer-uuid.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a record of the till says besides its columns: a JSON object whose text is always the same for the same content (members in
 * the order of their bytes, no spaces), because it is hashed.
 *
 *   SALE, VOID     {"lines":[{"amount":9000,"quantity":2,"tier_id":"0192…"}],"service_fee":180,"total":9180}
 *   OPEN           {"counted":{"100":7,"2000":3}}
 *   CLOSE          {"counted":{…},"counted_sum":…,"difference":…,"expected":…,"methods":{"CARD":…,"CASH":…}}
 *   PAYMENT, REFUND with a reference   {"reference":"4711"} */

typedef struct
{
  FoyerUuid tier_id;  /* nil for none */
  gint64    quantity;
  gint64    amount;   /* what they cost together, minor units */
} FoyerTillLine;

/* What else a SALE or VOID says of its order. */
typedef struct
{
  FoyerUuid other_order_id; /* where the tickets of the lines went to, or came from; nil: they were sold, or end */
  gint64    service_fee;    /* what was charged on top of the lines; below 0 with lines that end */
  gint64    total;          /* what the order costs from now on; FOYER_NONE: it is not said */
} FoyerTillCost;

/* The one text for a JSON value, NULL for what is none. Numbers are integers. */
char    *foyer_json_canonical          (const char   *json);
char    *foyer_till_details_write      (JsonObject   *object);   /* (nullable) for an empty one */
/* lines: of FoyerTillLine. */
char    *foyer_till_details_from_lines (const GArray *lines,
                                        const FoyerTillCost *cost); /* (nullable) */
gboolean foyer_till_details_read_lines (const char    *details,
                                        GArray        *lines,
                                        FoyerTillCost *cost);    /* (nullable) */
void     foyer_till_details_set_counted (JsonObject  *object,
                                        const GArray *counted);  /* of FoyerCounted */
GArray  *foyer_till_details_get_counted (const char  *details);  /* of FoyerCounted, largest first */
gint64   foyer_till_details_get_number (const char   *details,
                                        const char   *member);   /* FOYER_NONE: it is not there */
char    *foyer_till_details_dup_text   (const char   *details,
                                        const char   *member);   /* (nullable) */

G_END_DECLS
