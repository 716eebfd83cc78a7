/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-copy-store.h"

#include "foyer-check-in-list.h"
#include "foyer-event-store.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"
#include "foyer-time.h"

#include <string.h>

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid id;
} Fixture;

static gint64
at (const char *text)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  gint64 instant;

  g_assert_true (foyer_time_parse (text, zone, FALSE, &instant));
  return instant;
}

static FoyerTransaction *
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "duplicate-event", &error);

  g_assert_no_error (error);
  return transaction;
}

static gint64
commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

/* A value that no default has, by column: what a copy must keep. Ids of other rows are set by hand.
 */
static void
fill (gpointer row, guint salt)
{
  const FoyerRowType *type = ((FoyerRow *) row)->type;

  for (guint i = 0; i < type->n_columns; i++)
    {
      const FoyerColumn *column = &type->columns[i];
      guint n = salt * 31 + i;

      switch (column->type)
        {
        case FOYER_COLUMN_TEXT:
          {
            g_autofree char *text =
                g_strdup_printf (column->flags & FOYER_COLUMN_HTML ? "<p>%u</p>" : "%u", n);

            if (column->max > 0)
              text[MIN ((gsize) column->max, strlen (text))] = '\0';
            foyer_row_set_text (row, column, text);
            break;
          }
        case FOYER_COLUMN_INTEGER:
          FOYER_COLUMN_FIELD (row, column, gint64) = 1 + n % 100;
          break;
        case FOYER_COLUMN_TIME:
          FOYER_COLUMN_FIELD (row, column, gint64) = at ("2026-06-01T19:00") + n * G_TIME_SPAN_HOUR;
          break;
        case FOYER_COLUMN_BOOLEAN:
          FOYER_COLUMN_FIELD (row, column, gboolean) = TRUE;
          break;
        case FOYER_COLUMN_ENUM:
          FOYER_COLUMN_FIELD (row, column, int) = 1;
          break;
        case FOYER_COLUMN_JSON:
          foyer_row_set_text (row, column, "[\"x\"]");
          break;
        case FOYER_COLUMN_UUID:
          foyer_uuid_init_v7 (&FOYER_COLUMN_FIELD (row, column, FoyerUuid));
          break;
        case FOYER_COLUMN_BLOB:
          break;
        }
    }
}

static char *
list_ids (const FoyerUuid *first, const FoyerUuid *second)
{
  g_autofree char *a = foyer_uuid_to_string (first);
  g_autofree char *b = foyer_uuid_to_string (second);

  return g_strdup_printf ("[\"%s\",\"%s\"]", a, b);
}

static void
insert (FoyerTransaction *transaction, gpointer row)
{
  g_autoptr (GError) error = NULL;

  foyer_transaction_insert (transaction, row, &error);
  g_assert_no_error (error);
}

