/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-check-in.h"
#include "foyer-check-in-list.h"
#include "foyer-event.h"
#include "foyer-image.h"
#include "foyer-message.h"
#include "foyer-order.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-refund.h"
#include "foyer-series.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"

#include <string.h>

static const FoyerRowType *const types[] = {
  &FOYER_EVENT_TYPE,      &FOYER_TIER_TYPE,          &FOYER_ORDER_TYPE,    &FOYER_TICKET_TYPE,
  &FOYER_QUESTION_TYPE,   &FOYER_CHECK_IN_LIST_TYPE, &FOYER_CHECK_IN_TYPE, &FOYER_QUOTA_TYPE,
  &FOYER_PROMO_CODE_TYPE, &FOYER_SERIES_TYPE,        &FOYER_IMAGE_TYPE,    &FOYER_MESSAGE_TYPE,
  &FOYER_REFUND_TYPE,
};

static gsize
size_of_column (const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      return sizeof (FoyerUuid);
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      return sizeof (char *);
    case FOYER_COLUMN_BLOB:
      return sizeof (GBytes *);
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      return sizeof (gint64);
    case FOYER_COLUMN_BOOLEAN:
      return sizeof (gboolean);
    case FOYER_COLUMN_ENUM:
      return sizeof (int);
    }
  g_assert_not_reached ();
}

/* Puts something into each column that no new row has. */
static void
fill_row (gpointer row)
{
  const FoyerRowType *type = ((FoyerRow *) row)->type;

  for (guint i = 0; i < type->n_columns; i++)
    {
      const FoyerColumn *column = &type->columns[i];

      switch (column->type)
        {
        case FOYER_COLUMN_UUID:
          foyer_uuid_init_v7 (&FOYER_COLUMN_FIELD (row, column, FoyerUuid));
          break;
        case FOYER_COLUMN_TEXT:
        case FOYER_COLUMN_JSON:
          foyer_row_set_text (row, column, "42");
          break;
        case FOYER_COLUMN_BLOB:
          FOYER_COLUMN_FIELD (row, column, GBytes *) = g_bytes_new_static ("42", 2);
          break;
        case FOYER_COLUMN_INTEGER:
        case FOYER_COLUMN_TIME:
          FOYER_COLUMN_FIELD (row, column, gint64) = 42;
          break;
        case FOYER_COLUMN_BOOLEAN:
          FOYER_COLUMN_FIELD (row, column, gboolean) = TRUE;
          break;
        case FOYER_COLUMN_ENUM:
          FOYER_COLUMN_FIELD (row, column, int) = 1;
          break;
        }
    }
}

/* The tables themselves: what they say of the structs must be true. */
static void
test_types (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      const FoyerRowType *type = types[t];
      gsize end = sizeof (FoyerRow);

      g_assert_cmpuint (type->number, ==, t + 1);
      g_assert_cmpuint (type->n_columns, <=, 64);
      for (guint i = 0; i < type->n_columns; i++)
        {
          const FoyerColumn *column = &type->columns[i];

          /* in the order of the struct, without a field left out */
          g_assert_cmpuint (column->offset, >=, end);
          g_assert_cmpuint (column->offset - end, <, 8);
          end = column->offset + size_of_column (column);
          g_assert_cmpuint (end, <=, type->size);
          g_assert_true (foyer_row_type_find (type, column->name) == column);
          g_assert_cmpint (column->type == FOYER_COLUMN_ENUM, ==, column->words != NULL);
        }
      g_assert_cmpuint (type->size - end, <, 8);
      g_assert_null (foyer_row_type_find (type, "no_such_column"));
    }
}

static void
test_copy (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      const FoyerRowType *type = types[t];
      FoyerRow *empty = foyer_row_new (type);
      FoyerRow *full = foyer_row_new (type);
      FoyerRow *copy;
      FoyerColumnSet all = ~(FoyerColumnSet) 0 >> (64 - type->n_columns);

      g_assert_cmpint (empty->deleted_at, ==, FOYER_NONE);
      g_assert_true (foyer_uuid_is_nil (&empty->id));
      g_assert_true (foyer_row_diff (empty, full) == 0);

      fill_row (full);
      full->key = 7;
      g_assert_true (foyer_row_diff (empty, full) == all);

      copy = foyer_row_copy (full);
      g_assert_cmpint (copy->key, ==, 7);
      g_assert_true (foyer_row_diff (copy, full) == 0);

      for (guint i = 0; i < type->n_columns; i++)
        {
          foyer_row_copy_column (copy, empty, &type->columns[i]);
          g_assert_true (foyer_row_diff (copy, full) == (all >> (type->n_columns - 1 - i)));
          foyer_row_copy_column (copy, copy, &type->columns[i]);
          g_assert_true (foyer_row_diff (copy, full) == (all >> (type->n_columns - 1 - i)));
        }
      g_assert_true (foyer_row_diff (copy, empty) == 0);

      foyer_row_free (empty);
      foyer_row_free (full);
      foyer_row_free (copy);
    }
  g_assert_null (foyer_row_copy (NULL));
}

