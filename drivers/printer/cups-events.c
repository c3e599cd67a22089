/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-events.h"

#include <string.h>

/* What a kiosk that was switched off leaves behind ends by itself. A day, since renewing it would wake an idle kiosk.
 */
#define LEASE_SECONDS    G_GINT64_CONSTANT (86400)
#define MARK             "parvis" /* notify-user-data: ours, of an earlier life too */
#define INTERVAL_DEFAULT 30
#define INTERVAL_MIN     1
#define INTERVAL_MAX     60
#define MAX_ENDED        64
#define NOTIFIER         "org.cups.cupsd.Notifier"
#define NOTIFIER_PATH    "/org/cups/cupsd/Notifier"

struct _ParvisCupsEvents
{
  ParvisCupsLink *link; /* not ours */
  void (*wake) (gpointer user_data);
  gpointer user_data;
  GDBusConnection *bus; /* (nullable) */
  guint signal;
  int subscription; /* 0: none */
  int next_number;
  gint64 renew_at; /* monotonic */
  gboolean tidied; /* subscriptions of an earlier life were taken back */
  gboolean stopped_by_failure;
  GHashTable *ended; /* number of a job -> ipp_jstate_t, MAX_ENDED at most */
};

static void
on_signal (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name,
           GVariant *parameters, gpointer user_data)
{
  ParvisCupsEvents *self = user_data;

  self->wake (self->user_data);
}

ParvisCupsEvents *
parvis_cups_events_new (ParvisCupsLink *link, void (*wake) (gpointer user_data), gpointer user_data)
{
  ParvisCupsEvents *self = g_new0 (ParvisCupsEvents, 1);

  self->link = link;
  self->wake = wake;
  self->user_data = user_data;
  self->ended = g_hash_table_new (NULL, NULL);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  if (self->bus == NULL)
    return self;
  g_dbus_connection_set_exit_on_close (self->bus, FALSE);
  self->signal = g_dbus_connection_signal_subscribe (self->bus, NULL, NOTIFIER, NULL, NOTIFIER_PATH, NULL,
                                                     G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
  return self;
}

static ipp_t *
new_request (ParvisCupsEvents *self, ipp_op_t operation)
{
  ipp_t *request = parvis_cups_link_new_request (self->link, operation, 0);

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "notify-subscription-id", self->subscription);
  return request;
}

static gboolean
simple_request (ParvisCupsEvents *self, ipp_t *request)
{
  g_autoptr (ipp_t) answer = parvis_cups_link_send (self->link, request, NULL);

  return answer != NULL;
}

void
parvis_cups_events_free (ParvisCupsEvents *self)
{
  if (self->signal != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->signal);
  if (self->subscription != 0 && parvis_cups_link_fd (self->link) >= 0)
    simple_request (self, new_request (self, IPP_OP_CANCEL_SUBSCRIPTION));
  g_clear_object (&self->bus);
  g_hash_table_unref (self->ended);
  g_free (self);
}

static void
cancel_subscription (int id, gpointer user_data)
{
  ParvisCupsEvents *self = user_data;
  ipp_t *request = parvis_cups_link_new_request (self->link, IPP_OP_CANCEL_SUBSCRIPTION, 0);

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "notify-subscription-id", id);
  simple_request (self, request);
}

/* A kiosk that died a hundred times in a day would find no place left (MaxSubscriptionsPerPrinter). */
static void
tidy (ParvisCupsEvents *self)
{
  ipp_t *request = parvis_cups_link_new_request (self->link, IPP_OP_GET_SUBSCRIPTIONS, 0);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (ipp_t) answer = NULL;

  ippAddBoolean (request, IPP_TAG_OPERATION, "my-subscriptions", 1);
  answer = parvis_cups_link_send (self->link, request, NULL);
  self->tidied = answer != NULL || cupsLastError () == IPP_STATUS_ERROR_NOT_FOUND;
  if (answer == NULL)
    return;
  ids = parvis_ipp_subscriptions_marked (answer, MARK);
  for (guint i = 0; i < ids->len; i++)
    cancel_subscription (g_array_index (ids, int, i), self);
}

static gboolean
subscribe (ParvisCupsEvents *self, gboolean push)
{
  static const char *const events[] = { "printer-state-changed", "printer-stopped", "printer-config-changed",
                                        "job-state-changed",     "job-completed",   "job-stopped" };
  ipp_t *request = parvis_cups_link_new_request (self->link, IPP_OP_CREATE_PRINTER_SUBSCRIPTIONS, 0);
  g_autoptr (ipp_t) answer = NULL;

  ippAddStrings (request, IPP_TAG_SUBSCRIPTION, IPP_TAG_KEYWORD, "notify-events", G_N_ELEMENTS (events), NULL, events);
  if (push)
    ippAddString (request, IPP_TAG_SUBSCRIPTION, IPP_TAG_URI, "notify-recipient-uri", NULL, "dbus:///");
  else
    ippAddString (request, IPP_TAG_SUBSCRIPTION, IPP_TAG_KEYWORD, "notify-pull-method", NULL, "ippget");
  ippAddOctetString (request, IPP_TAG_SUBSCRIPTION, "notify-user-data", MARK, (int) strlen (MARK));
  ippAddInteger (request, IPP_TAG_SUBSCRIPTION, IPP_TAG_INTEGER, "notify-lease-duration", (int) LEASE_SECONDS);
  answer = parvis_cups_link_send (self->link, request, NULL);
  self->subscription = answer != NULL ? parvis_ipp_integer (answer, "notify-subscription-id", 0) : 0;
  self->next_number = 1;
  self->renew_at = g_get_monotonic_time () + LEASE_SECONDS / 2 * G_USEC_PER_SEC;
  return self->subscription != 0;
}

