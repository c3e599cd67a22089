/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-link.h"

#include <string.h>

#include "drivers/printer/cups-printer.h"

#define CONNECT_MSEC   4000
#define ANSWER_SECONDS 10.0

struct _ParvisCupsLink
{
  http_t *http; /* (nullable) */
  char uri[HTTP_MAX_URI];
  char resource[HTTP_MAX_URI];
  gboolean wants_default; /* the queue's name is the server's to say */
  gboolean is_named;      /* @uri is valid, on this connection */
  int abandoned;
};

/* Nobody stands at the kiosk to type CUPS' password. */
static const char *
no_password (const char *prompt, http_t *http, const char *method, const char *resource, void *data)
{
  return NULL;
}

static int
on_timeout (http_t *http, void *data)
{
  return 0;
}

static void
set_queue (ParvisCupsLink *self, const char *queue)
{
  httpAssembleURIf (HTTP_URI_CODING_ALL, self->uri, sizeof self->uri, "ipp", NULL, "localhost", ippPort (),
                    "/printers/%s", queue);
  g_snprintf (self->resource, sizeof self->resource, "/printers/%s", queue);
}

ParvisCupsLink *
parvis_cups_link_new (const char *queue)
{
  ParvisCupsLink *self = g_new0 (ParvisCupsLink, 1);

  self->wants_default = strcmp (queue, PARVIS_CUPS_DEFAULT_QUEUE) == 0;
  self->is_named = !self->wants_default;
  set_queue (self, queue);
  return self;
}

void
parvis_cups_link_free (ParvisCupsLink *self)
{
  parvis_cups_link_close (self);
  g_free (self);
}

void
parvis_cups_link_abandon (ParvisCupsLink *self)
{
  g_atomic_int_set (&self->abandoned, 1);
}

int *
parvis_cups_link_abandoned (ParvisCupsLink *self)
{
  return &self->abandoned;
}

int
parvis_cups_link_fd (ParvisCupsLink *self)
{
  return self->http != NULL ? httpGetFd (self->http) : -1;
}

void
parvis_cups_link_close (ParvisCupsLink *self)
{
  g_clear_pointer (&self->http, httpClose);
  self->is_named = !self->wants_default;
}

static gboolean
open_link (ParvisCupsLink *self, GError **error)
{
  if (self->http != NULL)
    return TRUE;
  if (g_atomic_int_get (&self->abandoned))
    {
      g_set_error (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_CANCELLED, "the printer is no longer used");
      return FALSE;
    }
  cupsSetPasswordCB2 (no_password, NULL);
  self->http
      = httpConnect2 (cupsServer (), ippPort (), NULL, AF_UNSPEC, cupsEncryption (), 1, CONNECT_MSEC, &self->abandoned);
  if (self->http == NULL)
    {
      g_set_error (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE, "CUPS (%s): %s", cupsServer (),
                   cupsLastErrorString ());
      return FALSE;
    }
  httpSetTimeout (self->http, ANSWER_SECONDS, on_timeout, NULL);
  return TRUE;
}

ipp_t *
parvis_cups_link_new_request (ParvisCupsLink *self, ipp_op_t operation, int job)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, self->uri);
  if (job != 0)
    ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  return request;
}

/* No answer at all: the server went away, or does not let us in. */
static void
set_silence_error (ParvisCupsLink *self, GError **error)
{
  ipp_status_t status = cupsLastError ();
  gboolean refused = status == IPP_STATUS_ERROR_FORBIDDEN || status == IPP_STATUS_ERROR_NOT_AUTHENTICATED
                     || status == IPP_STATUS_ERROR_NOT_AUTHORIZED;

  g_set_error (error, PARVIS_PRINTER_ERROR, refused ? PARVIS_PRINTER_ERROR_FAILED : PARVIS_PRINTER_ERROR_TROUBLE,
               "CUPS: %s", cupsLastErrorString ());
  parvis_cups_link_close (self);
}

static ipp_t *
check (ParvisCupsLink *self, ipp_t *answer, GError **error)
{
  if (answer == NULL)
    {
      set_silence_error (self, error);
      return NULL;
    }
  if (ippGetStatusCode (answer) < IPP_STATUS_REDIRECTION_OTHER_SITE)
    return answer;
  g_set_error (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED, "CUPS: %s", cupsLastErrorString ());
  ippDelete (answer);
  return NULL;
}

ipp_t *
parvis_cups_link_send_to (ParvisCupsLink *self, ipp_t *request, const char *resource, GError **error)
{
  if (!open_link (self, error))
    {
      ippDelete (request);
      return NULL;
    }
  return check (self, cupsDoRequest (self->http, request, resource), error);
}

ipp_t *
parvis_cups_link_send (ParvisCupsLink *self, ipp_t *request, GError **error)
{
  return parvis_cups_link_send_to (self, request, self->resource, error);
}

