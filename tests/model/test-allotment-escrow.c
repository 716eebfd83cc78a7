/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places that desks hold, against random schedules: what is granted, sold, told, given back, lost on the way, told twice or late,
 * ended by hand or with the desk. Desks count with the program's own functions, the server as its functions do. */
#include "foyer-allotment-policy.h"
#include "foyer-allotment.h"

#define MOST_DESKS 8
#define N_SEEDS 4000
#define N_STEPS 250

/* At the server. */
typedef struct
{
  gint64 quantity;
  gint64 used;
  gint64 age; /* the order in which it is taken from */
  gboolean has_ended;
  guint desk;
} Held;

typedef struct
{
  guint id; /* of an allotment */
  gint64 n; /* quantity, or what is to be kept, or tickets */
  guint sale;
  enum
  {
    ALLOT,
    GIVE_BACK,
    SELL,
  } kind;
  guint desk;
} Message;

typedef struct
{
  GPtrArray *rows;  /* (owned) of FoyerAllotment; row.key is the id */
  GArray *unpushed; /* (owned) of Message */
  gboolean is_gone; /* withdrawn, and erased */
  gboolean is_online;
} Desk;

typedef struct
{
  GRand *rand;
  gint64 total, pool, debt;
  GArray *held;          /* of Held, by id */
  GHashTable *known;     /* sales that were told */
  gint64 n_told, n_sold; /* tickets; n_sold with those that nobody was told of */
  gint64 n_lost;         /* of desks that were erased */
  GArray *late;          /* of Message: copies that are still on their way */
  Desk desks[MOST_DESKS];
  guint n_desks, n_sales;
  gboolean is_ended_by_hand;
} World;

static gint64
server_left (World *world)
{
  gint64 left = 0;

  for (guint i = 0; i < world->held->len; i++)
    {
      const Held *held = &g_array_index (world->held, Held, i);

      left += held->quantity - held->used;
    }
  return left;
}

static void
give_to_pool (World *world, gint64 n)
{
  gint64 paid = MIN (world->debt, n);

  world->debt -= paid;
  world->pool += n - paid;
}

static void
end (World *world, Held *held)
{
  give_to_pool (world, held->quantity - held->used);
  held->quantity = held->used;
  held->has_ended = TRUE;
}

/* As record_sales (): out of what the desk holds, then of the pool, and the rest is owed. */
static void
record_sale (World *world, const Message *sale)
{
  gint64 missing = sale->n, part;

  if (!g_hash_table_add (world->known, GUINT_TO_POINTER (sale->sale + 1)))
    return;
  while (missing > 0)
    {
      Held *first = NULL;

      for (guint i = 0; i < world->held->len; i++)
        {
          Held *held = &g_array_index (world->held, Held, i);

          if (held->desk == sale->desk && !held->has_ended && held->used < held->quantity &&
              (first == NULL || held->age < first->age))
            first = held;
        }
      if (first == NULL)
        break;
      part = MIN (missing, first->quantity - first->used);
      first->used += part;
      first->has_ended = first->used == first->quantity;
      missing -= part;
    }
  part = MIN (missing, world->pool);
  world->pool -= part;
  world->debt += missing - part;
  world->n_told += sale->n;
}

/* The server hears it; what it heard before does no harm. */
static void
deliver (World *world, const Message *message)
{
  Held *held;

  if (message->kind == SELL)
    {
      if (!world->desks[message->desk].is_gone)
        record_sale (world, message);
      return;
    }
  if (message->kind == ALLOT)
    {
      if (message->id >= world->held->len || world->desks[message->desk].is_gone)
        return;
      held = &g_array_index (world->held, Held, message->id);
      if (held->age >= 0 || world->pool < message->n)
        return;
      held->quantity = message->n;
      held->age = g_rand_int_range (world->rand, 0, 1000); /* renewed or not */
      world->pool -= message->n;
      return;
    }
  held = &g_array_index (world->held, Held, message->id);
  if (held->has_ended || (message->n != 0 && message->n >= held->quantity - held->used))
    return;
  give_to_pool (world, held->quantity - held->used - message->n);
  held->quantity = held->used + message->n;
  held->has_ended = message->n == 0;
}

/* Says it: it may be lost, or come twice, or once more much later. TRUE: the answer came, too. */
static gboolean
tell (World *world, const Message *message)
{
  gboolean is_lost = g_rand_double (world->rand) < 0.15;

  if (!is_lost)
    deliver (world, message);
  if (g_rand_double (world->rand) < 0.1)
    g_array_append_val (world->late, *message);
  return !is_lost && g_rand_double (world->rand) < 0.85;
}

