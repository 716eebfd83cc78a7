/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-test-data.h"

#include "foyer-test.h"

#include "foyer-event-store.h"
#include "foyer-order.h"
#include "foyer-question.h"
#include "foyer-text.h"
#include "foyer-ticket.h"
#include "foyer-transaction.h"

#define BATCH     100000 /* attendees in one transaction */
/* a Monday that is far away: what is sold for it is not over while somebody tests */
#define START     G_GINT64_CONSTANT (2142547200000000)
#define N_TIERS   3
#define CODE_SEED 7

typedef struct
{
  const char *given[8];
  const char *family[8];
  gboolean family_first; /* and no space between */
} Script;

static const Script scripts[] = {
  { { "Anna", "Ben", "Chloé", "Dirk", "Eleanor", "François", "Greta", "Håkon" },
    { "Müller", "Smith", "Dvořák", "O’Connor", "García Márquez", "Nguyễn", "Łukasz",
      "van der Berg" } },
  { { "Maria", "John", "Sofía", "Liam", "Zoë", "Noah", "Ingrid", "Paul" },
    { "Jones", "Schmidt", "Rossi", "Silva", "Weiß", "Ångström", "Kowalska", "Brown" } },
  { { "Ольга", "Дмитрий", "Анна", "Сергей", "Юлия", "Пётр", "Наталья", "Иван" },
    { "Иванова", "Шевченко", "Кузнецов", "Попов", "Соколова", "Лебедев", "Новиков", "Мороз" } },
  { { "伟", "芳", "娜", "秀英", "敏", "静", "丽", "强" },
    { "王", "李", "张", "刘", "陈", "杨", "黄", "赵" },
    TRUE },
  { { "さくら", "陽翔", "結衣", "蓮", "葵", "大翔", "凛", "湊" },
    { "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村" },
    TRUE },
  { { "محمد", "فاطمة", "أحمد", "عائشة", "يوسف", "مريم", "خالد", "ليلى" },
    { "الخطيب", "حداد", "منصور", "العلي", "نجار", "سليمان", "قاسم", "درويش" } },
  { { "דוד", "שרה", "יוסף", "רחל", "משה", "לאה", "אברהם", "מרים" },
    { "כהן", "לוי", "מזרחי", "פרץ", "ביטון", "דהן", "אברהם", "פרידמן" } },
  { { "आरव", "दीया", "अर्जुन", "अनन्या", "विवान", "ईशा", "कबीर", "मीरा" },
    { "शर्मा", "वर्मा", "गुप्ता", "सिंह", "पटेल", "कुमार", "जोशी", "मेहता" } },
};

static const char *const companies[] = {
  "Nordlicht GmbH",     "Acme Ltd.",   "Société Générale d’Études",
  "株式会社みらい",     "ООО Ромашка", NULL,
  "University of Oslo", NULL,          "Café Größenwahn"
};
static const char *const diets[] = { "vegan", "vegetarisch", "halal", "none", "gluten-free" };

static guint
draw (guint i, guint salt)
{
  guint64 x = ((guint64) i << 32 | salt) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  x ^= x >> 29;
  x *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  return (x ^ x >> 32) & 0x7fffffff;
}

char *
foyer_test_data_name (guint i)
{
  /* half of them in Latin letters, the other scripts share the rest */
  guint n = draw (i, 1) % 16;
  const Script *script = &scripts[n < 9 ? n % 2 : n % G_N_ELEMENTS (scripts)];
  const char *given = script->given[draw (i, 2) % 8];
  const char *family = script->family[draw (i, 3) % 8];

  if (script->family_first)
    return g_strconcat (family, given, NULL);
  if (draw (i, 4) % 3 == 0)
    return g_strdup_printf ("%s %c. %s", given, 'A' + draw (i, 5) % 26, family);
  return g_strconcat (given, " ", family, NULL);
}

char *
foyer_test_data_code (guint i)
{
  static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  char code[21];

  for (guint k = 0; k < 20; k++)
    code[k] = letters[draw (i, CODE_SEED + k / 6) >> k % 6 * 5 & 31];
  code[20] = '\0';
  return g_strdup (code);
}

static void
insert (FoyerTransaction *transaction, gpointer row)
{
  g_autoptr (GError) error = NULL;

  foyer_transaction_insert (transaction, row, &error);
  g_assert_no_error (error);
}

static FoyerTransaction *
begin (FoyerDatabase *db)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (db, "import", &error);

  g_assert_no_error (error);
  return transaction;
}

static void
commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;

  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
}

static void
add_event (FoyerDatabase *db, FoyerUuid *event_id, FoyerUuid tiers[N_TIERS])
{
  static const char *const names[] = { "Standard", "VIP", "Student" };
  static const char *const colours[] = { "#3584e4", "#c64600", "#2ec27e" };
  static const char *const codes[] = { "diet", "city" };
  g_autoptr (FoyerTransaction) transaction = begin (db);
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (GError) error = NULL;

  event->title = g_strdup ("Test Event");
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  event->start_date = START;
  event->end_date = START + 8 * G_TIME_SPAN_HOUR;
  foyer_event_store_add (transaction, event, &error);
  g_assert_no_error (error);
  *event_id = event->row.id;

  for (guint i = 0; i < N_TIERS; i++)
    {
      g_autoptr (FoyerTier) tier = foyer_tier_new ();

      tier->event_id = *event_id;
      tier->name = g_strdup (names[i]);
      tier->price = 4900 * (i + 1);
      tier->sort_order = i;
      tier->colour = g_strdup (colours[i]);
      insert (transaction, tier);
      tiers[i] = tier->row.id;
    }
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (FoyerQuestion) question = foyer_question_new ();

      question->event_id = *event_id;
      question->code = g_strdup (codes[i]);
      question->label = g_strdup (i == 0 ? "Diet" : "City");
      question->sort_order = i;
      insert (transaction, question);
    }
  commit (g_steal_pointer (&transaction));
}

