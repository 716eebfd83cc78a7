/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-remote-words.h"

#include "foyer-column-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_VALUES 3

/* What a server says, as its migrations have it, and what people are told instead. The values of
 * what it says are those of what they are told. Without its sentence: for whatever else it says
 * with that code. Without a code: what a constraint says. tests/checks/sentences.py compares them.
 */
typedef struct
{
  const char *code; /* (nullable) */
  const char *said; /* (nullable) */
  const char *text;
} Sentence;

/* A question that only a program gets wrong. */
#define OLD                                                                                        \
  N_ ("This program and the server do not understand each other. One of them may need an update.")

/* clang-format off */
static const Sentence sentences[] = {
  /* Sessions and devices */
  { "NOT_SIGNED_IN", NULL, N_ ("Sign in first.") },
  { "WRONG_PASSWORD", NULL, N_ ("The e-mail address or the password is wrong.") },
  { "TOO_OFTEN", NULL, N_ ("Too many attempts. Wait a moment and try again.") },
  { "SESSION_ENDED", NULL, N_ ("This session was ended. Sign in again.") },
  { "TOKEN_REUSED", NULL, N_ ("This session was ended, because its token was used twice. Sign in again.") },
  { "DEVICE_REVOKED", "This device was revoked.", N_ ("This device was revoked. Only who runs the server can let it in again.") },
  { "DEVICE_REVOKED", NULL, N_ ("This device was revoked. What it has of this server is to be removed.") },
  { "DEVICE_KNOWN", NULL, N_ ("This device or its key is registered for somebody else.") },
  { "EMAIL_WRONG", NULL, N_ ("This is not an e-mail address.") },
  { "NAME_WRONG", NULL, N_ ("A name has 1 to 200 characters.") },
  { "ID_MISSING", NULL, OLD },
  { "KEY_WRONG", NULL, OLD },

  /* Rights */
  { "NOT_ALLOWED", "You are no member of this organizer.", N_ ("You are no member of this organizer.") },
  { "NOT_ALLOWED", "You may not check in at this event.", N_ ("You may not check in at this event.") },
  { "NOT_ALLOWED", "You may not hold places for this device at this event.", N_ ("You may not hold places for this device at this event.") },
  { "NOT_ALLOWED", "You may not sell at this event.", N_ ("You may not sell at this event.") },
  { "NOT_ALLOWED", "You may not edit this.", N_ ("You may not edit this.") },
  { "NOT_ALLOWED", "You may not change what an order costs.", N_ ("You may not change what an order costs.") },
  { "NOT_ALLOWED", "You may not bring rows into this event.", N_ ("You may not add anything to this event.") },
  { "NOT_ALLOWED", "You may not bring such rows into this event.", N_ ("You may not add such a thing to this event.") },
  { "NOT_ALLOWED", NULL, N_ ("You may not do this at this event.") },
  { "NOT_THIS_TILL", NULL, N_ ("A till writes its own book, and no other.") },
  { "ABOVE_LIMIT", NULL, N_ ("This is more than you may give back. Ask somebody who may.") },

  /* What is not there */
  { "NO_ROW", NULL, N_ ("This is not there, or it is not yours to edit.") },
  { "NO_EVENT", NULL, N_ ("There is no such event.") },
  { "NO_TIER", "There is no such tier at this event.", N_ ("There is no such tier at this event.") },
  { "NO_TIER", "What this order was for is not sold any more. Give the money back.", N_ ("What this order was for is not sold any more. Give the money back.") },
  { "NO_TIER", NULL, N_ ("There is no such event, or it has no such tier.") },
  { "NO_ORDER", "There is no such order, or you may not give its money back.", N_ ("There is no such order, or you may not give its money back.") },
  { "NO_ORDER", "The order it is to belong to is not there at this event.", N_ ("The order it is to belong to is not there at this event.") },
  { "NO_ORDER", NULL, N_ ("There is no such order, or it is not yours.") },
  { "NO_TICKET", NULL, N_ ("There is no such ticket in this order.") },
  { "NO_REFUND", NULL, N_ ("There is no such refund, or it is not yours to decide.") },
  { "NO_ALLOTMENT", NULL, N_ ("The places that this desk held are not there any more, or not its own.") },
  { "NO_DEVICE", NULL, N_ ("There is no such device of the event’s organizer, or it was revoked.") },
  { "UNKNOWN", NULL, N_ ("A tier or a promo code of this order is not known at this event.") },
  { "REFERENCE_WRONG", NULL, N_ ("It belongs to something that is not there.") },

  /* What is there already */
  { "ID_TAKEN", "An id, a ticket’s code or a payment’s reference is that of something else.", N_ ("An id, a ticket’s code or a payment’s reference is that of something else.") },
  { "ID_TAKEN", "This is being allotted at this moment. Ask again.", N_ ("This is being done at this moment. Try again.") },
  { "ID_TAKEN", NULL, N_ ("This id is that of something else.") },
  { "REFERENCE_TAKEN", NULL, N_ ("This reference is that of another payment.") },
  { "TAKEN", NULL, N_ ("There is another one like this already.") },

  /* Places */
  { "OVER_CAPACITY", "%s of “%s” are wanted, and %s are left.", N_ ("%s of “%s” are wanted, and %s are left.") },
  { "OVER_CAPACITY", NULL, N_ ("The event has not so many places left.") },
  { "SOLD_OUT", "%s of “%s” are wanted, and %s are left.", N_ ("No more of “%2$s” are left now.") },
  { "SOLD_OUT", NULL, N_ ("This is sold out.") },
  { "NOT_ENOUGH", "%s of “%s” are wanted, and %s are left.", N_ ("%s of “%s” are wanted, and %s are left.") },
  { "NOT_ENOUGH", NULL, N_ ("There are not so many left.") },
  { "BELOW_TAKEN", "%s are sold or held already: the limit cannot be %s.", N_ ("%s are sold or held already: the limit cannot be %s.") },
  { "BELOW_TAKEN", NULL, N_ ("More than that are sold or held already.") },
  { "TIER_HAS_TICKETS", NULL, N_ ("There are tickets of this tier: it cannot be removed.") },
  { "HAS_TICKETS", NULL, N_ ("There are orders or tickets of it.") },
  { "CODE_USED_UP", "The code “%s” was used as often as it can be.", N_ ("The code “%s” was used as often as it can be.") },
  { "CODE_USED_UP", NULL, N_ ("The code was used as often as it can be.") },
  { "CODE_USED_BY_BUYER", NULL, N_ ("This person has used the code as often as one can, meanwhile.") },
  { "QUANTITY_WRONG", NULL, N_ ("A desk holds 1 to 10000 places at a time.") },
  { "MINUTES_WRONG", NULL, N_ ("A desk holds places for at most 14 days.") },
  { "KEEP_WRONG", NULL, OLD },
  { "DEVICE_MISSING", NULL, OLD },

  /* Orders and money */
  { "STATUS_WRONG", "An order that is %s does not become %s by an edit: complete, cancel or refund it.", N_ ("An order that is “%s” does not become “%s” by an edit: complete, cancel or refund it.") },
  { "STATUS_WRONG", NULL, N_ ("An order does not become that by an edit: complete, cancel or refund it.") },
  { "ORDER_ENDED", "An order that is %s costs what it did.", N_ ("An order that is “%s” costs what it did.") },
  { "ORDER_ENDED", NULL, N_ ("A ticket goes from a living order to a living one of the same currency.") },
  { "SOLD", NULL, N_ ("This was sold, or paid for: cancel or refund it. It cannot be removed.") },
  { "SALE_WRONG", "An order has at most 1000 tickets and 20 payments, each in an array.", N_ ("An order has at most 1000 tickets and 20 payments.") },
  { "SALE_WRONG", NULL, N_ ("Something in this order is missing, too long, or not what it should be.") },
  { "PAYMENTS_WRONG", NULL, N_ ("The payments are more than the order.") },
  { "MORE_THAN_PAID", "Of this, %s can be given back, not %s.", N_ ("Of this, %s can be given back, not %s.") },
  { "MORE_THAN_PAID", NULL, N_ ("Not so much of this can be given back.") },
  { "NOT_PAID", NULL, N_ ("This order is not paid, so there is nothing to give back.") },
  { "TICKET_USED", NULL, N_ ("Somebody came in with a ticket of it. Give the money back without cancelling.") },
  { "REFUND_DONE", NULL, N_ ("This money went back already.") },
  { "REFUND_DROPPED", "This refund was decided already.", N_ ("This refund was decided already.") },
  { "REFUND_DROPPED", NULL, N_ ("This refund was dropped.") },

  /* What is wrong with a row, from its constraints */
  { NULL, "This id is that of something else.", N_ ("This id is that of something else.") },
  { NULL, "An event ends after it began.", N_ ("An event ends after it began.") },
  { NULL, "A template is never published.", N_ ("A template is never published.") },
  { NULL, "Another event of this organizer has this address.", N_ ("Another event of this organizer has this address.") },
  { NULL, "There is another promo code with these letters at this event.", N_ ("There is another promo code with these letters at this event.") },
  { NULL, "There is another question with this code at this event.", N_ ("There is another question with this code at this event.") },
  { NULL, "Another ticket of this event has this code.", N_ ("Another ticket of this event has this code.") },
  { NULL, "A ticket that was paid back is cancelled.", N_ ("A ticket that was paid back is cancelled.") },
  { NULL, "A free tier costs nothing.", N_ ("A free tier costs nothing.") },
  { NULL, "The sale of a tier ends after it began.", N_ ("The sale of a tier ends after it began.") },
  { NULL, "The most for an order is not below the least.", N_ ("The most for an order is not below the least.") },
  { NULL, "A tier does not follow itself.", N_ ("A tier does not follow itself.") },
  { NULL, "A discount is at most 100 percent.", N_ ("A discount is at most 100 percent.") },
  { NULL, "A promo code ends after it began.", N_ ("A promo code ends after it began.") },
  { NULL, "A list closes after it opened.", N_ ("An entrance closes after it opened.") },
  { NULL, "A message that was sent has the time of it, and no other.", N_ ("A message that was sent has the time of it, and no other.") },
  { NULL, "The total is the subtotal without the discount, with the fee or without.", N_ ("The total is the subtotal without the discount, with the fee or without.") },
  { NULL, "A discount is at most the subtotal.", N_ ("A discount is at most the subtotal.") },
  { NULL, "Only cash is rounded.", N_ ("Only cash is rounded.") },
  { NULL, "A refund is of an order or of a ticket.", N_ ("A refund is of an order or of a ticket.") },
  { NULL, "Its quota is not there at this event.", N_ ("Its shared places are not there at this event.") },
  { NULL, "The tier that follows it is not there at this event.", N_ ("The tier that follows it is not there at this event.") },
  { NULL, "Its series is not there.", N_ ("Its series is not there.") },
  { NULL, "It belongs to something that is not there.", N_ ("It belongs to something that is not there.") },
  { NULL, "“%s” is too long, too short, or not what it should be.", N_ ("“%s” is too long, too short, or not what it should be.") },
  { NULL, "“%s” is missing.", N_ ("“%s” is missing.") },
  { NULL, "A time of it is none that a calendar has.", N_ ("A time of it is none that a calendar has.") },
  { NULL, "Something of it is missing, too long, or not what it should be.", N_ ("Something of it is missing, too long, or not what it should be.") },

  /* Between programs */
  { "EDIT_WRONG", NULL, OLD },
  { "ROW_WRONG", NULL, OLD },
  { "BATCH_WRONG", NULL, OLD },
  { "CHECK_IN_WRONG", NULL, OLD },
  { "COLUMN_WRONG", NULL, OLD },
  { "CURSORS_WRONG", NULL, OLD },
  { "CURSOR_WRONG", NULL, OLD },
  { "EDITS_WRONG", NULL, OLD },
  { "ID_TWICE", NULL, OLD },
  { "MOST_WRONG", NULL, OLD },
  { "NEW_ELSEWHERE", NULL, OLD },
  { "ORDERS_WRONG", NULL, OLD },
  { "ROWS_WRONG", NULL, OLD },
  { "TABLE_WRONG", NULL, OLD },
};
/* clang-format on */