void
parvis_queue_state_free (ParvisQueueState *state)
{
  g_clear_pointer (&state->abilities, parvis_printer_abilities_unref);
  g_free (state->device_uri);
  g_free (state->message);
  g_free (state);
}

static gboolean
find_default (ParvisCupsLink *self, GError **error)
{
  ipp_t *request = ippNewRequest (IPP_OP_CUPS_GET_DEFAULT);
  g_autoptr (ipp_t) answer = NULL;
  g_autofree char *name = NULL;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "printer-name");
  answer = parvis_cups_link_send (self, request, error);
  if (answer == NULL)
    return FALSE;
  name = parvis_ipp_string (answer, "printer-name");
  if (name == NULL)
    {
      g_set_error (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED, "CUPS: there is no default queue");
      return FALSE;
    }
  set_queue (self, name);
  self->is_named = TRUE;
  return TRUE;
}

static ParvisQueueState *
read_queue_state (ipp_t *answer, gboolean abilities)
{
  ParvisQueueState *state = g_new0 (ParvisQueueState, 1);
  int value = parvis_ipp_integer (answer, "printer-state", IPP_PSTATE_IDLE);

  state->stopped = value == IPP_PSTATE_STOPPED;
  state->processing = value == IPP_PSTATE_PROCESSING;
  state->accepting = parvis_ipp_boolean (answer, "printer-is-accepting-jobs", TRUE);
  state->condition = parvis_ipp_condition (answer, PARVIS_REASONS_OF_SERVER);
  state->device_uri = parvis_ipp_string (answer, "device-uri");
  state->message = parvis_ipp_string (answer, "printer-state-message");
  if (abilities)
    state->abilities = parvis_ipp_abilities (answer);
  return state;
}

ParvisQueueState *
parvis_cups_link_queue_state (ParvisCupsLink *self, gboolean abilities, GError **error)
{
  g_autoptr (ipp_t) answer = NULL;
  ipp_t *request;

  if (!self->is_named && !find_default (self, error))
    return NULL;
  request = parvis_cups_link_new_request (self, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  if (abilities)
    parvis_ipp_want_state_and_abilities (request);
  else
    parvis_ipp_want_state (request);
  answer = parvis_cups_link_send (self, request, error);
  return answer != NULL ? read_queue_state (answer, abilities) : NULL;
}

gboolean
parvis_queue_state_stopped_by_failure (const ParvisQueueState *state)
{
  static const char *const beginnings[] = { "The printer ", "Unable to ", "Printer cannot ", "File \"" };

  for (gsize i = 0; state->stopped && state->message != NULL && i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (state->message, beginnings[i]))
      return TRUE;
  return FALSE;
}

gboolean
parvis_cups_link_resume (ParvisCupsLink *self, GError **error)
{
  ipp_t *request = parvis_cups_link_new_request (self, IPP_OP_RESUME_PRINTER, 0);
  g_autoptr (ipp_t) answer = parvis_cups_link_send_to (self, request, "/admin/", error);

  return answer != NULL;
}

static const char *
find_media (const ParvisPrintOptions *options, const ParvisPrinterAbilities *abilities, GError **error)
{
  if (options->media == PARVIS_PRINT_MEDIA_LOADED)
    return abilities != NULL ? abilities->media_loaded : NULL;
  if (abilities == NULL || parvis_printer_abilities_take (abilities, PARVIS_MEDIA_NAME_A4))
    return PARVIS_MEDIA_NAME_A4;
  g_set_error (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED, "this printer does not take A4 paper");
  return NULL;
}

static void
add_keyword (ipp_t *request, const char *name, const char *value)
{
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, name, NULL, value);
}

static void
add_options (ipp_t *request, const ParvisPrintOptions *options, const ParvisPrinterAbilities *abilities)
{
  gboolean duplex = abilities == NULL || abilities->duplex, colour = abilities == NULL || abilities->colour;

  if (options->sides != PARVIS_PRINT_SIDES_ANY)
    add_keyword (request, "sides",
                 options->sides == PARVIS_PRINT_SIDES_TWO && duplex ? "two-sided-long-edge" : "one-sided");
  if (options->colours == PARVIS_PRINT_COLOURS_GREYS)
    add_keyword (request, "print-color-mode", "monochrome");
  else if (options->colours == PARVIS_PRINT_COLOURS_ALL && colour)
    add_keyword (request, "print-color-mode", "color");
}

static gboolean
create_job (ParvisCupsLink *self, const ParvisPrintOptions *options, const ParvisPrinterAbilities *abilities,
            const char *name, int *job, GError **error)
{
  g_autoptr (GError) no_media = NULL;
  const char *media = find_media (options, abilities, &no_media);
  g_autoptr (ipp_t) answer = NULL;
  ipp_t *request;

  *job = 0;
  if (no_media != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&no_media));
      return FALSE;
    }
  request = parvis_cups_link_new_request (self, IPP_OP_CREATE_JOB, 0);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, name);
  if (media != NULL)
    add_keyword (request, "media", media);
  add_options (request, options, abilities);
  answer = parvis_cups_link_send (self, request, error);
  if (answer == NULL)
    return FALSE;
  *job = parvis_ipp_integer (answer, "job-id", 0);
  if (*job == 0)
    g_set_error (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED, "CUPS: a job without a number");
  return *job != 0;
}

