/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <cups/cups.h>

#include "drivers/printer/ipp-state.h"

G_BEGIN_DECLS

/* ParvisCupsLink: what we ask of a CUPS server about one queue. Every call blocks, for a bounded time: one thread of
 * its own. Errors are of PARVIS_PRINTER_ERROR; TROUBLE means that nobody answered. */
typedef struct _ParvisCupsLink ParvisCupsLink;

/* @queue: its name, or PARVIS_CUPS_DEFAULT_QUEUE: the server's own choice, asked for anew with each connection. */
ParvisCupsLink *parvis_cups_link_new (const char *queue);
void parvis_cups_link_free (ParvisCupsLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCupsLink, parvis_cups_link_free)
/* From any thread: no new connection is made, and one that is being made is given up. */
void parvis_cups_link_abandon (ParvisCupsLink *self);
/* What libcups asks while it connects: not 0 once abandoned. */
int *parvis_cups_link_abandoned (ParvisCupsLink *self);

/* The open connection, to be watched for its end; -1 when there is none. */
int parvis_cups_link_fd (ParvisCupsLink *self);
void parvis_cups_link_close (ParvisCupsLink *self);

/* A request about the queue (job 0) or one of its jobs, without more than the operation's own attributes. (transfer
 * full) */
ipp_t *parvis_cups_link_new_request (ParvisCupsLink *self, ipp_op_t operation, int job);
/* Sends @request (transfer full). A refusal is an error. (transfer full) */
ipp_t *parvis_cups_link_send (ParvisCupsLink *self, ipp_t *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same at another place of the server than the queue's. */
ipp_t *parvis_cups_link_send_to (ParvisCupsLink *self, ipp_t *request, const char *resource,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  gboolean stopped, accepting, processing;
  ParvisPrinterCondition condition;  /* as CUPS remembers it */
  char *device_uri;                  /* (nullable) */
  char *message;                     /* (nullable) CUPS' own words, English */
  ParvisPrinterAbilities *abilities; /* (nullable): not asked for */
} ParvisQueueState;
void parvis_queue_state_free (ParvisQueueState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisQueueState, parvis_queue_state_free)

ParvisQueueState *parvis_cups_link_queue_state (ParvisCupsLink *self, gboolean abilities,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the queue is stopped with the last words of a back end that failed. What staff stopped says "Paused", or what
 * they wrote. */
gboolean parvis_queue_state_stopped_by_failure (const ParvisQueueState *state);
/* Starts it again. Needs a right of an administrator, or a policy that gives it (README.md). */
gboolean parvis_cups_link_resume (ParvisCupsLink *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Hands @pdf over as one job called @name, as @options say as far as @abilities ((nullable)) allow. A medium that the
 * printer does not take is an error. @job is its number, or 0: no job was made. A failure with a number means that
 * nobody knows what became of the document, if CUPS went away meanwhile, say: cancel it. */
gboolean parvis_cups_link_submit (ParvisCupsLink *self, GBytes *pdf, const ParvisPrintOptions *options,
                                  const ParvisPrinterAbilities *abilities, const char *name, int *job,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_cups_link_job_state (ParvisCupsLink *self, int job, ipp_jstate_t *state,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @purge: no trace is left, and its back end is killed at once, without a word to the printer: cancel first. A job that
 * has ended is no error; its document goes too, however long CUPS was told to keep it. */
gboolean parvis_cups_link_cancel (ParvisCupsLink *self, int job, gboolean purge,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Calls @found for each job of this user that has not ended. */
gboolean parvis_cups_link_each_job (ParvisCupsLink *self, void (*found) (int job, const char *name, gpointer user_data),
                                    gpointer user_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for those that have ended and that the server still lists. */
gboolean parvis_cups_link_each_ended_job (ParvisCupsLink *self,
                                          void (*found) (int job, const char *name, gpointer user_data),
                                          gpointer user_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the server would hand out the document of @job. */
gboolean parvis_cups_link_keeps_document (ParvisCupsLink *self, int job);

G_END_DECLS