/* Everything that an event can have, in every column. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  FoyerTransaction *transaction;
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (FoyerQuota) quota = foyer_quota_new ();
  g_autoptr (FoyerTier) first = foyer_tier_new ();
  g_autoptr (FoyerTier) last = foyer_tier_new ();
  FoyerTier *tiers[] = { first, last };
  g_autoptr (FoyerQuestion) question = foyer_question_new ();
  g_autoptr (FoyerPromoCode) code = foyer_promo_code_new ();
  g_autoptr (FoyerPromoCode) open = foyer_promo_code_new ();
  g_autoptr (FoyerCheckInList) list = foyer_check_in_list_new ();
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (GError) error = NULL;

  fixture->dir = foyer_test_dir_new ();
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  fixture->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  transaction = begin (fixture);

  fill (event, 1);
  g_free (event->title);
  event->title = g_strdup ("Pottery");
  g_free (event->slug);
  event->slug = g_strdup ("pottery");
  g_free (event->timezone);
  event->timezone = g_strdup ("Europe/Berlin");
  event->start_date = at ("2026-06-01T19:00");
  event->end_date = at ("2026-06-01T22:00");
  event->is_template = FALSE;
  g_assert_true (foyer_event_store_insert (transaction, event, &error));
  fixture->id = event->row.id;

  fill (quota, 2);
  quota->event_id = fixture->id;
  insert (transaction, quota);
  for (guint i = 0; i < 2; i++)
    {
      foyer_uuid_init_v7 (&tiers[i]->row.id);
      fill (tiers[i], 3 + i);
      tiers[i]->event_id = fixture->id;
      tiers[i]->quota_id = quota->row.id;
      tiers[i]->sort_order = i;
    }
  tiers[0]->next_tier_id = tiers[1]->row.id;
  memset (&tiers[1]->next_tier_id, 0, sizeof (FoyerUuid));
  tiers[0]->sale_end = at ("2026-05-31T18:00");
  insert (transaction, tiers[0]);
  insert (transaction, tiers[1]);

  fill (question, 5);
  question->event_id = fixture->id;
  g_free (question->tier_ids);
  question->tier_ids = list_ids (&tiers[0]->row.id, &tiers[1]->row.id);
  insert (transaction, question);
  fill (code, 6);
  code->event_id = fixture->id;
  g_free (code->tier_ids);
  code->tier_ids = list_ids (&tiers[1]->row.id, &tiers[1]->row.id);
  code->valid_until = at ("2026-05-30T12:00");
  insert (transaction, code);
  fill (open, 7);
  open->event_id = fixture->id;
  g_clear_pointer (&open->tier_ids, g_free);
  insert (transaction, open);
  fill (list, 8);
  list->event_id = fixture->id;
  list->opens_at = at ("2026-06-01T18:30");
  g_free (list->tier_ids);
  list->tier_ids = list_ids (&tiers[0]->row.id, &tiers[1]->row.id);
  insert (transaction, list);

  fill (ticket, 9);
  ticket->event_id = fixture->id;
  ticket->tier_id = tiers[1]->row.id;
  ticket->status = FOYER_TICKET_CHECKED_IN;
  g_free (ticket->answers);
  ticket->answers = g_strdup ("{\"diet\":\"vegan\"}");
  insert (transaction, ticket);
  commit (transaction);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

static FoyerUuid
copy (Fixture *fixture, const FoyerUuid *id, const FoyerEventCopy *how, gint64 *change_set)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = begin (fixture);
  FoyerUuid copy_id;
  gint64 number;

  foyer_event_copy_store_copy (transaction, id, how, NULL, NULL, NULL, &copy_id, &error);
  g_assert_no_error (error);
  number = commit (transaction);
  g_assert_cmpint (number, >, 0);
  if (change_set != NULL)
    *change_set = number;
  return copy_id;
}

static gpointer
find (Fixture *fixture, const FoyerRowType *type, const FoyerUuid *id)
{
  g_autoptr (GError) error = NULL;
  gpointer row = foyer_row_store_find (fixture->db, type, id, &error);

  g_assert_no_error (error);
  return row;
}

static GPtrArray *
list (Fixture *fixture, const FoyerRowType *type, const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = foyer_row_store_list (fixture->db, type, event_id, &error);

  g_assert_no_error (error);
  return rows;
}

/* Every column is equal but those that are named. */
static void
assert_same_but (gconstpointer a, gconstpointer b, const char *const *others)
{
  const FoyerRowType *type = ((const FoyerRow *) a)->type;
  FoyerColumnSet differ = foyer_row_diff (a, b);

  for (guint i = 0; i < type->n_columns; i++)
    {
      gboolean is_other = g_strv_contains (others, type->columns[i].name);

      if (!!(differ & (FoyerColumnSet) 1 << i) != is_other)
        g_error ("%s.%s %s", type->table, type->columns[i].name,
                 is_other ? "was expected to differ" : "was not kept");
    }
}

static const char *const forgotten[] = { "slug",         "status",      "published_at",
                                         "cancelled_at", "archived_at", "is_test",
                                         "series_id",    "series_date", NULL };

/* Taken along at the same time, every column that is chosen is as it was. */
static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  static const char *const event_id[] = { "event_id", NULL };
  static const char *const with_tiers[] = { "event_id", "tier_ids", NULL };
  static const char *const first_tier[] = { "event_id", "quota_id", "next_tier_id", NULL };
  static const char *const last_tier[] = { "event_id", "quota_id", NULL };
  const FoyerEventCopy how = { .start_date = FOYER_NONE, .parts = FOYER_COPY_ALL };
  gint64 change_set;
  FoyerUuid id = copy (fixture, &fixture->id, &how, &change_set);
  g_autoptr (FoyerEvent) from = find (fixture, &FOYER_EVENT_TYPE, &fixture->id);
  g_autoptr (FoyerEvent) to = find (fixture, &FOYER_EVENT_TYPE, &id);
  const struct
  {
    const FoyerRowType *type;
    const char *const *others[2];
  } rows[] = {
    { &FOYER_QUOTA_TYPE, { event_id } },
    { &FOYER_TIER_TYPE, { first_tier, last_tier } },
    { &FOYER_QUESTION_TYPE, { with_tiers } },
    { &FOYER_PROMO_CODE_TYPE, { with_tiers, event_id } },
    { &FOYER_CHECK_IN_LIST_TYPE, { with_tiers } },
  };

  assert_same_but (from, to, forgotten);
  g_assert_cmpstr (to->slug, ==, "pottery-2");
  g_assert_cmpint (to->status, ==, FOYER_EVENT_DRAFT);
  g_assert_false (to->is_test);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) originals = list (fixture, rows[i].type, &fixture->id);
      g_autoptr (GPtrArray) copies = list (fixture, rows[i].type, &id);

      g_assert_cmpuint (originals->len, >, 0);
      g_assert_cmpuint (copies->len, ==, originals->len);
      for (guint k = 0; k < copies->len; k++)
        assert_same_but (originals->pdata[k], copies->pdata[k], rows[i].others[k]);
    }

  /* and one undo takes all of it away */
  g_assert_true (foyer_journal_undo (fixture->db, change_set, NULL, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) copies = list (fixture, rows[i].type, &id);

      g_assert_cmpuint (copies->len, ==, 0);
    }
}