static http_status_t
write_document (ParvisCupsLink *self, ipp_t *request, GBytes *pdf)
{
  gsize size, length;
  const char *data = g_bytes_get_data (pdf, &size);
  http_status_t status;

  length = ippLength (request) + size;
  status = cupsSendRequest (self->http, request, self->resource, length);
  if (status == HTTP_STATUS_CONTINUE && size > 0)
    status = cupsWriteRequestData (self->http, data, size);
  return status;
}

static gboolean
send_document (ParvisCupsLink *self, int job, GBytes *pdf, GError **error)
{
  g_autoptr (ipp_t) request = parvis_cups_link_new_request (self, IPP_OP_SEND_DOCUMENT, job);
  g_autoptr (ipp_t) answer = NULL;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "application/pdf");
  ippAddBoolean (request, IPP_TAG_OPERATION, "last-document", 1);
  if (write_document (self, request, pdf) == HTTP_STATUS_CONTINUE)
    answer = cupsGetResponse (self->http, self->resource);
  answer = check (self, g_steal_pointer (&answer), error);
  return answer != NULL;
}

gboolean
parvis_cups_link_submit (ParvisCupsLink *self, GBytes *pdf, const ParvisPrintOptions *options,
                         const ParvisPrinterAbilities *abilities, const char *name, int *job, GError **error)
{
  return create_job (self, options, abilities, name, job, error) && send_document (self, *job, pdf, error);
}

gboolean
parvis_cups_link_job_state (ParvisCupsLink *self, int job, ipp_jstate_t *state, GError **error)
{
  static const char *const wanted[] = { "job-state" };
  ipp_t *request = parvis_cups_link_new_request (self, IPP_OP_GET_JOB_ATTRIBUTES, job);
  g_autoptr (ipp_t) answer = NULL;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL,
                 wanted);
  answer = parvis_cups_link_send (self, request, error);
  if (answer != NULL)
    *state = (ipp_jstate_t) parvis_ipp_integer (answer, "job-state", IPP_JSTATE_PENDING);
  return answer != NULL;
}

gboolean
parvis_cups_link_cancel (ParvisCupsLink *self, int job, gboolean purge, GError **error)
{
  ipp_t *request = parvis_cups_link_new_request (self, IPP_OP_CANCEL_JOB, job);
  g_autoptr (GError) local = NULL;
  g_autoptr (ipp_t) answer = NULL;

  if (purge)
    ippAddBoolean (request, IPP_TAG_OPERATION, "purge-job", 1);
  answer = parvis_cups_link_send (self, request, &local);
  if (answer == NULL
      && (cupsLastError () == IPP_STATUS_ERROR_NOT_POSSIBLE || cupsLastError () == IPP_STATUS_ERROR_NOT_FOUND))
    return TRUE; /* it has ended */
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return answer != NULL;
}

static gboolean
each_job (ParvisCupsLink *self, const char *which, void (*found) (int job, const char *name, gpointer user_data),
          gpointer user_data, GError **error)
{
  static const char *const wanted[] = { "job-id", "job-name" };
  ipp_t *request = parvis_cups_link_new_request (self, IPP_OP_GET_JOBS, 0);
  g_autoptr (ipp_t) answer = NULL;

  ippAddBoolean (request, IPP_TAG_OPERATION, "my-jobs", 1);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL,
                 wanted);
  answer = parvis_cups_link_send (self, request, error);
  if (answer != NULL)
    parvis_ipp_each_job (answer, found, user_data);
  return answer != NULL;
}

gboolean
parvis_cups_link_each_job (ParvisCupsLink *self, void (*found) (int job, const char *name, gpointer user_data),
                           gpointer user_data, GError **error)
{
  return each_job (self, "not-completed", found, user_data, error);
}

gboolean
parvis_cups_link_each_ended_job (ParvisCupsLink *self, void (*found) (int job, const char *name, gpointer user_data),
                                 gpointer user_data, GError **error)
{
  return each_job (self, "completed", found, user_data, error);
}

gboolean
parvis_cups_link_keeps_document (ParvisCupsLink *self, int job)
{
  ipp_t *request = parvis_cups_link_new_request (self, IPP_OP_CUPS_GET_DOCUMENT, job);
  g_autoptr (ipp_t) answer = NULL;

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "document-number", 1);
  answer = parvis_cups_link_send_to (self, request, "/", NULL);
  parvis_cups_link_close (self); /* the document follows, which nobody wants to read */
  return answer != NULL;
}
