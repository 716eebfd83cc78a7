/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-help-topics.h"

/* By the name of the type, so that pages need not know that there is a help. What is within another
 * comes first by itself: looked for from the focus upwards. */
static const struct
{
  const char *type;
  const char *topic;
} topics[] = {
  { "FoyerAddServerWindow", "servers#add" },
  { "FoyerAttendeesPage", "attendees" },
  { "FoyerAttendeePanel", "attendees#edit" },
  { "FoyerBadgesPage", "badges" },
  { "FoyerBoxOfficeWindow", "box-office" },
  { "FoyerBuyerView", "tickets#preview" },
  { "FoyerCalendarPage", "calendar" },
  { "FoyerCancelEventWindow", "publish#cancel" },
  { "FoyerCashiersWindow", "till#cashiers" },
  { "FoyerCheckInWindow", "check-in" },
  { "FoyerCloseTillWindow", "till#open" },
  { "FoyerConflictEditWindow", "conflicts#edited" },
  { "FoyerConflictWindow", "conflicts" },
  { "FoyerConflictsPage", "conflicts" },
  { "FoyerCopyEventWindow", "publish#duplicate" },
  { "FoyerCropWindow", "events#pictures" },
  { "FoyerDashboardWindow", "dashboard" },
  { "FoyerDrawerWindow", "till#drawer" },
  { "FoyerEditScopeDialog", "series#edit" },
  { "FoyerEntrancesDialog", "check-in#entrances" },
  { "FoyerEventBoxOfficeSection", "till#cashiers" },
  { "FoyerEventBrandingSection", "events#pictures" },
  { "FoyerEventCoverSection", "events#pictures" },
  { "FoyerEventDescriptionSection", "events#description" },
  { "FoyerEventEditor", "events#sections" },
  { "FoyerEventQuestionsSection", "questions" },
  { "FoyerFeesWindow", "tickets#fees" },
  { "FoyerHostEventWindow", "servers#host" },
  { "FoyerImportDialog", "import" },
  { "FoyerMessageWindow", "publish#cancel" },
  { "FoyerOpenTillWindow", "till#open" },
  { "FoyerOrderActWindow", "orders#acts" },
  { "FoyerOrderPanel", "orders#order" },
  { "FoyerOrderPaperWindow", "orders#acts" },
  { "FoyerOrdersPage", "orders" },
  { "FoyerOverviewPage", "publish" },
  { "FoyerPinWindow", "till#cashiers" },
  { "FoyerPrintersPage", "printing#printers" },
  { "FoyerPrintsWindow", "printing#waiting" },
  { "FoyerPromoView", "promo-codes" },
  { "FoyerPromoWindow", "promo-codes" },
  { "FoyerPublishWindow", "publish#to-publish" },
  { "FoyerQuestionWindow", "questions" },
  { "FoyerQuotaWindow", "tickets#shared" },
  { "FoyerRefundsWindow", "publish#cancel" },
  { "FoyerRepeatDialog", "series" },
  { "FoyerServersPage", "servers" },
  { "FoyerSyncWindow", "servers#sync" },
  { "FoyerTemplatesWindow", "publish#duplicate" },
  { "FoyerTicketsPage", "tickets" },
  { "FoyerTierWindow", "tickets#tiers" },
  { "FoyerTillReportWindow", "till#open" },
  { "FoyerTillSessionsWindow", "till#sessions" },
  { "FoyerWalkInWindow", "attendees#edit" },
};

static const char *
find_topic (GtkWidget *widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (G_OBJECT_TYPE_NAME (widget), topics[i].type))
      return topics[i].topic;
  return NULL;
}

static const char *
find_upwards (GtkWidget *widget)
{
  const char *topic = NULL;

  for (; topic == NULL && widget != NULL; widget = gtk_widget_get_parent (widget))
    topic = find_topic (widget);
  return topic;
}

/* The last is the largest: what stands beside the list of events. */
static const char *
find_shown (GtkWidget *widget)
{
  const char *topic = find_topic (widget);

  for (GtkWidget *child = gtk_widget_get_last_child (widget); topic == NULL && child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (gtk_widget_get_mapped (child))
      topic = find_shown (child);
  return topic;
}

const char *
foyer_help_topics_find (GtkWindow *window)
{
  const char *topic = NULL;

  g_return_val_if_fail (window == NULL || GTK_IS_WINDOW (window), NULL);

  for (; topic == NULL && window != NULL; window = gtk_window_get_transient_for (window))
    {
      GtkWidget *focus = gtk_window_get_focus (window);

      if (focus != NULL)
        topic = find_upwards (focus);
      if (topic == NULL)
        topic = find_shown (GTK_WIDGET (window));
    }
  return topic;
}
