/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sale-store.h"
#include "foyer-test.h"
#include "foyer-till-store.h"

G_BEGIN_DECLS

enum
{
  TILL_STANDARD, /* 49.00, 10 of them */
  TILL_VIP,      /* 120.03 */
  TILL_FREE,
  TILL_DONATION, /* 5.00 suggested */
  TILL_N_TIERS,
};

/* A replica with an event that is on sale. The data of a test is its currency, NULL for EUR. */
typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid event_id;
  FoyerUuid tiers[TILL_N_TIERS];
} TillFixture;

void till_set_up (TillFixture *self, gconstpointer currency);
void till_tear_down (TillFixture *self, gconstpointer currency);
/* In a database that is there. */
void till_add_event (FoyerDatabase *db,
                     const char *currency,
                     gint64 n_standard, /* FOYER_NONE for no limit */
                     FoyerUuid *event_id,
                     FoyerUuid tiers[TILL_N_TIERS]);
gint64 till_count (FoyerDatabase *db, const char *sql);
/* The counts that are kept are those of every ticket. */
void till_check_counts (FoyerDatabase *db, const FoyerUuid *event_id);
void till_exec (FoyerDatabase *db, const char *sql);
/* An order was paid on the web, too: so much, or with 0 what it costs. */
void till_refund_elsewhere (FoyerDatabase *db, gint64 order_key);
void till_pay_online (FoyerDatabase *db, gint64 order_key, gint64 amount);

/* A tender as foyerctl writes it: "cash", "cash:50.00", "card:20.00", "voucher". */
FoyerTender till_tender (const char *text, const char *currency);
/* Sells quantity of a tier. tenders: NULL-terminated, or NULL for exact cash. */
gboolean till_sell (TillFixture *self,
                    guint tier,
                    gint64 quantity,
                    const char *const *tenders,
                    FoyerSaleResult **result,
                    GError **error);
gboolean till_sell_cart (FoyerDatabase *db,
                         const FoyerUuid *event_id,
                         const FoyerSaleCart *cart,
                         const char *const *tenders,
                         gboolean allows_rest,
                         FoyerSaleResult **result,
                         GError **error);
void till_open (TillFixture *self, gint64 sum);
gint64 till_drawer (TillFixture *self);

#define TILL_ADD(name, func) g_test_add (name, TillFixture, NULL, till_set_up, func, till_tear_down)
#define TILL_ADD_IN(name, currency, func)                                                          \
  g_test_add (name, TillFixture, currency, till_set_up, func, till_tear_down)

/* Does an act in a transaction of its own: TILL_ACT (db, "till-cash", &error, foyer_till_store_x
 * (transaction, …)). */
#define TILL_ACT(db, kind, error, act)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    FoyerTransaction *transaction = foyer_transaction_begin (db, kind, error);                     \
    g_assert_nonnull (transaction);                                                                \
    if (act)                                                                                       \
      foyer_transaction_commit (transaction, NULL, error);                                         \
    else                                                                                           \
      foyer_transaction_free (transaction);                                                        \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
