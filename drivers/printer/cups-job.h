/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/cups-events.h"

G_BEGIN_DECLS

/* ParvisCupsJob: one job from the request to its end. Of the worker's thread.
 *
 *   WAITING --submit--> PRINTING --ended--> DONE
 *      \------ cancel -----/---> LEAVING --the server has let it go, or takes too long--> DONE (purged)
 *
 * LEAVING is there because purging kills CUPS' back end at once: a printer that already holds the job would print it
 * for the next person. So it is cancelled, the back end is left the time to tell the printer, and only then is it
 * purged. */
typedef enum
{
  PARVIS_JOB_WAITING,
  PARVIS_JOB_PRINTING,
  PARVIS_JOB_LEAVING,
  PARVIS_JOB_DONE,
} ParvisJobStep;

typedef struct
{
  ParvisJobStep step;
  int id;      /* 0 while WAITING */
  char *name;  /* unlike any other, so that it is known again at the printer */
  GBytes *pdf; /* (nullable): handed over, or not ours */
  ParvisPrintOptions options;
  GTask *task;          /* (nullable): answered, or not ours */
  GSource *cancel;      /* (nullable): of the task's cancellable */
  gint64 leaving_until; /* monotonic */
} ParvisCupsJob;

/* @options (nullable) */
ParvisCupsJob *parvis_cups_job_new (GTask *task, GBytes *pdf, const ParvisPrintOptions *options, const char *title);
/* A job found in the queue, which nobody waits for. */
ParvisCupsJob *parvis_cups_job_new_found (int id, const char *name);
void parvis_cups_job_free (ParvisCupsJob *job); /* its task fails with CANCELLED where it has no answer yet */

void parvis_cups_job_submit (ParvisCupsJob *job, ParvisCupsLink *link, const ParvisPrinterAbilities *abilities);
void parvis_cups_job_cancel (ParvisCupsJob *job, ParvisCupsLink *link);
/* Looks where it is now. @device_uri: (nullable) of the printer itself. @busy: the queue is at work on some job. */
void parvis_cups_job_follow (ParvisCupsJob *job, ParvisCupsLink *link, ParvisCupsEvents *events, const char *device_uri,
                             gboolean busy);
/* While WAITING: it cannot be handed over. */
void parvis_cups_job_refuse (ParvisCupsJob *job, const GError *cause);

G_END_DECLS
