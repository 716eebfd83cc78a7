/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-samples.h"

#include <gtk/gtk.h>

#include "foyer-time.h"

#define EVENING ((gint64) 1795372927 * G_USEC_PER_SEC) /* 22 November 2026, 18:42:07 in UTC */

static FoyerTicket *
make_ticket (const char *name, const char *company)
{
  FoyerTicket *ticket = foyer_ticket_new ();

  ticket->attendee_name = g_strdup (name);
  ticket->company = g_strdup (company);
  ticket->check_in_time = EVENING;
  foyer_uuid_init_v7 (&ticket->row.id);
  return ticket;
}

static void
add_details (FoyerDoorAnswer *answer)
{
  FoyerScanResult *result = answer->result;
  FoyerQuestion *question;

  switch (result->verdict)
    {
    case FOYER_VERDICT_ADMITTED:
      result->ticket->notes = g_strdup ("Wheelchair: use the side ramp");
      break;
    case FOYER_VERDICT_ALREADY_IN:
      result->earlier = foyer_check_in_new ();
      result->earlier->time = EVENING;
      result->earlier_list = g_strdup ("North door");
      break;
    case FOYER_VERDICT_UNPAID:
      result->order = foyer_order_new ();
      result->order->total = result->due = 4900;
      result->order->currency = g_strdup ("EUR");
      break;
    case FOYER_VERDICT_WRONG_EVENT:
      result->other_event = foyer_event_new ();
      result->other_event->title = g_strdup ("Jazz Night");
      result->other_event->start_date = EVENING + 26 * G_TIME_SPAN_HOUR;
      break;
    case FOYER_VERDICT_TOO_EARLY:
      result->valid_from = EVENING + G_TIME_SPAN_HOUR;
      break;
    case FOYER_VERDICT_TOO_LATE:
      result->valid_until = EVENING - G_TIME_SPAN_HOUR;
      break;
    case FOYER_VERDICT_RULE:
      answer->max_inside = 200;
      break;
    case FOYER_VERDICT_AMBIGUOUS:
      result->matches = g_ptr_array_new_with_free_func (foyer_row_free);
      g_ptr_array_add (result->matches, make_ticket ("Grace Hopper", "Acme, Inc."));
      g_ptr_array_add (result->matches, make_ticket ("山田 太郎", NULL));
      break;
    case FOYER_VERDICT_ANSWERS_REQUIRED:
      answer->questions = g_ptr_array_new_with_free_func (foyer_row_free);
      question = foyer_question_new ();
      question->code = g_strdup ("meal");
      question->label = g_strdup ("Vegetarian or not?");
      g_ptr_array_add (answer->questions, question);
      break;
    default:
      break;
    }
}

FoyerDoorAnswer *
foyer_door_sample_new (FoyerVerdict verdict, const char *name)
{
  FoyerScanResult *result = g_new0 (FoyerScanResult, 1);
  gboolean is_nobody = verdict == FOYER_VERDICT_UNKNOWN || verdict == FOYER_VERDICT_UNREADABLE ||
                       verdict == FOYER_VERDICT_FORGED || verdict == FOYER_VERDICT_AMBIGUOUS ||
                       verdict == FOYER_VERDICT_PROVISIONAL || verdict == FOYER_VERDICT_REVOKED_KEY;
  FoyerDoorAnswer *answer;

  result->verdict = verdict;
  result->override = foyer_verdict_get_override (verdict);
  result->time = foyer_time_now ();
  result->valid_from = result->valid_until = FOYER_NONE;
  result->check_in = foyer_check_in_new ();
  foyer_uuid_init_v7 (&result->check_in->row.id);
  if (!is_nobody)
    {
      result->ticket = make_ticket (name, "Acme, Inc.");
      result->tier = foyer_tier_new ();
      result->tier->name = g_strdup ("VIP");
    }
  answer = foyer_door_answer_new (result);
  answer->list_name = g_strdup ("North door");
  answer->direction = verdict == FOYER_VERDICT_EXITED || verdict == FOYER_VERDICT_NOT_INSIDE
                          ? FOYER_DIRECTION_EXIT
                          : FOYER_DIRECTION_ENTRY;
  add_details (answer);
  return answer;
}

FoyerDoorAnswer *
foyer_door_sample_new_failed (void)
{
  g_autoptr (GError) error =
      g_error_new (FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL, "The disk is full");

  return foyer_door_answer_new_for_error (error);
}

static void
drawn_cb (GdkFrameClock *clock, gboolean *drawn)
{
  *drawn = TRUE;
}

static gboolean
idle_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
foyer_door_settle (gpointer widget)
{
  gboolean drawn = FALSE;
  gboolean idle = FALSE;
  GdkFrameClock *clock;
  gulong handler;

  while (gtk_widget_get_width (widget) == 0 || gtk_widget_get_frame_clock (widget) == NULL)
    g_main_context_iteration (NULL, TRUE);
  clock = gtk_widget_get_frame_clock (widget);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), &drawn);
  for (guint i = 0; i < 3; i++)
    {
      drawn = FALSE;
      gtk_widget_queue_draw (widget);
      while (!drawn)
        g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
  g_idle_add_full (G_PRIORITY_LOW, idle_cb, &idle,
                   NULL); /* whatever waited for a quiet moment has had it */
  while (!idle)
    g_main_context_iteration (NULL, TRUE);
}

void
foyer_door_take_picture (gpointer widget, const char *name)
{
  const char *folder = g_getenv ("FOYER_TEST_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  foyer_door_settle (widget);
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  if (folder == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, NULL);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
