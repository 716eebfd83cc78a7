/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-report.h"

#include "foyer-check-in-list.h"
#include "foyer-check-in.h"
#include "foyer-column-text.h"
#include "foyer-conflict-value.h"
#include "foyer-conflict-words.h"
#include "foyer-device-store.h"
#include "foyer-excess.h"
#include "foyer-identity.h"
#include "foyer-json-scanner.h"
#include "foyer-money-conflict.h"
#include "foyer-order.h"
#include "foyer-queue-store.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
field_free (gpointer data)
{
  FoyerReportField *field = data;

  g_free (field->name);
  g_free (field->mine);
  g_free (field->theirs);
  g_free (field->now);
  g_free (field->draft);
  g_free (field);
}

static void
fact_free (gpointer data)
{
  FoyerReportFact *fact = data;

  g_free (fact->title);
  g_free (fact->detail);
  g_free (fact);
}

/**
 * foyer_conflict_report_free:
 * @self: (transfer full) (nullable): a report
 */
void
foyer_conflict_report_free (FoyerConflictReport *self)
{
  if (self == NULL)
    return;
  foyer_event_free (self->event);
  foyer_row_free (self->row);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->facts);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->explanation);
  g_free (self->mine_by);
  g_free (self->their_by);
  g_free (self->search);
  g_free (self->settled);
  g_free (self);
}

static FoyerConflictReport *
new_report (FoyerDatabase *db, FoyerReportKind kind, const FoyerUuid *event_id)
{
  FoyerConflictReport *self = g_new0 (FoyerConflictReport, 1);

  self->kind = kind;
  self->event_id = *event_id;
  self->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, NULL);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->facts = g_ptr_array_new_with_free_func (fact_free);
  self->time = FOYER_NONE;
  return self;
}

static void
take_fact (FoyerConflictReport *self, char *title, char *detail)
{
  FoyerReportFact *fact = g_new0 (FoyerReportFact, 1);

  fact->title = title;
  fact->detail = detail;
  g_ptr_array_add (self->facts, fact);
}

/* A member of the details that is a text or a number. */
static char *
read_detail (const FoyerConflict *conflict, const char *wanted)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  g_autofree char *found = NULL;
  const char *name;
  gsize length;

  if (conflict->details == NULL)
    return NULL;
  foyer_json_scanner_init (&scanner, conflict->details, strlen (conflict->details));
  foyer_json_scanner_enter_object (&scanner);
  while ((name = foyer_json_scanner_next_member (&scanner, &length)) != NULL)
    {
      gboolean is_wanted = strlen (wanted) == length && memcmp (name, wanted, length) == 0;
      gboolean is_text = foyer_json_scanner_peek (&scanner) == FOYER_JSON_TEXT;
      const char *text;

      text = is_text ? foyer_json_scanner_read_text (&scanner, &length)
                     : foyer_json_scanner_skip (&scanner, &length);
      if (is_wanted && text != NULL)
        {
          g_free (found);
          found = g_strndup (text, length);
        }
    }
  return foyer_json_scanner_finish (&scanner, NULL) ? g_steal_pointer (&found) : NULL;
}

/* Edited twice
 * -----------------------------------------------------------------------------------------------
 */

/* A value as it came, in words. NULL when it is none of the column. */
static char *
name_value (FoyerConflictReport *self,
            FoyerDatabase *db,
            const FoyerEditedField *edited,
            const char *value,
            char **draft)
{
  g_autoptr (FoyerRow) row = foyer_row_copy (self->row);

  if (!foyer_edited_field_put (edited, row, value))
    return NULL;
  if (draft != NULL && foyer_conflict_value_can_type (self->type, edited->column))
    *draft = foyer_conflict_value_draft (self->event, row, edited->column);
  return foyer_conflict_value_text (db, self->event, row, edited->column);
}

static void
add_field (FoyerConflictReport *self,
           FoyerDatabase *db,
           const FoyerEditedField *edited,
           gboolean is_cut)
{
  FoyerReportField *field = g_new0 (FoyerReportField, 1);
  const char *name = foyer_column_text_name (self->type, edited->column);
  g_autofree char *now = foyer_conflict_value_text (db, self->event, self->row, edited->column);

  field->column = edited->column;
  field->name = g_strdup (name != NULL ? name : _ ("Another Field"));
  field->mine = name_value (self, db, edited, edited->mine, &field->draft);
  field->theirs = name_value (self, db, edited, edited->theirs, NULL);
  field->is_known = field->mine != NULL && !is_cut;
  if (field->mine == NULL)
    field->mine = g_strdup (edited->mine != NULL ? edited->mine : _ ("Empty"));
  if (field->theirs == NULL)
    field->theirs = g_strdup (edited->theirs != NULL ? edited->theirs : now);
  if (!is_cut && g_strcmp0 (now, field->theirs) != 0 && g_strcmp0 (now, field->mine) != 0)
    field->now = g_steal_pointer (&now);
  g_ptr_array_add (self->fields, field);
}