static FoyerOrder *
make_order (const FoyerUuid *event_id, guint i, guint n, FoyerTestDataFlags flags)
{
  FoyerOrder *order = foyer_order_new ();

  order->event_id = *event_id;
  order->order_number = g_strdup_printf ("R%06u", i);
  order->buyer_name = foyer_test_data_name (i);
  order->buyer_email = g_strdup_printf ("buyer%u@example.org", i);
  order->total = 4900 * n;
  order->currency = g_strdup ("EUR");
  order->status = flags & FOYER_TEST_DATA_MIXED && draw (i, 20) % 20 == 0 ? FOYER_ORDER_PENDING
                                                                          : FOYER_ORDER_COMPLETED;
  return order;
}

static void
mix (FoyerTicket *ticket, guint i)
{
  guint n = draw (i, 30) % 100;

  if (n < 3)
    ticket->status = FOYER_TICKET_CANCELLED;
  else if (n < 40)
    {
      ticket->status = FOYER_TICKET_CHECKED_IN;
      ticket->check_in_time = START + draw (i, 31) % (3 * 3600) * G_TIME_SPAN_SECOND;
      ticket->check_in_method = FOYER_METHOD_QR_SCAN;
    }
  if (n >= 35 && n < 40)
    ticket->check_out_time = ticket->check_in_time + 20 * G_TIME_SPAN_MINUTE;
}

static FoyerTicket *
make_ticket (const FoyerOrder *order, const FoyerUuid *tiers, guint i, FoyerTestDataFlags flags)
{
  FoyerTicket *ticket = foyer_ticket_new ();
  guint tier = draw (i, 10) % 10;

  ticket->event_id = order->event_id;
  ticket->order_id = order->row.id;
  ticket->tier_id = tiers[tier < 7 ? 0 : tier < 8 ? 1 : 2];
  ticket->attendee_name = foyer_test_data_name (i);
  ticket->attendee_email = g_strdup_printf ("guest%u@example.%s", i, i % 3 == 0 ? "com" : "org");
  ticket->company = g_strdup (companies[draw (i, 11) % G_N_ELEMENTS (companies)]);
  ticket->qr_code = foyer_test_data_code (i);
  ticket->price = 4900;
  if (draw (i, 12) % 4 == 0)
    ticket->answers = g_strdup_printf ("{\"diet\":\"%s\",\"city\":\"Köln\"}",
                                       diets[draw (i, 13) % G_N_ELEMENTS (diets)]);
  ticket->source_key = (gint64) foyer_text_hash (ticket->qr_code, -1, 0);
  ticket->source_digest = draw (i, 14);
  if (flags & FOYER_TEST_DATA_MIXED)
    mix (ticket, i);
  return ticket;
}

static void
exec (FoyerDatabase *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  foyer_database_exec (db, sql, &error);
  g_assert_no_error (error);
}

/* Many rows are inserted faster when their indexes are made afterwards: the SQL that makes them
 * again. */
static char *
drop_indexes (FoyerDatabase *db)
{
  static const char sql[] =
      "SELECT group_concat (sql, ';'), group_concat ('DROP INDEX ' || name, ';') FROM "
      "sqlite_schema "
      "WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('orders', 'tickets')";
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, &error);
  g_autofree char *drop = NULL;
  char *make;

  g_assert_cmpint (foyer_database_step (db, statement, &error), ==, SQLITE_ROW);
  make = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  drop = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  sqlite3_reset (statement);
  exec (db, drop);
  return make;
}

void
foyer_test_data_fill (FoyerDatabase *db, guint n, FoyerTestDataFlags flags, FoyerUuid *event_id)
{
  FoyerUuid tiers[N_TIERS];
  g_autofree char *make_indexes = n > BATCH ? drop_indexes (db) : NULL;

  add_event (db, event_id, tiers);
  for (guint i = 0; i < n;)
    {
      g_autoptr (FoyerTransaction) transaction = begin (db);
      guint end = MIN (i + BATCH, n);

      while (i < end)
        {
          guint last = MIN (i + 1 + draw (i, 15) % 4, n);
          g_autoptr (FoyerOrder) order = make_order (event_id, i, last - i, flags);

          insert (transaction, order);
          for (; i < last; i++)
            {
              g_autoptr (FoyerTicket) ticket = make_ticket (order, tiers, i, flags);

              insert (transaction, ticket);
            }
        }
      commit (g_steal_pointer (&transaction));
    }
  if (make_indexes != NULL)
    exec (db, make_indexes);
}

FoyerDatabase *
foyer_test_data_make (const char *dir, guint n, FoyerTestDataFlags flags, FoyerUuid *event_id)
{
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDatabase *db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  foyer_test_data_fill (db, n, flags, event_id);
  foyer_database_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", &error);
  g_assert_no_error (error);
  return db;
}

void
foyer_test_store_set_up (FoyerTestStore *fixture, gconstpointer n)
{
  fixture->dir = foyer_test_dir_new ();
  fixture->db = foyer_test_data_make (fixture->dir, GPOINTER_TO_UINT (n), FOYER_TEST_DATA_ALL_VALID,
                                      &fixture->event_id);
}

void
foyer_test_store_tear_down (FoyerTestStore *fixture, gconstpointer n)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}