/* Whether it was said so, with which values in place of each %s. */
static gboolean
match (const char *pattern, const char *said, char **values)
{
  guint n = 0;

  while (*pattern != '\0')
    {
      const char *next, *end;

      if (!g_str_has_prefix (pattern, "%s"))
        {
          if (*pattern++ != *said++)
            return FALSE;
          continue;
        }
      pattern += 2;
      next = strstr (pattern, "%s");
      if (n == MOST_VALUES)
        return FALSE;
      if (next == NULL) /* the last: up to what ends the sentence */
        {
          gsize tail = strlen (pattern), length = strlen (said);

          if (length < tail)
            return FALSE;
          end = said + length - tail;
        }
      else
        {
          g_autofree char *between = g_strndup (pattern, next - pattern);

          end = strstr (said, between);
          if (end == NULL)
            return FALSE;
        }
      g_free (values[n]);
      values[n++] = g_strndup (said, end - said);
      said = end;
    }
  return *said == '\0';
}

/* A column is called as pages call it, and so is a status. */
static const char *
name_value (const char *value, const FoyerRowType *type)
{
  g_autofree char *name = g_strdelimit (g_strdup (value), " ", '_');
  const FoyerColumn *column = type != NULL ? foyer_row_type_find (type, name) : NULL;
  const char *text = column != NULL ? foyer_column_text_name (type, column) : NULL;

  return text != NULL ? text : foyer_column_text_word (value);
}