/* What the feed says of one. */
static void
pull_row (World *world, Desk *desk, FoyerAllotment *row)
{
  const Held *held = &g_array_index (world->held, Held, row->row.key);

  row->quantity = held->quantity;
  row->used = held->used;
  row->ended_at = held->has_ended ? 1 : FOYER_NONE;
}

static FoyerAllotment *
find_row (Desk *desk, guint id)
{
  for (guint i = 0; i < desk->rows->len; i++)
    if (((FoyerRow *) desk->rows->pdata[i])->key == id)
      return desk->rows->pdata[i];
  return NULL;
}

static void
pull (World *world, guint number)
{
  Desk *desk = &world->desks[number];

  for (guint id = 0; id < world->held->len; id++)
    {
      const Held *held = &g_array_index (world->held, Held, id);
      FoyerAllotment *row = find_row (desk, id);

      if (held->desk != number || held->age < 0)
        continue;
      if (row == NULL)
        {
          row = foyer_row_new (&FOYER_ALLOTMENT_TYPE);
          row->row.key = id;
          row->expires_at = G_MAXINT64;
          g_ptr_array_add (desk->rows, row);
        }
      pull_row (world, desk, row);
    }
}

static void
push (World *world, guint number)
{
  Desk *desk = &world->desks[number];

  while (desk->unpushed->len > 0)
    {
      Message sale = g_array_index (desk->unpushed, Message, 0);

      if (!tell (world, &sale))
        return;
      g_array_remove_index (desk->unpushed, 0);
    }
}

static gint64
desk_left (Desk *desk)
{
  gint64 left = 0;

  for (guint i = 0; i < desk->rows->len; i++)
    left += foyer_allotment_get_left (desk->rows->pdata[i], 0);
  return left;
}

static void
sell (World *world, guint number, gint64 n)
{
  Desk *desk = &world->desks[number];
  Message sale = { .kind = SELL, .n = n, .desk = number, .sale = world->n_sales };

  if (desk_left (desk) < n)
    return;
  for (guint i = 0; i < desk->rows->len && n > 0; i++)
    {
      FoyerAllotment *row = desk->rows->pdata[i];
      gint64 part = MIN (foyer_allotment_get_left (row, 0), n);

      if (part > 0)
        row->used_here = MAX (row->used, row->used_here) + part;
      n -= part;
    }
  world->n_sales++;
  world->n_sold += sale.n;
  g_array_append_val (desk->unpushed, sale);
}

static void
allot (World *world, guint number, gint64 n)
{
  Message message = { .kind = ALLOT, .n = n, .desk = number, .id = world->held->len };

  g_array_append_val (world->held, ((Held){ .age = -1, .desk = number }));
  if (tell (world, &message) || g_rand_boolean (world->rand))
    pull (world, number);
}

/* What is on its way back is asked for until it is known to be there. */
static void
ask_back (World *world, guint number)
{
  Desk *desk = &world->desks[number];

  for (guint i = 0; i < desk->rows->len; i++)
    {
      FoyerAllotment *row = desk->rows->pdata[i];
      Message message = { .kind = GIVE_BACK, .desk = number, .id = row->row.key };

      if (!foyer_allotment_is_going_back (row))
        continue;
      message.n = foyer_allotment_get_keep (row);
      if (tell (world, &message))
        pull_row (world, desk, row);
    }
}

static void
give_back (World *world, guint number, gint64 n)
{
  Desk *desk = &world->desks[number];

  for (guint i = desk->rows->len; i-- > 0;)
    n -= foyer_allotment_give_back (desk->rows->pdata[i], n, 0);
  /* The program may end here. */
  if (g_rand_double (world->rand) < 0.8)
    ask_back (world, number);
}

static void
reconcile (World *world, guint number)
{
  Desk *desk = &world->desks[number];

  if (desk->unpushed->len > 0)
    return;
  pull (world, number);
  for (guint i = 0; i < desk->rows->len; i++)
    ((FoyerAllotment *) desk->rows->pdata[i])->used_here = FOYER_NONE;
}

/* A desk in step does what the policy says. */
static void
follow_policy (World *world, guint number)
{
  Desk *desk = &world->desks[number];
  FoyerStockView view = { .n_desks = world->n_desks,
                          .rate = g_rand_int_range (world->rand, 0, 200),
                          .is_selling = g_rand_double (world->rand) < 0.9 };
  gint64 n;

  push (world, number);
  if (desk->unpushed->len > 0)
    return;
  reconcile (world, number);
  ask_back (world, number);
  view.here = desk_left (desk);
  view.in_pool = world->pool;
  n = foyer_allotment_policy_plan (&view);
  if (n > 0)
    allot (world, number, n);
  else if (n < 0)
    give_back (world, number, -n);
}

