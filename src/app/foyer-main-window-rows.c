/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row of the replica to where a person edits it. */
#include "foyer-main-window-private.h"

#include "foyer-check-in.h"
#include "foyer-event.h"
#include "foyer-image.h"
#include "foyer-message-window.h"
#include "foyer-message.h"
#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-tickets-page.h"

typedef struct
{
  FoyerMainWindow *window;
  FoyerDatabase *reader;
  FoyerUuid event_id;
  const char *event; /* the same as text */
  gint64 key;
} Row;

static void
act (const Row *row, const char *name, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (row->window), name, parameter);
}

static void
show_field (const Row *row, const char *field)
{
  act (row, "show-field", g_variant_new_string (field));
}

static void
show_person (const Row *row, gint64 key)
{
  act (row, "show-person", g_variant_new ("(sx)", row->event, key));
}

static void
edit_ticket (const Row *row)
{
  show_person (row, row->key);
}

/* Whoever was let in; a scan of nobody's code has nobody. */
static void
edit_check_in (const Row *row)
{
  g_autoptr (FoyerCheckIn) check_in =
      foyer_row_store_get (row->reader, &FOYER_CHECK_IN_TYPE, row->key, NULL);
  g_autoptr (FoyerTicket) ticket =
      check_in != NULL
          ? foyer_row_store_find (row->reader, &FOYER_TICKET_TYPE, &check_in->ticket_id, NULL)
          : NULL;

  show_person (row, ticket != NULL ? ticket->row.key : 0);
}

static void
edit_order (const Row *row)
{
  act (row, "show-order", g_variant_new ("(sx)", row->event, row->key));
}

static void
edit_refund (const Row *row)
{
  act (row, "show-refunds", NULL);
}

static void
edit_event (const Row *row)
{
  show_field (row, "details/basics");
}

static void
edit_series (const Row *row)
{
  show_field (row, "details/when");
}

static void
edit_question (const Row *row)
{
  g_autoptr (FoyerQuestion) question =
      foyer_row_store_get (row->reader, &FOYER_QUESTION_TYPE, row->key, NULL);
  g_autofree char *field = g_strconcat (
      "details/questions/", question != NULL && question->code != NULL ? question->code : "", NULL);

  show_field (row, field);
}

static void
edit_image (const Row *row)
{
  g_autoptr (FoyerImage) image =
      foyer_row_store_get (row->reader, &FOYER_IMAGE_TYPE, row->key, NULL);
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (row->reader, &FOYER_EVENT_TYPE, &row->event_id, NULL);

  show_field (row, image != NULL && event != NULL &&
                           foyer_uuid_equal (&image->row.id, &event->logo_image_id)
                       ? "details/branding"
                       : "details/cover");
}

static void
edit_message (const Row *row)
{
  g_autoptr (FoyerMessage) message =
      foyer_row_store_get (row->reader, &FOYER_MESSAGE_TYPE, row->key, NULL);

  if (message != NULL)
    foyer_message_window_present (GTK_WIDGET (row->window),
                                  foyer_context_get_replica (row->window->context), &row->event_id,
                                  message->kind);
}

static void
edit_entrance (const Row *row)
{
  gtk_widget_activate_action (foyer_main_window_open_check_in (row->window), "door.edit-entrances",
                              NULL);
}

static void
edit_offer (const Row *row, const char *table)
{
  GtkWidget *page;

  act (row, "show-page", g_variant_new_string ("tickets"));
  page = foyer_event_view_get_child (row->window->event_view, "tickets");
  if (page != NULL)
    foyer_tickets_page_show_row (FOYER_TICKETS_PAGE (page), table, row->key);
}

static void
edit_row_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const struct
  {
    const char *table;
    void (*edit) (const Row *row);
  } places[] = {
    { "tickets", edit_ticket },     { "check_ins", edit_check_in },
    { "orders", edit_order },       { "refunds", edit_refund },
    { "events", edit_event },       { "series", edit_series },
    { "questions", edit_question }, { "images", edit_image },
    { "messages", edit_message },   { "check_in_lists", edit_entrance },
  };
  FoyerMainWindow *self = data;
  const char *table;
  Row row = { .window = self };

  g_variant_get (parameter, "(&sx&s)", &table, &row.key, &row.event);
  if (!foyer_main_window_is_ready (self) || !foyer_uuid_parse (row.event, &row.event_id))
    return;
  row.reader = foyer_replica_get_reader (foyer_context_get_replica (self->context));
  foyer_main_window_open_event (self, &row.event_id);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].table, table))
      {
        places[i].edit (&row);
        return;
      }
  edit_offer (&row, table);
}

static const GActionEntry actions[] = {
  /* A table, the key of a row of it, the event whose it is. */
  { "edit-row", edit_row_action, "(sxs)" },
};

void
foyer_main_window_add_rows (FoyerMainWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