/* Puts values in place of “%s”, or of “%2$s” where a language has another order. */
static char *
fill (const char *text, char **values, const FoyerRowType *type)
{
  GString *filled = g_string_new (NULL);
  guint n = 0;

  for (; *text != '\0'; text++)
    {
      gboolean is_numbered =
          text[0] == '%' && text[1] >= '1' && text[1] <= '0' + MOST_VALUES && text[2] == '$';
      guint at = is_numbered ? (guint) (text[1] - '1') : n;

      if (is_numbered ? text[3] != 's' : text[0] != '%' || text[1] != 's')
        {
          g_string_append_c (filled, *text);
          continue;
        }
      if (at < MOST_VALUES && values[at] != NULL)
        g_string_append (filled, name_value (values[at], type));
      text += is_numbered ? 3 : 1;
      n++;
    }
  return g_string_free (filled, FALSE);
}

static void
clear_values (char **values)
{
  for (guint i = 0; i < MOST_VALUES; i++)
    g_clear_pointer (&values[i], g_free);
}

/* (nullable) */
static char *
find (const char *code, const char *said, const FoyerRowType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      const Sentence *sentence = &sentences[i];
      char *values[MOST_VALUES] = { NULL };
      char *text = NULL;

      if (sentence->code != NULL && g_strcmp0 (sentence->code, code) != 0)
        continue;
      if ((sentence->said == NULL) != (said == NULL))
        continue;
      if (said == NULL || match (sentence->said, said, values))
        text = fill (_ (sentence->text), values, type);
      clear_values (values);
      if (text != NULL)
        return text;
    }
  return NULL;
}

/**
 * foyer_remote_words:
 * @code: (nullable): what a server calls its refusal
 * @said: (nullable): its sentence, in the server's language
 * @type: (nullable): what was refused, for the names of its columns
 *
 * Returns: (transfer full): the same in the language of the locale; of a code that is not known
 * here, the server's own words
 */
char *
foyer_remote_words (const char *code, const char *said, const FoyerRowType *type)
{
  char *text = said != NULL ? find (code, said, type) : NULL;

  if (text == NULL && code != NULL)
    text = find (code, NULL, type);
  if (text != NULL)
    return text;
  return g_strdup (said != NULL && *said != '\0'
                       ? said
                       : _ ("The server does not take this, and does not say why."));
}