static void
revoke (World *world, guint number)
{
  Desk *desk = &world->desks[number];

  desk->is_gone = TRUE;
  for (guint i = 0; i < world->held->len; i++)
    if (g_array_index (world->held, Held, i).desk == number)
      end (world, &g_array_index (world->held, Held, i));
  for (guint i = 0; i < desk->unpushed->len; i++)
    {
      const Message *sale = &g_array_index (desk->unpushed, Message, i);

      if (!g_hash_table_contains (world->known, GUINT_TO_POINTER (sale->sale + 1)))
        world->n_lost += sale->n;
    }
  g_array_set_size (desk->unpushed, 0);
  g_ptr_array_set_size (desk->rows, 0);
}

static void
end_by_hand (World *world)
{
  guint id;

  if (world->held->len == 0)
    return;
  id = g_rand_int_range (world->rand, 0, world->held->len);
  if (g_array_index (world->held, Held, id).age < 0)
    return;
  end (world, &g_array_index (world->held, Held, id));
  world->is_ended_by_hand = TRUE;
}

static void
check (World *world)
{
  g_assert_cmpint (world->pool, >=, 0);
  g_assert_cmpint (world->pool - world->debt + server_left (world) + world->n_told, ==,
                   world->total);
  if (!world->is_ended_by_hand)
    {
      g_assert_cmpint (world->debt, ==, 0);
      g_assert_cmpint (world->n_sold - world->n_lost, <=, world->total);
    }
}

static void
step (World *world, gboolean is_harsh)
{
  guint number = g_rand_int_range (world->rand, 0, world->n_desks);
  Desk *desk = &world->desks[number];

  if (world->late->len > 0 && g_rand_double (world->rand) < 0.2)
    {
      guint i = g_rand_int_range (world->rand, 0, world->late->len);
      Message message = g_array_index (world->late, Message, i);

      g_array_remove_index_fast (world->late, i);
      deliver (world, &message);
    }
  if (desk->is_gone)
    return;
  if (g_rand_double (world->rand) < 0.15)
    desk->is_online = !desk->is_online;
  if (is_harsh && g_rand_double (world->rand) < 0.01)
    end_by_hand (world);
  if (is_harsh && g_rand_double (world->rand) < 0.004)
    {
      revoke (world, number);
      return;
    }
  switch (g_rand_int_range (world->rand, 0, desk->is_online ? 8 : 2))
    {
    case 0:
    case 1:
      sell (world, number, g_rand_int_range (world->rand, 1, 5));
      break;
    case 2:
      push (world, number);
      break;
    case 3:
      pull (world, number);
      break;
    case 4:
      follow_policy (world, number);
      break;
    case 5: /* a cart wants more than is here */
      if (world->pool > 0)
        allot (world, number, g_rand_int_range (world->rand, 1, MIN (world->pool, 6) + 1));
      break;
    case 6:
      give_back (world, number, g_rand_int_range (world->rand, 0, 10));
      break;
    default:
      ask_back (world, number);
      break;
    }
}

/* Everybody is in step again, and gives back all that is left. */
static void
join (World *world)
{
  for (guint number = 0; number < world->n_desks; number++)
    for (guint round = 0; round < 100 && !world->desks[number].is_gone; round++)
      {
        push (world, number);
        reconcile (world, number);
        if (world->desks[number].unpushed->len == 0)
          give_back (world, number, G_MAXINT64);
        pull (world, number);
      }
}

static void
run (guint seed, gboolean is_harsh)
{
  World world = { .rand = g_rand_new_with_seed (seed) };

  world.n_desks = g_rand_int_range (world.rand, 1, MOST_DESKS + 1);
  world.total = world.pool = g_rand_int_range (world.rand, 0, 120);
  world.held = g_array_new (FALSE, TRUE, sizeof (Held));
  world.late = g_array_new (FALSE, TRUE, sizeof (Message));
  world.known = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < world.n_desks; i++)
    {
      world.desks[i].rows = g_ptr_array_new_with_free_func (foyer_row_free);
      world.desks[i].unpushed = g_array_new (FALSE, TRUE, sizeof (Message));
      world.desks[i].is_online = TRUE;
    }
  for (guint i = 0; i < N_STEPS; i++)
    {
      step (&world, is_harsh);
      check (&world);
    }
  join (&world);
  while (world.late->len > 0)
    {
      Message message = g_array_index (world.late, Message, world.late->len - 1);

      g_array_set_size (world.late, world.late->len - 1);
      /* A place that is granted when nobody waits for it any more goes back the next day. */
      if (message.kind != ALLOT)
        deliver (&world, &message);
      check (&world);
    }
  /* No place is stuck: all that was not sold is in the pool. */
  g_assert_cmpint (world.n_told, ==, world.n_sold - world.n_lost);
  g_assert_cmpint (server_left (&world), ==, 0);
  g_assert_cmpint (world.pool - world.debt, ==, world.total - world.n_told);

  for (guint i = 0; i < world.n_desks; i++)
    {
      g_ptr_array_unref (world.desks[i].rows);
      g_array_unref (world.desks[i].unpushed);
    }
  g_array_unref (world.held);
  g_array_unref (world.late);
  g_hash_table_unref (world.known);
  g_rand_free (world.rand);
}