static void
renew (ParvisCupsEvents *self)
{
  ipp_t *request = new_request (self, IPP_OP_RENEW_SUBSCRIPTION);

  ippAddInteger (request, IPP_TAG_SUBSCRIPTION, IPP_TAG_INTEGER, "notify-lease-duration", (int) LEASE_SECONDS);
  if (simple_request (self, request))
    self->renew_at = g_get_monotonic_time () + LEASE_SECONDS / 2 * G_USEC_PER_SEC;
  else
    self->subscription = 0;
}

typedef struct
{
  int number, job, state;
} Event;

/* CUPS gives a stop no keyword that tells its own from the staff's: only its words do, which it does not translate. */
static void
read_text (ParvisCupsEvents *self, const char *text)
{
  if (text != NULL && strstr (text, "stopped due to backend errors") != NULL)
    self->stopped_by_failure = TRUE;
  else if (text != NULL && strstr (text, "due to printer being paused") != NULL)
    self->stopped_by_failure = FALSE;
}

static void
read_attribute (ParvisCupsEvents *self, Event *event, ipp_attribute_t *attribute)
{
  const char *name = ippGetName (attribute);

  if (g_strcmp0 (name, "notify-sequence-number") == 0)
    event->number = ippGetInteger (attribute, 0);
  else if (g_strcmp0 (name, "notify-job-id") == 0)
    event->job = ippGetInteger (attribute, 0);
  else if (g_strcmp0 (name, "job-state") == 0)
    event->state = ippGetInteger (attribute, 0);
  else if (g_strcmp0 (name, "notify-text") == 0)
    read_text (self, ippGetString (attribute, 0, NULL));
}

static void
keep_event (ParvisCupsEvents *self, Event *event)
{
  self->next_number = MAX (self->next_number, event->number + 1);
  if (g_hash_table_size (self->ended) >= MAX_ENDED)
    g_hash_table_remove_all (self->ended);
  if (event->job > 0 && event->state >= IPP_JSTATE_CANCELED)
    g_hash_table_insert (self->ended, GINT_TO_POINTER (event->job), GINT_TO_POINTER (event->state));
  *event = (Event){ 0 };
}

/* Each event is a group of its own, set apart by an attribute without a name. */
static gboolean
read_events (ParvisCupsEvents *self, ipp_t *answer)
{
  int before = self->next_number;
  Event event = { 0 };

  for (ipp_attribute_t *attribute = ippFirstAttribute (answer); attribute != NULL;
       attribute = ippNextAttribute (answer))
    {
      if (ippGetName (attribute) != NULL)
        read_attribute (self, &event, attribute);
      else
        keep_event (self, &event);
    }
  keep_event (self, &event);
  return self->next_number != before;
}

ipp_jstate_t
parvis_cups_events_ended (ParvisCupsEvents *self, int job)
{
  int state = GPOINTER_TO_INT (g_hash_table_lookup (self->ended, GINT_TO_POINTER (job)));

  return state != 0 ? (ipp_jstate_t) state : IPP_JSTATE_COMPLETED;
}

gboolean
parvis_cups_events_stopped_by_failure (ParvisCupsEvents *self)
{
  return self->stopped_by_failure;
}

void
parvis_cups_events_forget_stop (ParvisCupsEvents *self)
{
  self->stopped_by_failure = FALSE;
}

static ipp_t *
get_notifications (ParvisCupsEvents *self)
{
  ipp_t *request = parvis_cups_link_new_request (self->link, IPP_OP_GET_NOTIFICATIONS, 0);

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "notify-subscription-ids", self->subscription);
  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "notify-sequence-numbers", self->next_number);
  ippAddBoolean (request, IPP_TAG_OPERATION, "notify-wait", 0);
  return parvis_cups_link_send (self->link, request, NULL);
}

static ipp_t *
pull_once (ParvisCupsEvents *self)
{
  ipp_t *answer;

  if (!self->tidied)
    tidy (self);
  if (self->subscription != 0 && g_get_monotonic_time () > self->renew_at)
    renew (self);
  if (self->subscription == 0 && !(self->bus != NULL && subscribe (self, TRUE)))
    subscribe (self, FALSE);
  answer = self->subscription != 0 ? get_notifications (self) : NULL;
  if (answer == NULL)
    self->subscription = 0;
  return answer;
}

guint
parvis_cups_events_pull (ParvisCupsEvents *self, gboolean *news)
{
  gboolean any = FALSE, had = self->subscription != 0;
  g_autoptr (ipp_t) answer = pull_once (self);
  int interval = INTERVAL_DEFAULT;

  if (answer == NULL && had)
    answer = pull_once (self); /* it had run out, or the server was restarted */
  if (answer != NULL)
    {
      any = read_events (self, answer);
      interval = parvis_ipp_integer (answer, "notify-get-interval", INTERVAL_DEFAULT);
    }
  if (news != NULL)
    *news = any || answer == NULL;
  return (guint) CLAMP (interval, INTERVAL_MIN, INTERVAL_MAX);
}