/* What names a tier or quota names the copy's own. */
static void
test_references (Fixture *fixture, gconstpointer data)
{
  const FoyerEventCopy how = { .start_date = FOYER_NONE, .parts = FOYER_COPY_ALL };
  FoyerUuid id = copy (fixture, &fixture->id, &how, NULL);
  g_autoptr (GPtrArray) quotas = list (fixture, &FOYER_QUOTA_TYPE, &id);
  g_autoptr (GPtrArray) tiers = list (fixture, &FOYER_TIER_TYPE, &id);
  g_autoptr (GPtrArray) questions = list (fixture, &FOYER_QUESTION_TYPE, &id);
  g_autoptr (GPtrArray) codes = list (fixture, &FOYER_PROMO_CODE_TYPE, &id);
  const FoyerTier *first = tiers->pdata[0];
  const FoyerTier *last = tiers->pdata[1];
  g_autofree char *both = list_ids (&first->row.id, &last->row.id);
  g_autofree char *twice = list_ids (&last->row.id, &last->row.id);

  g_assert_true (foyer_uuid_equal (&first->quota_id, &((FoyerQuota *) quotas->pdata[0])->row.id));
  g_assert_true (foyer_uuid_equal (&first->next_tier_id, &last->row.id));
  g_assert_true (foyer_uuid_is_nil (&last->next_tier_id));
  g_assert_cmpstr (((FoyerQuestion *) questions->pdata[0])->tier_ids, ==, both);
  g_assert_cmpstr (((FoyerPromoCode *) codes->pdata[0])->tier_ids, ==, twice);
}

/* Each part alone, and what it brings. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const struct
  {
    FoyerCopyParts parts;
    guint n_tiers, n_codes, n_questions, n_entrances, n_guests;
    gboolean has_description, has_notes;
  } cases[] = {
    { 0, 0, 0, 0, 1, 0, FALSE, FALSE },
    { FOYER_COPY_TIERS, 2, 0, 0, 1, 0, FALSE, FALSE },
    { FOYER_COPY_PROMO_CODES, 0, 1, 0, 1, 0, FALSE, FALSE }, /* only the code of all tiers */
    { FOYER_COPY_TIERS | FOYER_COPY_PROMO_CODES, 2, 2, 0, 1, 0, FALSE, FALSE },
    { FOYER_COPY_QUESTIONS, 0, 0, 1, 1, 0, FALSE, FALSE },
    { FOYER_COPY_ENTRANCES, 0, 0, 0, 1, 0, FALSE, FALSE },
    { FOYER_COPY_DESCRIPTION, 0, 0, 0, 1, 0, TRUE, FALSE },
    { FOYER_COPY_NOTES, 0, 0, 0, 1, 0, FALSE, TRUE },
    { FOYER_COPY_GUESTS, 0, 0, 0, 1, 1, FALSE, FALSE },
    { FOYER_COPY_ALL_BUT_GUESTS, 2, 2, 1, 1, 0, TRUE, TRUE },
  };
  /* clang-format on */

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FoyerEventCopy how = { .start_date = FOYER_NONE, .parts = cases[i].parts };
      FoyerUuid id = copy (fixture, &fixture->id, &how, NULL);
      g_autoptr (FoyerEvent) event = find (fixture, &FOYER_EVENT_TYPE, &id);
      g_autoptr (GPtrArray) tiers = list (fixture, &FOYER_TIER_TYPE, &id);
      g_autoptr (GPtrArray) codes = list (fixture, &FOYER_PROMO_CODE_TYPE, &id);
      g_autoptr (GPtrArray) questions = list (fixture, &FOYER_QUESTION_TYPE, &id);
      g_autoptr (GPtrArray) entrances = list (fixture, &FOYER_CHECK_IN_LIST_TYPE, &id);
      g_autoptr (GPtrArray) guests = list (fixture, &FOYER_TICKET_TYPE, &id);

      g_test_message ("parts %x", cases[i].parts);
      g_assert_cmpuint (tiers->len, ==, cases[i].n_tiers);
      g_assert_cmpuint (codes->len, ==, cases[i].n_codes);
      g_assert_cmpuint (questions->len, ==, cases[i].n_questions);
      g_assert_cmpuint (entrances->len, ==, cases[i].n_entrances);
      g_assert_cmpuint (guests->len, ==, cases[i].n_guests);
      g_assert_cmpint (event->description != NULL, ==, cases[i].has_description);
      g_assert_cmpint (event->short_description != NULL, ==, cases[i].has_description);
      g_assert_cmpint (!foyer_uuid_is_nil (&event->cover_image_id), ==, cases[i].has_description);
      g_assert_cmpint (event->internal_notes != NULL, ==, cases[i].has_notes);
      /* a question or entrance of tiers that stayed behind is for everybody */
      if (questions->len > 0 && tiers->len == 0)
        g_assert_null (((FoyerQuestion *) questions->pdata[0])->tier_ids);
      if (tiers->len == 0)
        g_assert_null (((FoyerCheckInList *) entrances->pdata[0])->tier_ids);
    }
}

