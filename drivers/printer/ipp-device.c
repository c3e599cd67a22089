/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/ipp-device.h"

#include <string.h>

#include <cups/cups.h>

#define CONNECT_MSEC   2000
#define ANSWER_SECONDS 4.0

typedef struct
{
  http_t *http;
  char uri[HTTP_MAX_URI];
  char resource[HTTP_MAX_URI];
} Device;

static void
device_clear (Device *device)
{
  g_clear_pointer (&device->http, httpClose);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Device, device_clear)

gboolean
parvis_ipp_device_can_be_asked (const char *device_uri)
{
  return device_uri != NULL && (g_str_has_prefix (device_uri, "ipp://") || g_str_has_prefix (device_uri, "ipps://"));
}

static int
on_timeout (http_t *http, void *data)
{
  return 0;
}

static gboolean
device_open (Device *device, const char *uri, int *abandoned)
{
  char scheme[32], user[HTTP_MAX_URI], host[HTTP_MAX_URI];
  int port;
  http_encryption_t encryption;

  if (httpSeparateURI (HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user, host, sizeof host, &port,
                       device->resource, sizeof device->resource)
      < HTTP_URI_STATUS_OK)
    return FALSE;
  device->resource[strcspn (device->resource, "?")] = '\0'; /* options of CUPS' back end */
  if (httpAssembleURI (HTTP_URI_CODING_ALL, device->uri, sizeof device->uri, scheme, NULL, host, port, device->resource)
      < HTTP_URI_STATUS_OK)
    return FALSE;
  encryption = g_str_equal (scheme, "ipps") ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
  device->http = httpConnect2 (host, port, NULL, AF_UNSPEC, encryption, 1, CONNECT_MSEC, abandoned);
  if (device->http != NULL)
    httpSetTimeout (device->http, ANSWER_SECONDS, on_timeout, NULL);
  return device->http != NULL;
}

static ipp_t *
new_request (const Device *device, ipp_op_t operation)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, device->uri);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  return request;
}

/* (nullable): no answer, or a refusal. */
static ipp_t *
ask (const Device *device, ipp_t *request)
{
  ipp_t *answer = cupsDoRequest (device->http, request, device->resource);

  if (answer != NULL && ippGetStatusCode (answer) < IPP_STATUS_REDIRECTION_OTHER_SITE)
    return answer;
  ippDelete (answer);
  return NULL;
}

static ipp_t *
ask_state (const Device *device, gboolean abilities)
{
  ipp_t *request = new_request (device, IPP_OP_GET_PRINTER_ATTRIBUTES);

  if (abilities)
    parvis_ipp_want_state_and_abilities (request);
  else
    parvis_ipp_want_state (request);
  return ask (device, request);
}

ParvisPrinterCondition
parvis_ipp_device_look (const char *device_uri, ParvisPrinterAbilities **abilities, int *abandoned)
{
  ParvisPrinterCondition condition = { PARVIS_PRINTER_UNREACHABLE, (ParvisPrinterWarnings) 0 };
  g_auto (Device) device = { NULL };
  g_autoptr (ipp_t) answer = NULL;

  if (device_open (&device, device_uri, abandoned))
    answer = ask_state (&device, abilities != NULL);
  if (answer == NULL)
    return condition;
  condition = parvis_ipp_condition (answer, PARVIS_REASONS_OF_PRINTER);
  if (condition.trouble == PARVIS_PRINTER_OK
      && (parvis_ipp_integer (answer, "printer-state", IPP_PSTATE_IDLE) == IPP_PSTATE_STOPPED
          || !parvis_ipp_boolean (answer, "printer-is-accepting-jobs", TRUE)))
    condition.trouble = PARVIS_PRINTER_STOPPED;
  if (abilities != NULL)
    *abilities = parvis_ipp_abilities (answer);
  return condition;
}

static gboolean
cancel_one (const Device *device, int job)
{
  ipp_t *request = new_request (device, IPP_OP_CANCEL_JOB);
  ipp_t *answer;
  gboolean done;

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  answer = cupsDoRequest (device->http, request, device->resource);
  done = answer != NULL; /* "not possible" means that it has ended */
  ippDelete (answer);
  return done;
}

/* Numbers of the jobs there whose name is in @names; %NULL: it does not answer. @which: IPP's "which-jobs". */
static GArray *
find_jobs (const Device *device, const char *which, GHashTable *names)
{
  static const char *const wanted[] = { "job-id", "job-name" };
  ipp_t *request = new_request (device, IPP_OP_GET_JOBS);
  g_autoptr (ipp_t) answer = NULL;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL,
                 wanted);
  answer = ask (device, request);
  return answer != NULL ? parvis_ipp_jobs_named (answer, names) : NULL;
}

gboolean
parvis_ipp_device_cancel (const char *device_uri, GHashTable *names, int *abandoned)
{
  g_auto (Device) device = { NULL };
  g_autoptr (GArray) jobs = NULL;
  gboolean done = TRUE;

  if (!device_open (&device, device_uri, abandoned))
    return FALSE;
  jobs = find_jobs (&device, "not-completed", names);
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    done = cancel_one (&device, g_array_index (jobs, int, i)) && done;
  return jobs != NULL && done;
}

static int
ask_job_state (const Device *device, int job)
{
  ipp_t *request = new_request (device, IPP_OP_GET_JOB_ATTRIBUTES);
  g_autoptr (ipp_t) answer = NULL;

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "job-state");
  answer = ask (device, request);
  return answer != NULL ? parvis_ipp_integer (answer, "job-state", IPP_JSTATE_COMPLETED) : IPP_JSTATE_COMPLETED;
}

gboolean
parvis_ipp_device_dropped (const char *device_uri, const char *name, int *abandoned)
{
  g_auto (Device) device = { NULL };
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) jobs = NULL;
  int last = 0, state;

  g_hash_table_add (names, (gpointer) name);
  if (device_open (&device, device_uri, abandoned))
    jobs = find_jobs (&device, "completed", names);
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    last = MAX (last, g_array_index (jobs, int, i)); /* CUPS may have tried again */
  state = last > 0 ? ask_job_state (&device, last) : IPP_JSTATE_COMPLETED;
  return state == IPP_JSTATE_ABORTED || state == IPP_JSTATE_CANCELED;
}