static void
test_set_text (void)
{
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  const FoyerColumn *company = foyer_row_type_find (&FOYER_TICKET_TYPE, "company");

  foyer_row_set_text (ticket, company, "ACME GmbH");
  foyer_row_set_text (ticket, company, ticket->company + 5);
  g_assert_cmpstr (ticket->company, ==, "GmbH");
  foyer_row_set_text (ticket, company, "");
  g_assert_null (ticket->company);
}

static FoyerEvent *
new_valid_event (void)
{
  FoyerEvent *event = foyer_event_new ();

  event->title = g_strdup ("Conference");
  event->slug = g_strdup ("conference");
  event->start_date = 0;
  event->end_date = 1;
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  return event;
}

static void
assert_refused (FoyerEvent *event, const char *name)
{
  const FoyerColumn *column = foyer_row_validate (event);

  g_assert_cmpstr (column != NULL ? column->name : NULL, ==, name);
}

static void
test_validate_text (void)
{
  g_autofree char *longest = g_strnfill (FOYER_EVENT_TITLE_MAX, 'x');
  g_autofree char *too_long = g_strnfill (FOYER_EVENT_TITLE_MAX + 1, 'x');
  GString *wide = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < FOYER_EVENT_TITLE_MAX; i++)
    g_string_append (wide, "字");
  text = g_string_free (wide, FALSE);

  const struct
  {
    const char *title;
    const char *refused;
  } cases[] = { { "Conference", NULL }, { NULL, "title" },   { "", "title" },
                { longest, NULL },      { text, NULL },      { too_long, "title" },
                { "\xff", "title" },    { "a\xc3", "title" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerEvent) event = new_valid_event ();

      g_free (event->title);
      event->title = g_strdup (cases[i].title);
      assert_refused (event, cases[i].refused);
    }
}

/* Nothing that a browser would run gets into a replica, whoever writes. */
static void
test_validate_html (void)
{
  static const struct
  {
    const char *description;
    const char *refused;
  } cases[] = { { NULL, NULL },
                { "", NULL },
                { "<p>For <strong>all</strong></p>", NULL },
                { "For all", "description" },
                { "<p>a<script>alert(1)</script></p>", "description" },
                { "<p onclick=\"x\">a</p>", "description" },
                { "<p><a href=\"javascript:x\">a</a></p>", "description" },
                { "<p>a", "description" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerEvent) event = new_valid_event ();

      event->description = g_strdup (cases[i].description);
      assert_refused (event, cases[i].refused);
    }
}

static void
test_validate_rest (void)
{
  g_autoptr (FoyerEvent) event = new_valid_event ();
  g_autoptr (FoyerTier) tier = foyer_tier_new ();

  assert_refused (event, NULL);
  event->capacity = -1;
  assert_refused (event, "capacity");
  event->capacity = G_MAXINT64;
  assert_refused (event, "capacity");
  event->capacity = 500;
  assert_refused (event, NULL);
  event->status = 3;
  assert_refused (event, "status");
  event->status = -1;
  assert_refused (event, "status");
  event->status = FOYER_EVENT_CANCELLED;
  assert_refused (event, NULL);
  event->end_date = FOYER_NONE;
  assert_refused (event, "end_date");
  event->start_date = FOYER_NONE;
  assert_refused (event, "start_date");

  g_assert_cmpstr (foyer_row_validate (tier)->name, ==, "event_id");
  foyer_uuid_init_v7 (&tier->event_id);
  g_assert_cmpstr (foyer_row_validate (tier)->name, ==, "name");
}

static void
test_slug (void)
{
  const char *const cases[][2] = {
    { "GUADEC 2026", "guadec-2026" }, { "Größer — schöner!", "grosser-schoner" },
    { "東京の夕べ", "event" },        { "  --  ", "event" },
    { "Rock’n’Roll", "rocknroll" },   { NULL, "event" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slug = foyer_event_slug_from_title (cases[i][0]);
      g_assert_cmpstr (slug, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/row/types", test_types);
  g_test_add_func ("/row/copy", test_copy);
  g_test_add_func ("/row/set-text", test_set_text);
  g_test_add_func ("/row/validate-text", test_validate_text);
  g_test_add_func ("/row/validate-html", test_validate_html);
  g_test_add_func ("/row/validate-rest", test_validate_rest);
  g_test_add_func ("/row/slug", test_slug);

  return g_test_run ();
}
