/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-basics-section.h"
#include "foyer-event-capacity-section.h"
#include "foyer-event-section.h"
#include "foyer-event-tiers-section.h"
#include "foyer-event-when-section.h"
#include "foyer-event-where-section.h"
#include "foyer-message-row.h"
#include "foyer-tier-row.h"

#define NOW (G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC)

/* The n-th widget of a type below another, in reading order. */
static GtkWidget *
find (GtkWidget *from, GType type, guint *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (*n)-- == 0)
        return child;
      found = find (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
nth (gpointer from, GType type, guint n)
{
  GtkWidget *found = find (GTK_WIDGET (from), type, &n);

  g_assert_nonnull (found);
  return found;
}

static void
type_text (gpointer section, guint entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (nth (section, ADW_TYPE_ENTRY_ROW, entry)), text);
}

static const char *
message (gpointer section, guint n)
{
  return foyer_message_row_get_text (FOYER_MESSAGE_ROW (nth (section, FOYER_TYPE_MESSAGE_ROW, n)));
}

static void
count_cb (FoyerEventSection *section, guint *n)
{
  *n += 1;
}

/* (transfer full) a section showing draft, which counts its changes in n. */
static FoyerEventSection *
show (GType type, const FoyerEventDraft *draft, guint *n)
{
  FoyerEventSection *section = g_object_ref_sink (g_object_new (type, NULL));

  foyer_event_section_load (section, NULL, draft);
  g_signal_connect (section, "changed", G_CALLBACK (count_cb), n);
  return section;
}

static void
test_basics (void)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");
  guint n = 0;
  FoyerEventSection *section = show (FOYER_TYPE_EVENT_BASICS_SECTION, draft, &n);

  /* A fresh form does not complain, but it is not done either. */
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_cmpstr (message (section, 0), ==, "");

  type_text (section, 0, "Pottery for Everybody");
  g_assert_cmpuint (n, >, 0);
  g_assert_true (foyer_event_section_is_valid (section));
  foyer_event_section_apply (section, draft);
  g_assert_cmpstr (draft->event->title, ==, "Pottery for Everybody");
  g_assert_cmpstr (draft->event->slug, ==, "pottery-for-everybody");

  /* A short name that somebody typed stays when the title changes; a wrong one is told beside it.
   */
  type_text (section, 1, "clay");
  type_text (section, 0, "Pottery");
  foyer_event_section_apply (section, draft);
  g_assert_cmpstr (draft->event->slug, ==, "clay");
  type_text (section, 1, "Clay & more");
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_cmpstr (message (section, 1), !=, "");
  foyer_event_section_apply (section, draft);
  g_assert_cmpstr (draft->event->slug, ==, "clay");

  type_text (section, 0, "   ");
  g_assert_cmpstr (message (section, 0), !=, "");
  g_assert_finalize_object (section);
}

static void
test_when (void)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");
  guint n = 0;
  FoyerEventSection *section = show (FOYER_TYPE_EVENT_WHEN_SECTION, draft, &n);
  gint64 start = draft->event->start_date;

  g_assert_true (foyer_event_section_is_valid (section));
  /* The end goes along with the beginning. */
  type_text (section, 0, "2026-12-24 18:00");
  g_assert_cmpuint (n, >, 0);
  foyer_event_section_apply (section, draft);
  g_assert_cmpint (draft->event->start_date, !=, start);
  g_assert_cmpint (draft->event->end_date - draft->event->start_date, ==, 3 * G_TIME_SPAN_HOUR);

  type_text (section, 1, "2026-12-24 17:00");
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_cmpstr (message (section, 1), !=, "");
  type_text (section, 1, "2026-12-24 23:30");
  g_assert_true (foyer_event_section_is_valid (section));
  g_assert_cmpstr (message (section, 1), ==, "");
  type_text (section, 0, "whenever");
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_finalize_object (section);
}

/* A time that the clock skips, and one that it shows twice, are taken and explained. */
static void
test_daylight_saving (void)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");
  FoyerEventSection *section;
  guint n = 0;

  g_free (draft->event->timezone);
  draft->event->timezone = g_strdup ("Europe/Berlin");
  section = show (FOYER_TYPE_EVENT_WHEN_SECTION, draft, &n);

  type_text (section, 0, "2027-03-28 02:30");
  g_assert_true (foyer_event_section_is_valid (section));
  g_assert_nonnull (strstr (message (section, 0), "02:30"));
  g_assert_nonnull (strstr (message (section, 0), "03:00"));
  type_text (section, 0, "2027-10-31 02:30");
  g_assert_true (foyer_event_section_is_valid (section));
  g_assert_cmpstr (message (section, 0), !=, "");
  type_text (section, 0, "2027-10-31 04:30");
  g_assert_cmpstr (message (section, 0), ==, "");
  g_assert_finalize_object (section);
}

static void
test_where (void)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");
  guint n = 0;
  FoyerEventSection *section = show (FOYER_TYPE_EVENT_WHERE_SECTION, draft, &n);

  type_text (section, 0, "  Town Hall ");
  foyer_event_section_apply (section, draft);
  g_assert_cmpstr (draft->event->venue_name, ==, "Town Hall");
  g_assert_null (draft->event->venue_address);
  type_text (section, 0, "");
  foyer_event_section_apply (section, draft);
  g_assert_null (draft->event->venue_name);
  g_assert_cmpuint (n, ==, 2);
  g_assert_finalize_object (section);
}

