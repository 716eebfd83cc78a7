/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-ticket.h"

#include "foyer-cell.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STATUS_BITS 7

static FoyerSourceStatus
get_row_source (const FoyerImportRow *row)
{
  gboolean is_over = row->status >= FOYER_SOURCE_CANCELLED;

  return row->is_in && !is_over ? FOYER_SOURCE_CHECKED_IN : row->status;
}

/**
 * foyer_import_ticket_make_digest:
 * @row: a row
 *
 * Returns: a hash of all that it says; its last three bits are a #FoyerSourceStatus
 */
guint64
foyer_import_ticket_make_digest (const FoyerImportRow *row)
{
  guint64 digest = (row->digest & ~(guint64) STATUS_BITS) | get_row_source (row);

  return (gint64) digest == FOYER_NONE ? digest | 8 : digest;
}

/**
 * foyer_import_ticket_get_source:
 * @digest: a ticket's source_digest
 *
 * Returns: the status that the source had when the ticket was imported
 */
FoyerSourceStatus
foyer_import_ticket_get_source (guint64 digest)
{
  return digest & STATUS_BITS;
}

static void
set_text (char **field, const char *text, gsize length)
{
  if (*field != NULL && strlen (*field) == length && memcmp (*field, text, length) == 0)
    return;
  g_free (*field);
  *field = length > 0 ? g_strndup (text, length) : NULL;
}

static void
set_cell (char **field, const FoyerCell *cell)
{
  set_text (field, cell->text, cell->length);
}

static void
set_line (char **field, const FoyerCell *cell)
{
  g_autoptr (GString) line = g_string_sized_new (cell->length + 1);

  foyer_cell_append_line (line, cell);
  set_text (field, line->str, line->len);
}

static void
set_check_in (FoyerTicket *ticket, const FoyerImportRow *row)
{
  ticket->status = FOYER_TICKET_CHECKED_IN;
  ticket->check_in_time = row->check_in_time;
  ticket->check_out_time = FOYER_NONE;
}

/* The source's status counts when it is new, or has changed since the last import. Who is inside by
 * a scan here stays inside, and who was cancelled here stays cancelled, unless it was the source
 * that said so. */
static void
set_status (FoyerTicket *ticket, const FoyerTicket *before, const FoyerImportRow *row)
{
  FoyerSourceStatus now = get_row_source (row), last = FOYER_SOURCE_VALID;
  gboolean was_in = before != NULL && before->status == FOYER_TICKET_CHECKED_IN;
  gboolean is_over = row->status >= FOYER_SOURCE_CANCELLED;

  if (before != NULL && before->source_digest != FOYER_NONE)
    {
      last = foyer_import_ticket_get_source (before->source_digest);
      if (now == last)
        return;
    }
  if (was_in && !(is_over && last == FOYER_SOURCE_CHECKED_IN))
    return;

  ticket->needs_approval = now == FOYER_SOURCE_INVITED;
  ticket->is_refunded = now == FOYER_SOURCE_REFUNDED;
  if (is_over)
    ticket->status = FOYER_TICKET_CANCELLED;
  else if (now == FOYER_SOURCE_CHECKED_IN)
    set_check_in (ticket, row);
  else
    ticket->status = FOYER_TICKET_VALID;
}

/**
 * foyer_import_ticket_fill:
 * @ticket: the ticket as it is to be: new, or a copy of @before
 * @before: (nullable): as it is stored
 * @row: what the list says
 * @columns: which columns it has
 * @target: the event's tiers and questions
 * @tier_index: (out): the place of its tier, for a new ticket
 *
 * Its code is only ever set on a new ticket: one that was reissued here keeps its new one.
 */
void
foyer_import_ticket_fill (FoyerTicket *ticket,
                          const FoyerTicket *before,
                          const FoyerImportRow *row,
                          const FoyerImportColumns *columns,
                          FoyerImportTarget *target,
                          guint *tier_index)
{
  const FoyerTier *tier = NULL;

  if (before == NULL || row->has_name)
    set_text (&ticket->attendee_name, row->name, row->name_length);
  if (columns->has[FOYER_ROLE_EMAIL])
    set_cell (&ticket->attendee_email, &row->fields[FOYER_ROLE_EMAIL]);
  if (columns->has[FOYER_ROLE_COMPANY])
    set_line (&ticket->company, &row->fields[FOYER_ROLE_COMPANY]);
  if (columns->has[FOYER_ROLE_NOTES])
    set_cell (&ticket->notes, &row->fields[FOYER_ROLE_NOTES]);
  if (columns->has[FOYER_ROLE_QUESTION])
    {
      char *answers =
          foyer_import_target_make_answers (target, row, before != NULL ? before->answers : NULL);

      g_free (ticket->answers);
      ticket->answers = answers;
    }
  if (before == NULL || row->tier_length > 0)
    {
      tier = foyer_import_target_find_tier (target, row, tier_index);
      ticket->tier_id = tier->row.id;
    }
  if (row->price != FOYER_NONE)
    ticket->price = row->price;
  else if (before == NULL)
    ticket->price = tier->price;
  if (before == NULL)
    set_cell (&ticket->qr_code, &row->fields[FOYER_ROLE_CODE]);
  set_status (ticket, before, row);
}

/**
 * foyer_import_ticket_check:
 * @ticket: a ticket with a code
 *
 * Returns: (transfer full) (nullable): why it cannot be stored, a sentence
 */
char *
foyer_import_ticket_check (const FoyerTicket *ticket)
{
  static const struct
  {
    const char *column;
    const char *sentence;
  } sentences[] = {
    { "attendee_name", N_("Its name is longer than 200 characters.") },
    { "attendee_email", N_("Its e-mail address is longer than 254 characters.") },
    { "company", N_("Its company is longer than 200 characters.") },
    { "notes", N_("Its notes are longer than 10 000 characters.") },
    { "answers", N_("Its answers to the questions are too long.") },
    { "qr_code", N_("Its code is longer than 512 characters.") },
  };
  const FoyerColumn *wrong = foyer_row_validate (ticket);

  for (guint i = 0; wrong != NULL && i < G_N_ELEMENTS (sentences); i++)
    if (strcmp (sentences[i].column, wrong->name) == 0)
      return g_strdup (_ (sentences[i].sentence));
  return wrong != NULL ? g_strdup_printf (_("Its “%s” cannot be stored."), wrong->name) : NULL;
}
