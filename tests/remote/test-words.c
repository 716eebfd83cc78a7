/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-remote-words.h"
#include "foyer-test.h"
#include "foyer-ticket.h"

/* What is said, and what people are told. */
static const struct
{
  const char *code;
  const char *said;
  const FoyerRowType *type;
  const char *words;
} cases[] = {
  { "WRONG_PASSWORD", "The e-mail address or the password is wrong.", NULL,
    "The e-mail address or the password is wrong." },
  { "DEVICE_REVOKED", "This device was revoked.", NULL,
    "This device was revoked. Only who runs the server can let it in again." },
  /* In other words, with its values. */
  { "STATUS_WRONG",
    "An order that is PARTLY_REFUNDED does not become COMPLETED by an edit: complete, cancel or "
    "refund it.",
    NULL,
    "An order that is “Partly Refunded” does not become “Paid” by an edit: complete, cancel "
    "or refund it." },
  { "SOLD_OUT", "2 of “Hall of “50 %s” and more” are wanted, and 0 are left.", NULL,
    "No more of “Hall of “50 %s” and more” are left now." },
  { "NOT_ENOUGH", "3 of “Hall” are wanted, and 2 are left.", NULL,
    "3 of “Hall” are wanted, and 2 are left." },
  { "MORE_THAN_PAID", "Of this, 10.00 EUR can be given back, not 20.00 EUR.", NULL,
    "Of this, 10.00 EUR can be given back, not 20.00 EUR." },
  /* A column has the name that pages give it. */
  { "EDIT_WRONG", "“qr code” is missing.", &FOYER_TICKET_TYPE, "“Ticket Code” is missing." },
  { "EDIT_WRONG", "“no column” is missing.", &FOYER_TICKET_TYPE, "“no column” is missing." },
  { "EDIT_WRONG", "“qr code” is missing.", NULL, "“qr code” is missing." },
  /* What a newer server says with a code that is known. */
  { "NOT_ALLOWED", "You may not, on Sundays.", NULL, "You may not do this at this event." },
  { "NOT_ALLOWED", NULL, NULL, "You may not do this at this event." },
  { "BELOW_TAKEN", "12 are sold.", NULL, "More than that are sold or held already." },
  { "BELOW_TAKEN", " are sold or held already: the limit cannot be .", NULL,
    " are sold or held already: the limit cannot be ." },
  /* What nobody has heard of: its own words. */
  { "FULL_MOON", "Not tonight: 100 %s.", NULL, "Not tonight: 100 %s." },
  { NULL, "Not tonight.", NULL, "Not tonight." },
  { "FULL_MOON", NULL, NULL, "The server does not take this, and does not say why." },
  { NULL, "", NULL, "The server does not take this, and does not say why." },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = foyer_remote_words (cases[i].code, cases[i].said, cases[i].type);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote-words/each", test_words);
  return g_test_run ();
}
