/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-job.h"

#include "drivers/printer/device-thread.h"
#include "drivers/printer/ipp-device.h"

#define LEAVE_SECONDS 5 /* CUPS itself kills a back end that does not go after 30 */

ParvisCupsJob *
parvis_cups_job_new (GTask *task, GBytes *pdf, const ParvisPrintOptions *options, const char *title)
{
  ParvisCupsJob *job = g_new0 (ParvisCupsJob, 1);

  job->task = task;
  job->pdf = g_bytes_ref (pdf);
  if (options != NULL)
    job->options = *options;
  job->name = g_strdup_printf ("%s %08x", title, g_random_int ());
  return job;
}

ParvisCupsJob *
parvis_cups_job_new_found (int id, const char *name)
{
  ParvisCupsJob *job = g_new0 (ParvisCupsJob, 1);

  job->id = id;
  job->step = PARVIS_JOB_PRINTING;
  job->name = g_strdup (name);
  return job;
}

static gboolean
nothing (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* The task holds the printer, and the printer's end waits for this thread: so it is let go in the thread it came from.
 */
static void
release_task (GTask *task)
{
  parvis_run_in_context (g_task_get_context (task), nothing, task, g_object_unref);
}

static void
forget_person (ParvisCupsJob *job)
{
  parvis_source_clear (&job->cancel);
  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_clear_pointer (&job->task, release_task);
}

static void
answer_error (ParvisCupsJob *job, ParvisPrinterError code, const char *message)
{
  if (job->task != NULL)
    g_task_return_new_error (job->task, PARVIS_PRINTER_ERROR, (int) code, "%s", message);
  forget_person (job);
}

void
parvis_cups_job_free (ParvisCupsJob *job)
{
  answer_error (job, PARVIS_PRINTER_ERROR_CANCELLED, "the print was cancelled");
  g_free (job->name);
  g_free (job);
}

static void
leave (ParvisCupsJob *job, ParvisCupsLink *link)
{
  job->step = PARVIS_JOB_LEAVING;
  job->leaving_until = g_get_monotonic_time () + LEAVE_SECONDS * G_USEC_PER_SEC;
  if (!parvis_cups_link_cancel (link, job->id, FALSE, NULL))
    job->leaving_until = 0; /* nobody there: cancelled by purging, as soon as the server is back */
}

void
parvis_cups_job_refuse (ParvisCupsJob *job, const GError *cause)
{
  job->step = PARVIS_JOB_DONE;
  g_task_return_error (job->task, g_error_copy (cause));
  forget_person (job);
}

void
parvis_cups_job_submit (ParvisCupsJob *job, ParvisCupsLink *link, const ParvisPrinterAbilities *abilities)
{
  g_autoptr (GError) error = NULL;

  if (parvis_cups_link_submit (link, job->pdf, &job->options, abilities, job->name, &job->id, &error))
    {
      g_clear_pointer (&job->pdf, g_bytes_unref);
      job->step = PARVIS_JOB_PRINTING;
      return;
    }
  parvis_cups_job_refuse (job, error);
  if (job->id != 0)
    leave (job, link);
}

void
parvis_cups_job_cancel (ParvisCupsJob *job, ParvisCupsLink *link)
{
  answer_error (job, PARVIS_PRINTER_ERROR_CANCELLED, "the print was cancelled");
  if (job->step == PARVIS_JOB_WAITING)
    job->step = PARVIS_JOB_DONE;
  else if (job->step == PARVIS_JOB_PRINTING)
    leave (job, link);
}

/* What CUPS keeps of a job that has ended (PreserveJobFiles, PreserveJobHistory) goes with it. */
static void
follow_printing (ParvisCupsJob *job, ParvisCupsLink *link, ipp_jstate_t state)
{
  g_autoptr (GError) error = NULL;

  if (state < IPP_JSTATE_CANCELED)
    return;
  job->step = PARVIS_JOB_DONE;
  if (!parvis_cups_link_cancel (link, job->id, TRUE, &error))
    g_message ("a job that has ended is not purged: %s", error->message);
  if (state == IPP_JSTATE_CANCELED)
    answer_error (job, PARVIS_PRINTER_ERROR_CANCELLED, "the job was cancelled at the printer");
  else if (state == IPP_JSTATE_ABORTED)
    answer_error (job, PARVIS_PRINTER_ERROR_FAILED, "the job was aborted");
  else if (job->task != NULL)
    g_task_return_boolean (job->task, TRUE);
  forget_person (job);
}

static gboolean
is_silence (const GError *error)
{
  return g_error_matches (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
}

static void
follow_leaving (ParvisCupsJob *job, ParvisCupsLink *link, ipp_jstate_t state, gboolean busy)
{
  g_autoptr (GError) error = NULL;
  gboolean gone = state >= IPP_JSTATE_CANCELED && !busy;

  if (!gone && g_get_monotonic_time () < job->leaving_until)
    return;
  if (parvis_cups_link_cancel (link, job->id, TRUE, &error) || !is_silence (error))
    job->step = PARVIS_JOB_DONE;
}

/* What CUPS calls completed, the printer itself may have dropped. */
static ipp_jstate_t
believe (ParvisCupsJob *job, ParvisCupsLink *link, const char *device_uri, ipp_jstate_t state)
{
  if (state == IPP_JSTATE_COMPLETED && job->task != NULL && parvis_ipp_device_can_be_asked (device_uri)
      && parvis_ipp_device_dropped (device_uri, job->name, parvis_cups_link_abandoned (link)))
    return IPP_JSTATE_ABORTED;
  return state;
}

void
parvis_cups_job_follow (ParvisCupsJob *job, ParvisCupsLink *link, ParvisCupsEvents *events, const char *device_uri,
                        gboolean busy)
{
  g_autoptr (GError) error = NULL;
  ipp_jstate_t state;

  if (job->step != PARVIS_JOB_PRINTING && job->step != PARVIS_JOB_LEAVING)
    return;
  if (!parvis_cups_link_job_state (link, job->id, &state, &error))
    {
      if (is_silence (error))
        return;                               /* nobody there for the moment: it waits */
      parvis_cups_events_pull (events, NULL); /* it may have ended since they were last asked for */
      state = parvis_cups_events_ended (events, job->id);
    }
  if (job->step == PARVIS_JOB_PRINTING)
    follow_printing (job, link, believe (job, link, device_uri, state));
  else
    follow_leaving (job, link, state, busy);
}