static void
test_schedules (gconstpointer is_harsh)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_test_message ("seed %u", seed);
      run (seed, GPOINTER_TO_INT (is_harsh));
    }
}

static void
test_policy (void)
{
  static const struct
  {
    const char *name;
    FoyerStockView view;
    gint64 target;
    gint64 plan;
  } cases[] = {
    { "nobody sells", { 2000, 8, 0, 0, 0, 0, FALSE }, 0, 0 },
    { "the first few", { 2000, 8, 0, 0, 0, 0, TRUE }, 4, 4 },
    { "as it sells", { 2000, 8, 120, 0, 0, 0, TRUE }, 34, 34 },
    { "half is enough", { 2000, 8, 120, 17, 0, 0, TRUE }, 34, 0 },
    { "below half", { 2000, 8, 120, 16, 0, 0, TRUE }, 34, 18 },
    { "a fair share", { 160, 8, 1000, 0, 0, 0, TRUE }, 10, 10 },
    { "nearly gone", { 15, 8, 1000, 0, 0, 0, TRUE }, 0, 0 },
    { "gone", { 0, 8, 1000, 0, 0, 0, TRUE }, 0, 0 },
    { "others are short", { 0, 8, 1000, 9, 0, 0, TRUE }, 0, -9 },
    { "a cart holds some", { 0, 8, 1000, 9, 4, 0, TRUE }, 4, -5 },
    { "idle", { 2000, 8, 0, 9, 0, 0, FALSE }, 0, -9 },
    { "asked for by hand", { 2000, 8, 0, 9, 0, 50, FALSE }, 9, 0 },
    { "asked for, and some more", { 2000, 8, 0, 60, 0, 50, FALSE }, 50, -10 },
    { "over", { 2000, 8, 60, 60, 2, 50, TRUE, TRUE }, 2, -58 },
    { "a little too much", { 2000, 8, 0, 8, 0, 0, TRUE }, 4, 0 },
    { "much too much", { 2000, 8, 0, 9, 0, 0, TRUE }, 4, -5 },
    { "alone", { 10, 1, 1000, 0, 0, 0, TRUE }, 5, 5 },
    { "the last one, alone", { 1, 1, 1000, 0, 0, 0, TRUE }, 0, 0 },
    { "a rate that is none", { 100, 1, -5, 0, 0, 0, TRUE }, 4, 4 },
    { "oversold", { -3, 2, 60, 0, 0, 0, TRUE }, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (foyer_allotment_policy_target (&cases[i].view), ==, cases[i].target);
      g_assert_cmpint (foyer_allotment_policy_plan (&cases[i].view), ==, cases[i].plan);
    }
}

/* What is planned once is enough: it does not go to and fro. */
static void
test_policy_is_calm (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 100000; i++)
    {
      FoyerStockView view = { .in_pool = g_rand_int_range (rand, 0, 300),
                              .n_desks = g_rand_int_range (rand, 1, 9),
                              .rate = g_rand_double_range (rand, 0, 500),
                              .here = g_rand_int_range (rand, 0, 100),
                              .is_selling = TRUE };
      gint64 n = foyer_allotment_policy_plan (&view);

      g_assert_cmpint (n, <=, view.in_pool);
      g_assert_cmpint (n, >=, -view.here);
      view.here += n;
      view.in_pool -= n;
      g_assert_cmpint (foyer_allotment_policy_plan (&view), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/allotment/policy", test_policy);
  g_test_add_func ("/allotment/policy-is-calm", test_policy_is_calm);
  g_test_add_data_func ("/allotment/schedules", GINT_TO_POINTER (FALSE), test_schedules);
  g_test_add_data_func ("/allotment/schedules-with-withdrawals", GINT_TO_POINTER (TRUE),
                        test_schedules);

  return g_test_run ();
}
