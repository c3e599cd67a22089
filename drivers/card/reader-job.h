/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/reader.h"

G_BEGIN_DECLS

/* One job of a ParvisCardReader in a thread of its own, and the watch over it. Main thread only. */
typedef struct _ParvisReaderJob ParvisReaderJob;

typedef enum
{
  PARVIS_READER_JOB_ABANDONED, /* it takes too long: answered, and left to end by itself */
  PARVIS_READER_JOB_ENDED,     /* its thread is gone */
} ParvisReaderJobNews;
/* @mute: the card could not even be connected to. */
typedef void (*ParvisReaderJobTell) (ParvisReaderJob *job, ParvisReaderJobNews news, gboolean mute, gpointer user_data);

/* Answers @task (transfer full) once. */
ParvisReaderJob *parvis_reader_job_new (GTask *task, ParvisCardJob job, gpointer data, GDestroyNotify free_data,
                                        GDestroyNotify free_result, GCancellable *cancellable);
/* Runs it with the card in @reader. ENDED is always told, ABANDONED perhaps before it. */
void parvis_reader_job_start (ParvisReaderJob *self, const char *reader, guint answer_ms, guint job_ms,
                              ParvisReaderJobTell tell, gpointer user_data);
/* Answers it with an error now, where it is not answered yet, and tells its thread to end. */
void parvis_reader_job_fail (ParvisReaderJob *self, ParvisCardError code, const char *message);
gboolean parvis_reader_job_is_answered (ParvisReaderJob *self);
/* Nothing is told any more. */
void parvis_reader_job_forget (ParvisReaderJob *self);
void parvis_reader_job_unref (ParvisReaderJob *self);

G_END_DECLS