static void
test_capacity (void)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");
  guint n = 0;
  FoyerEventSection *section = show (FOYER_TYPE_EVENT_CAPACITY_SECTION, draft, &n);

  type_text (section, 0, "1 200");
  foyer_event_section_apply (section, draft);
  g_assert_cmpint (draft->event->capacity, ==, 1200);
  type_text (section, 0, "lots");
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_cmpstr (message (section, 0), !=, "");
  foyer_event_section_apply (section, draft);
  g_assert_cmpint (draft->event->capacity, ==, 1200);
  type_text (section, 0, "");
  foyer_event_section_apply (section, draft);
  g_assert_cmpint (draft->event->capacity, ==, FOYER_NONE);

  type_text (section, 1, "jpy");
  foyer_event_section_apply (section, draft);
  g_assert_cmpstr (draft->event->currency, ==, "JPY");
  type_text (section, 1, "FLORINS");
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_finalize_object (section);
}

static void
press (gpointer from, const char *tooltip)
{
  for (guint n = 0;; n++)
    {
      GtkWidget *button = nth (from, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_widget_get_tooltip_text (button), tooltip) == 0 ||
          g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), tooltip) == 0)
        {
          g_signal_emit_by_name (button, "clicked");
          return;
        }
    }
}

static void
test_tiers (void)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");
  guint n = 0;
  FoyerEventSection *section = show (FOYER_TYPE_EVENT_TIERS_SECTION, draft, &n);
  const FoyerTier *first;

  g_assert_true (foyer_event_section_is_valid (section));
  press (section, "Add a Tier");
  g_assert_false (foyer_event_section_is_valid (section));
  type_text (nth (section, FOYER_TYPE_TIER_ROW, 0), 0, "General");
  type_text (nth (section, FOYER_TYPE_TIER_ROW, 0), 1, "49,50 €");
  type_text (nth (section, FOYER_TYPE_TIER_ROW, 0), 2, "200");
  g_assert_true (foyer_event_section_is_valid (section));
  press (section, "Add a Tier");
  type_text (nth (section, FOYER_TYPE_TIER_ROW, 1), 0, "GÉNERAL");
  g_assert_false (foyer_event_section_is_valid (section));
  type_text (nth (section, FOYER_TYPE_TIER_ROW, 1), 0, "VIP");
  g_assert_true (foyer_event_section_is_valid (section));

  foyer_event_section_apply (section, draft);
  g_assert_cmpuint (draft->tiers->len, ==, 2);
  first = draft->tiers->pdata[0];
  g_assert_cmpstr (first->name, ==, "General");
  g_assert_cmpint (first->price, ==, 4950);
  g_assert_cmpint (first->quantity_total, ==, 200);
  g_assert_nonnull (first->colour);
  g_assert_cmpstr (((FoyerTier *) draft->tiers->pdata[1])->colour, !=, first->colour);

  press (nth (section, FOYER_TYPE_TIER_ROW, 1), "Move Up");
  foyer_event_section_apply (section, draft);
  g_assert_cmpstr (((FoyerTier *) draft->tiers->pdata[0])->name, ==, "VIP");

  /* A price in another money is none of this event. */
  type_text (nth (section, FOYER_TYPE_TIER_ROW, 1), 1, "$ 49");
  g_assert_false (foyer_event_section_is_valid (section));
  type_text (nth (section, FOYER_TYPE_TIER_ROW, 1), 1, "49");
  g_free (draft->event->currency);
  draft->event->currency = g_strdup ("JPY");
  foyer_event_section_adapt (section, draft);
  foyer_event_section_apply (section, draft);
  g_assert_cmpint (((FoyerTier *) draft->tiers->pdata[1])->price, ==, 49);

  press (nth (section, FOYER_TYPE_TIER_ROW, 0), "_Remove Tier");
  foyer_event_section_apply (section, draft);
  g_assert_cmpuint (draft->tiers->len, ==, 1);
  g_assert_cmpuint (n, >, 5);
  g_assert_finalize_object (section);
}

static void
test_sold_tier (void)
{
  g_autoptr (FoyerTier) tier = foyer_tier_new ();
  FoyerTierRow *row;
  GtkWidget *button = NULL;

  tier->name = g_strdup ("General");
  tier->quantity_total = 10;
  row = g_object_ref_sink (foyer_tier_row_new (tier, "EUR"));
  foyer_tier_row_set_n_sold (row, 12);
  g_assert_true (foyer_tier_row_is_valid (row));
  g_assert_nonnull (strstr (message (row, 2), "12"));
  for (guint n = 0; button == NULL; n++)
    {
      GtkWidget *next = nth (row, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (next)), "_Remove Tier") == 0)
        button = next;
    }
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_finalize_object (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/event-sections/basics", test_basics);
  g_test_add_func ("/event-sections/when", test_when);
  g_test_add_func ("/event-sections/daylight-saving", test_daylight_saving);
  g_test_add_func ("/event-sections/where", test_where);
  g_test_add_func ("/event-sections/capacity", test_capacity);
  g_test_add_func ("/event-sections/tiers", test_tiers);
  g_test_add_func ("/event-sections/sold-tier", test_sold_tier);
  return g_test_run ();
}