static char *
list_fields (FoyerConflictReport *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      const FoyerReportField *field = g_ptr_array_index (self->fields, i);

      if (!g_ptr_array_find_with_equal_func (names, field->name, g_str_equal, NULL))
        g_ptr_array_add (names, field->name);
    }
  g_ptr_array_add (names, NULL);
  /* Translators: stands between the items of a list. */
  return g_strjoinv (_ (", "), (char **) names->pdata);
}

static void
tell_of_removal (FoyerConflictReport *self, const FoyerEditConflict *edit, const char *subject)
{
  take_fact (self, g_strdup (edit->has_removed ? _ ("Removed it") : _ ("Changed it")),
             g_strdup (self->mine_by));
  take_fact (self, g_strdup (edit->have_removed ? _ ("Removed it") : _ ("Changed it")),
             g_strdup (self->their_by));
  self->is_removed = ((FoyerRow *) self->row)->deleted_at != FOYER_NONE;
  self->title = g_strdup_printf (_ ("%s was changed and removed"), subject);
  self->detail =
      g_strdup (self->is_removed ? _ ("It is removed at present.") : _ ("It is there at present."));
  self->explanation = g_strdup (_ (
      "One desk removed it or brought it back, while another had done the opposite or edited it."));
}

static void
tell_of_edit (FoyerConflictReport *self,
              FoyerDatabase *db,
              const FoyerConflict *conflict,
              gint64 now)
{
  g_autoptr (FoyerEditConflict) edit = foyer_edit_conflict_read (conflict, NULL);
  g_autofree char *subject = NULL;
  g_autofree char *when = NULL;
  g_autofree char *their_when = NULL;

  if (edit != NULL)
    self->row = foyer_row_store_find (db, edit->type, &edit->row_id, NULL);
  if (self->row == NULL)
    {
      self->title = g_strdup (_ ("Something was edited twice"));
      self->explanation = g_strdup (_ ("What it was about is not here any more."));
      return;
    }
  self->type = edit->type;
  self->time = edit->time;
  when = foyer_conflict_words_time (self->event, edit->time, now);
  their_when = foyer_conflict_words_time (self->event, edit->their_time, now);
  self->mine_by = foyer_conflict_words_person (db, self->event, &self->event_id, &edit->user_id,
                                               &edit->device_id, edit->name, when);
  self->their_by = foyer_conflict_words_person (
      db, self->event, &self->event_id, &edit->their_user_id, NULL, edit->their_name, their_when);
  for (guint i = 0; i < edit->fields->len; i++)
    add_field (self, db, g_ptr_array_index (edit->fields, i), edit->is_cut);
  subject = foyer_conflict_words_subject (self->row);
  if (self->fields->len == 0)
    {
      tell_of_removal (self, edit, subject);
      return;
    }
  self->title = g_strdup_printf (_ ("%s was edited twice"), subject);
  self->detail = list_fields (self);
  self->explanation = g_strdup (
      edit->is_cut ? _ ("Two people changed the same at desks that were apart. A text was too long "
                        "to be kept whole here: to take it, copy it from where it was written.")
                   : _ ("Two people changed the same at desks that were apart. What one of them "
                        "wrote stands; choose what it is to be."));
}

/* At the door
 * -----------------------------------------------------------------------------------------------
 */

static char *
name_guest (const FoyerTicket *ticket)
{
  return g_strdup (ticket != NULL && ticket->attendee_name != NULL && *ticket->attendee_name != '\0'
                       ? ticket->attendee_name
                       : _ ("A guest without a name"));
}

