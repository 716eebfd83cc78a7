/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-told.h"

#include <glib/gi18n-lib.h>

#include "foyer-toast.h"

static char *
say_outcome (FoyerAttendeeAct act, const FoyerAttendeeOutcome *outcome)
{
  guint n = outcome->n_done;

  switch (act)
    {
    case FOYER_ACT_CHECK_IN:
      return g_strdup_printf (ngettext ("%'u checked in", "%'u checked in", n), n);
    case FOYER_ACT_CANCEL:
      return g_strdup_printf (ngettext ("%'u ticket cancelled", "%'u tickets cancelled", n), n);
    case FOYER_ACT_RESTORE:
      return g_strdup_printf (ngettext ("%'u ticket restored", "%'u tickets restored", n), n);
    case FOYER_ACT_MARK_RESEND:
      return g_strdup_printf (
          ngettext ("%'u marked to be sent again", "%'u marked to be sent again", n), n);
    case FOYER_ACT_UNMARK_RESEND:
    default:
      return g_strdup_printf (ngettext ("%'u mark taken back", "%'u marks taken back", n), n);
    }
}

static char *
say_nothing_done (FoyerAttendeeAct act)
{
  switch (act)
    {
    case FOYER_ACT_CHECK_IN:
      return g_strdup (_ ("Nobody was checked in: in already, unpaid or cancelled"));
    case FOYER_ACT_CANCEL:
      return g_strdup (_ ("Cancelled already"));
    case FOYER_ACT_RESTORE:
      return g_strdup (_ ("None of these tickets is cancelled"));
    case FOYER_ACT_MARK_RESEND:
      return g_strdup (_ ("Marked already, or there is no e-mail address"));
    case FOYER_ACT_UNMARK_RESEND:
    default:
      return g_strdup (_ ("None of these is marked"));
    }
}

void
foyer_attendee_act_tell (GtkWidget *from,
                         FoyerAttendeeAct act,
                         const FoyerAttendeeOutcome *outcome,
                         const GError *error)
{
  g_autofree char *text = NULL;

  if (outcome == NULL)
    {
      foyer_show_toast (from, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                  ? _ ("Stopped. Nothing was changed.")
                                  : error->message);
      return;
    }
  text = outcome->n_done > 0 ? say_outcome (act, outcome) : say_nothing_done (act);
  if (outcome->n_done > 0 && outcome->n_left > 0)
    {
      g_autofree char *done = g_steal_pointer (&text);

      /* Translators: “410 checked in, 2 left as they were”. */
      text = g_strdup_printf (
          ngettext ("%s, %'u left as it was", "%s, %'u left as they were", outcome->n_left), done,
          outcome->n_left);
    }
  if (outcome->change_set > 0)
    foyer_show_undo_toast (from, text, outcome->change_set);
  else
    foyer_show_toast (from, text);
}
