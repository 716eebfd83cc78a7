/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* Living tickets with this code, of any event, at most 16; (element-type FoyerTicket). */
GPtrArray *foyer_ticket_store_find_code   (FoyerDatabase     *db,
                                           const char        *code,
                                           GError           **error);

/* What is done to tickets within a transaction. Each checks that it makes sense and says so in a sentence. */

/* A new ticket: a signed code is made where it has none. Its event must be there. */
gboolean   foyer_ticket_store_add         (FoyerTransaction  *transaction,
                                           FoyerTicket       *ticket,
                                           GError           **error);
gboolean   foyer_ticket_store_cancel      (FoyerTransaction  *transaction,
                                           gint64             key,
                                           gboolean           is_refunded,
                                           GError           **error);
/* A cancelled ticket is valid again (checked in, when it was). */
gboolean   foyer_ticket_store_reinstate   (FoyerTransaction  *transaction,
                                           gint64             key,
                                           GError           **error);
/* Gives it a new code; the old one answers REPLACED from now on. */
gboolean   foyer_ticket_store_reissue     (FoyerTransaction  *transaction,
                                           gint64             key,
                                           GError           **error);
gboolean   foyer_ticket_store_mark_resend (FoyerTransaction  *transaction,
                                           const gint64      *keys,
                                           guint              n_keys,
                                           gboolean           is_marked,
                                           GError           **error);
/* Logs that the badges of these were printed: one change set for all. */
gboolean   foyer_ticket_store_mark_printed (FoyerTransaction *transaction,
                                           const gint64      *keys,
                                           guint              n_keys,
                                           GError           **error);
/* An answer to one question; NULL takes it away. */
gboolean   foyer_ticket_store_set_answer  (FoyerTransaction  *transaction,
                                           gint64             key,
                                           const char        *question_code,
                                           const char        *answer,
                                           GError           **error);

G_END_DECLS