static void
add_entry (FoyerConflictReport *self, FoyerDatabase *db, const FoyerUuid *id, gint64 now)
{
  g_autoptr (FoyerCheckIn) entry = foyer_row_store_find (db, &FOYER_CHECK_IN_TYPE, id, NULL);
  g_autoptr (FoyerCheckInList) list = NULL;
  g_autofree char *when = NULL;
  g_autofree char *place = NULL;
  g_autofree char *desk = NULL;
  FoyerUuid here = { { 0 } };

  if (entry == NULL)
    return;
  list = foyer_row_store_find (db, &FOYER_CHECK_IN_LIST_TYPE, &entry->list_id, NULL);
  when = foyer_conflict_words_time (self->event, entry->time, now);
  foyer_identity_read (db, NULL, &here, NULL);
  desk = foyer_device_store_dup_other (db, &entry->device_id);
  if (desk != NULL)
    /* Translators: a time and a desk, as in “18:42, at “Till 2”” */
    place = g_strdup_printf (_ ("%s, at “%s”"), when, desk);
  else
    place =
        g_strdup_printf (foyer_uuid_equal (&entry->device_id, &here) ? _ ("%s, at this desk")
                                                                     : _ ("%s, at another desk"),
                         when);
  take_fact (self, g_strdup (list != NULL && list->name != NULL ? list->name : _ ("Some entrance")),
             g_steal_pointer (&place));
  self->time = MAX (self->time, entry->time);
}

static void
tell_of_entries (FoyerConflictReport *self,
                 FoyerDatabase *db,
                 const FoyerConflict *conflict,
                 gint64 now)
{
  g_autoptr (FoyerTicket) ticket =
      foyer_row_store_find (db, &FOYER_TICKET_TYPE, &conflict->ticket_id, NULL);
  g_autofree char *guest = name_guest (ticket);
  g_autofree char *verdict = read_detail (conflict, "verdict");
  const char *reason = foyer_conflict_words_refusal (verdict);
  const FoyerReportFact *first;

  if (ticket != NULL)
    {
      self->ticket_id = ticket->row.id;
      self->ticket_key = ticket->row.key;
      self->can_block = !ticket->is_blocked && ticket->status != FOYER_TICKET_CANCELLED;
      self->search = g_strdup (ticket->qr_code);
    }
  if (!foyer_uuid_is_nil (&conflict->other_id))
    add_entry (self, db, &conflict->other_id, now);
  add_entry (self, db, &conflict->check_in_id, now);
  first = self->facts->len > 0 ? g_ptr_array_index (self->facts, 0) : NULL;
  if (self->kind == FOYER_REPORT_TWICE_ADMITTED)
    {
      const FoyerReportFact *last =
          self->facts->len > 1 ? g_ptr_array_index (self->facts, 1) : NULL;

      self->title = g_strdup_printf (_ ("“%s” was let in twice"), guest);
      if (last != NULL && g_str_equal (first->title, last->title))
        self->detail = g_strdup_printf (_ ("Twice at “%s”"), first->title);
      else if (last != NULL)
        /* Translators: two entrances. */
        self->detail = g_strdup_printf (_ ("At “%s” and at “%s”"), first->title, last->title);
      self->explanation =
          g_strdup (_ ("Two desks that were apart let the same ticket in. Two people may have come "
                       "with one ticket, or one person was scanned twice."));
      return;
    }
  self->title = g_strdup_printf (_ ("“%s” was let in though refused"), guest);
  if (first != NULL)
    self->detail = g_strdup_printf (_ ("At “%s”"), first->title);
  self->explanation =
      g_strdup_printf (_ ("%s The desk that let them in did not know that yet."),
                       reason != NULL ? reason : _ ("Another desk would have refused the ticket."));
}

/* Sold
 * -----------------------------------------------------------------------------------------------
 */

static void
add_excess (FoyerConflictReport *self, FoyerDatabase *db)
{
  g_autoptr (GPtrArray) list = foyer_excess_list (db, &self->event_id, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FoyerExcess *excess = g_ptr_array_index (list, i);
      int over = (int) MIN (excess->taken - excess->total, G_MAXINT);

      take_fact (self, g_strdup (excess->name),
                 g_strdup_printf (ngettext ("%'d taken of %'d, %'d too many",
                                            "%'d taken of %'d, %'d too many", over),
                                  (int) excess->taken, (int) excess->total, over));
    }
  self->can_raise = list != NULL && list->len > 0;
}

static void
tell_of_sale (FoyerConflictReport *self, FoyerDatabase *db, const FoyerConflict *conflict)
{
  g_autofree char *n_text = read_detail (conflict, "tickets");
  g_autofree char *order_text = read_detail (conflict, "order_id");
  g_autofree char *tier_text = read_detail (conflict, "tier_id");
  gint64 n = n_text != NULL ? g_ascii_strtoll (n_text, NULL, 10) : 0;
  g_autoptr (FoyerRow) tier = NULL;
  g_autoptr (FoyerOrder) order = NULL;
  FoyerUuid id;

  if (tier_text != NULL && foyer_uuid_parse (tier_text, &id))
    tier = foyer_row_store_find (db, &FOYER_TIER_TYPE, &id, NULL);
  if (order_text != NULL && foyer_uuid_parse (order_text, &id))
    order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, &id, NULL);
  n = CLAMP (n, 1, G_MAXINT);
  self->title = g_strdup_printf (ngettext ("%'d ticket more was sold than there is",
                                           "%'d tickets more were sold than there are", n),
                                 (int) n);
  if (tier != NULL)
    self->detail = foyer_conflict_words_subject (tier);
  else if (order != NULL)
    self->detail = foyer_conflict_words_subject (order);
  if (order != NULL)
    self->search = g_strdup (order->order_number);
  add_excess (self, db);
  self->explanation = g_strdup (
      self->can_raise
          ? _ ("A desk or an import brought more than was left. Make room for them, or look whom "
               "to "
               "ask to step back.")
          : _ ("A desk or an import brought more than was left. By now there is room for all."));
}

