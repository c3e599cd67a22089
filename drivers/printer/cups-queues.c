/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-queues.h"

#include <string.h>

#include "drivers/printer/cups-link.h"
#include "drivers/printer/cups-printer.h"
#include "drivers/printer/ipp-device.h"

#define MAX_QUEUES 32

void
parvis_cups_queue_free (ParvisCupsQueue *queue)
{
  g_clear_pointer (&queue->abilities, parvis_printer_abilities_unref);
  g_free (queue->name);
  g_free (queue->device);
  g_free (queue);
}

static char *
without_password (const char *uri)
{
  g_autoptr (GUri) parsed
      = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;

  if (parsed == NULL)
    return uri != NULL && strchr (uri, '@') == NULL ? g_strdup (uri) : NULL;
  return g_uri_to_string_partial (parsed, G_URI_HIDE_USERINFO);
}

static ParvisCupsQueue *
read_queue (const char *name, const ParvisQueueState *state)
{
  ParvisCupsQueue *queue = g_new0 (ParvisCupsQueue, 1);
  ParvisPrinterCondition condition = state->condition;
  ParvisPrinterAbilities *own = NULL;
  int never = 0;

  if (parvis_ipp_device_can_be_asked (state->device_uri))
    condition = parvis_ipp_device_look (state->device_uri, &own, &never);
  if (condition.trouble == PARVIS_PRINTER_OK && (state->stopped || !state->accepting))
    condition.trouble = PARVIS_PRINTER_STOPPED;
  queue->name = g_strdup (name);
  queue->stopped = state->stopped;
  queue->accepting = state->accepting;
  queue->device = without_password (state->device_uri);
  queue->trouble = condition.trouble;
  queue->warnings = condition.warnings;
  queue->abilities = own != NULL ? own : parvis_printer_abilities_ref (state->abilities);
  return queue;
}

/* (nullable): there is none. */
static char *
default_name (ParvisCupsLink *link)
{
  g_autoptr (ipp_t) answer = parvis_cups_link_send (link, ippNewRequest (IPP_OP_CUPS_GET_DEFAULT), NULL);

  return answer != NULL ? parvis_ipp_string (answer, "printer-name") : NULL;
}

static GStrv
list_names (ParvisCupsLink *link, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  ipp_t *request = ippNewRequest (IPP_OP_CUPS_GET_PRINTERS);
  g_autoptr (ipp_t) answer = NULL;
  int left = MAX_QUEUES;

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit", MAX_QUEUES);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "printer-name");
  answer = parvis_cups_link_send (link, request, error);
  if (answer == NULL)
    return NULL;
  for (ipp_attribute_t *name = ippFindAttribute (answer, "printer-name", IPP_TAG_NAME); name != NULL && left > 0;
       name = ippFindNextAttribute (answer, "printer-name", IPP_TAG_NAME), left--)
    g_strv_builder_add (names, ippGetString (name, 0, NULL));
  return g_strv_builder_end (names);
}

GPtrArray *
parvis_cups_printers_list (GError **error)
{
  g_autoptr (ParvisCupsLink) server = parvis_cups_link_new ("");
  g_autoptr (GPtrArray) queues = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_cups_queue_free);
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) names = list_names (server, &local);
  g_autofree char *chosen = NULL;

  /* A server without a queue says "not found". */
  if (names == NULL && cupsLastError () != IPP_STATUS_ERROR_NOT_FOUND)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  chosen = default_name (server);
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autoptr (ParvisCupsLink) link = parvis_cups_link_new (*name);
      g_autoptr (ParvisQueueState) state = parvis_cups_link_queue_state (link, TRUE, NULL);
      ParvisCupsQueue *queue = state != NULL ? read_queue (*name, state) : NULL;
      if (queue == NULL)
        continue; /* taken away meanwhile */
      queue->is_default = g_strcmp0 (*name, chosen) == 0;
      g_ptr_array_add (queues, queue);
    }
  return g_steal_pointer (&queues);
}