/* Who was invited comes along; what became of them does not. */
static void
test_guests (Fixture *fixture, gconstpointer data)
{
  const FoyerEventCopy how = { .start_date = FOYER_NONE,
                               .parts = FOYER_COPY_TIERS | FOYER_COPY_GUESTS };
  FoyerUuid id = copy (fixture, &fixture->id, &how, NULL);
  g_autoptr (GPtrArray) originals = list (fixture, &FOYER_TICKET_TYPE, &fixture->id);
  g_autoptr (GPtrArray) guests = list (fixture, &FOYER_TICKET_TYPE, &id);
  g_autoptr (GPtrArray) tiers = list (fixture, &FOYER_TIER_TYPE, &id);
  const FoyerTicket *from = originals->pdata[0];
  const FoyerTicket *to = guests->pdata[0];

  g_assert_cmpstr (to->attendee_name, ==, from->attendee_name);
  g_assert_cmpstr (to->attendee_email, ==, from->attendee_email);
  g_assert_cmpstr (to->company, ==, from->company);
  g_assert_cmpstr (to->notes, ==, from->notes);
  g_assert_cmpstr (to->answers, ==, from->answers);
  g_assert_true (foyer_uuid_equal (&to->tier_id, &((FoyerTier *) tiers->pdata[1])->row.id));
  g_assert_cmpstr (to->qr_code, !=, from->qr_code);
  g_assert_cmpint (to->status, ==, FOYER_TICKET_VALID);
  g_assert_cmpint (to->check_in_time, ==, FOYER_NONE);
  g_assert_cmpint (to->badge_print_count, ==, 0);
  g_assert_cmpint (to->price, ==, 0);
  g_assert_true (foyer_uuid_is_nil (&to->order_id));
  g_assert_false (to->is_blocked);
  g_assert_cmpint (to->source_key, ==, FOYER_NONE);
}

/* Into winter: the wall shows the same hours. */
static void
test_dates (Fixture *fixture, gconstpointer data)
{
  const FoyerEventCopy how = { .title = "Pottery in Winter",
                               .start_date = at ("2026-12-01T18:00"),
                               .parts = FOYER_COPY_ALL };
  FoyerUuid id = copy (fixture, &fixture->id, &how, NULL);
  g_autoptr (FoyerEvent) event = find (fixture, &FOYER_EVENT_TYPE, &id);
  g_autoptr (GPtrArray) tiers = list (fixture, &FOYER_TIER_TYPE, &id);
  g_autoptr (GPtrArray) codes = list (fixture, &FOYER_PROMO_CODE_TYPE, &id);
  g_autoptr (GPtrArray) entrances = list (fixture, &FOYER_CHECK_IN_LIST_TYPE, &id);

  g_assert_cmpstr (event->slug, ==, "pottery-in-winter");
  g_assert_cmpint (event->start_date, ==, at ("2026-12-01T18:00"));
  g_assert_cmpint (event->end_date, ==, at ("2026-12-01T21:00"));
  g_assert_cmpint (((FoyerTier *) tiers->pdata[0])->sale_end, ==, at ("2026-11-30T17:00"));
  g_assert_cmpint (((FoyerPromoCode *) codes->pdata[0])->valid_until, ==, at ("2026-11-29T11:00"));
  g_assert_cmpint (((FoyerCheckInList *) entrances->pdata[0])->opens_at, ==,
                   at ("2026-12-01T17:30"));
}