/* All
 * -----------------------------------------------------------------------------------------------
 */

static void
tell_settled (FoyerConflictReport *self,
              FoyerDatabase *db,
              const FoyerConflict *conflict,
              gint64 now)
{
  g_autofree char *when = NULL;
  g_autofree char *who = NULL;

  if (conflict->settled_at == FOYER_NONE)
    return;
  when = foyer_conflict_words_time (self->event, conflict->settled_at, now);
  who = foyer_conflict_words_person (db, self->event, &self->event_id, &conflict->settled_by, NULL,
                                     NULL, when);
  /* Translators: who settled a conflict, and when: “Settled: You, 18:42”. */
  self->settled = g_strdup_printf (_ ("Settled: %s"), who);
}

/**
 * foyer_conflict_report_new:
 * @db: a connection
 * @conflict: a conflict
 * @now: what to tell today by
 *
 * A few rows are read by key. Main thread, as what it says is by locale.
 *
 * Returns: (transfer full): what it is about, in words
 */
FoyerConflictReport *
foyer_conflict_report_new (FoyerDatabase *db, const FoyerConflict *conflict, gint64 now)
{
  FoyerConflictReport *self;

  g_return_val_if_fail (conflict != NULL, NULL);

  self = new_report (db, (FoyerReportKind) conflict->kind, &conflict->event_id);
  self->id = conflict->row.id;
  switch (conflict->kind)
    {
    case FOYER_CONFLICT_EDITED_TWICE:
      tell_of_edit (self, db, conflict, now);
      break;
    case FOYER_CONFLICT_OVERSOLD:
      tell_of_sale (self, db, conflict);
      break;
    case FOYER_CONFLICT_REFUNDED_TWICE:
    case FOYER_CONFLICT_PAID_TWICE:
    case FOYER_CONFLICT_VOUCHER_TWICE:
      foyer_money_conflict_tell (self, db, conflict, now);
      break;
    case FOYER_CONFLICT_TWICE_ADMITTED:
    case FOYER_CONFLICT_ADMITTED_THOUGH_REFUSED:
    default:
      tell_of_entries (self, db, conflict, now);
      break;
    }
  if (self->time == FOYER_NONE)
    self->time = conflict->row.updated_at;
  tell_settled (self, db, conflict, now);
  return self;
}

/**
 * foyer_conflict_report_new_gone:
 * @db: a connection
 * @work: what was done here of an event that is gone from its server
 * @now: what to tell today by
 *
 * Main thread.
 *
 * Returns: (transfer full): the same in words
 */
FoyerConflictReport *
foyer_conflict_report_new_gone (FoyerDatabase *db, const FoyerEventWork *work, gint64 now)
{
  FoyerConflictReport *self;
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (work != NULL, NULL);

  self = new_report (db, FOYER_REPORT_EVENT_GONE, &work->event_id);
  self->time = work->time;
  self->title =
      g_strdup_printf (_ ("“%s” is gone from the server"),
                       self->event != NULL && self->event->title != NULL ? self->event->title : "");
  for (guint i = 0; i < work->kinds->len; i++)
    {
      const FoyerQueueKind *kind = g_ptr_array_index (work->kinds, i);
      g_autofree char *when = foyer_conflict_words_time (self->event, kind->oldest, now);
      char *count = foyer_conflict_words_count (kind->type, kind->n_rows);

      g_ptr_array_add (counts, count);
      take_fact (self, g_strdup (count), g_strdup_printf (_ ("Since %s"), when));
    }
  g_ptr_array_add (counts, NULL);
  /* Translators: stands between the items of a list. */
  self->detail = g_strjoinv (_ (", "), (char **) counts->pdata);
  self->explanation =
      g_strdup (_ ("It was deleted at another desk, or is no longer shared with you. This was done "
                   "here meanwhile, and the server was not told of it."));
  return self;
}