/* A short event that daylight saving would swallow keeps its length. */
static void
test_gap (Fixture *fixture, gconstpointer data)
{
  FoyerEventCopy how = { .start_date = at ("2026-06-02T02:10"), .parts = 0 };
  FoyerUuid night = copy (fixture, &fixture->id, &how, NULL);
  g_autoptr (FoyerEvent) before = find (fixture, &FOYER_EVENT_TYPE, &night);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  g_autoptr (FoyerEvent) event = NULL;
  FoyerTransaction *transaction = begin (fixture);
  FoyerUuid id;

  after->end_date = after->start_date + 20 * G_TIME_SPAN_MINUTE;
  g_assert_true (foyer_transaction_update (transaction, before, after, NULL));
  commit (transaction);
  how.start_date = at ("2027-03-28T02:10"); /* there is none: it is 3:00 */
  id = copy (fixture, &night, &how, NULL);
  event = find (fixture, &FOYER_EVENT_TYPE, &id);
  g_assert_cmpint (event->start_date, ==, at ("2027-03-28T03:00"));
  g_assert_cmpint (event->end_date, >, event->start_date);
}

static void
test_template (Fixture *fixture, gconstpointer data)
{
  const FoyerEventCopy save = {
    .title = "Class", .start_date = FOYER_NONE, .parts = FOYER_COPY_ALL, .is_template = TRUE
  };
  const FoyerEventCopy start = { .title = "Class in July",
                                 .start_date = at ("2026-07-07T19:00"),
                                 .parts = FOYER_COPY_ALL_BUT_GUESTS };
  FoyerUuid template_id = copy (fixture, &fixture->id, &save, NULL);
  FoyerUuid id = copy (fixture, &template_id, &start, NULL);
  g_autoptr (FoyerEvent) template = find (fixture, &FOYER_EVENT_TYPE, &template_id);
  g_autoptr (FoyerEvent) event = find (fixture, &FOYER_EVENT_TYPE, &id);
  g_autoptr (GPtrArray) guests = list (fixture, &FOYER_TICKET_TYPE, &template_id);
  g_autoptr (GPtrArray) tiers = list (fixture, &FOYER_TIER_TYPE, &id);
  g_autoptr (GPtrArray) events = foyer_event_store_list (fixture->db, NULL);
  g_autoptr (GPtrArray) templates = foyer_event_store_list_templates (fixture->db, NULL);

  g_assert_true (template->is_template);
  g_assert_cmpstr (template->slug, ==, "template-class");
  g_assert_cmpuint (guests->len, ==, 0);
  g_assert_false (event->is_template);
  g_assert_cmpstr (event->slug, ==, "class-in-july");
  g_assert_cmpint (((FoyerTier *) tiers->pdata[0])->sale_end, ==, at ("2026-07-06T18:00"));
  /* the original is archived by fill () */
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpuint (templates->len, ==, 1);
}

/* However often, each copy is an event of its own. */
static void
test_often (Fixture *fixture, gconstpointer data)
{
  const FoyerEventCopy how = { .start_date = FOYER_NONE, .parts = FOYER_COPY_TIERS };
  g_autoptr (GHashTable) slugs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 20; i++)
    {
      FoyerUuid id = copy (fixture, &fixture->id, &how, NULL);
      g_autoptr (FoyerEvent) event = find (fixture, &FOYER_EVENT_TYPE, &id);

      g_assert_true (g_hash_table_add (slugs, g_strdup (event->slug)));
    }
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  const FoyerEventCopy how = { .start_date = FOYER_NONE, .parts = FOYER_COPY_ALL };
  g_autoptr (FoyerEvent) event = find (fixture, &FOYER_EVENT_TYPE, &fixture->id);
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = begin (fixture);
  FoyerUuid id;

  g_assert_true (foyer_transaction_remove (transaction, event, NULL));
  g_assert_false (
      foyer_event_copy_store_copy (transaction, &fixture->id, &how, NULL, NULL, NULL, &id, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  foyer_transaction_free (transaction);
}

#define ADD(name, func) g_test_add ("/event-copy/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keeps", test_keeps);
  ADD ("references", test_references);
  ADD ("parts", test_parts);
  ADD ("guests", test_guests);
  ADD ("dates", test_dates);
  ADD ("gap", test_gap);
  ADD ("template", test_template);
  ADD ("often", test_often);
  ADD ("gone", test_gone);
  return g_test_run ();
}
