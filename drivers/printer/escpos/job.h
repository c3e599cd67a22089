/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/escpos/model.h"
#include "drivers/printer/printer.h"
#include "drivers/printer/ticket.h"

G_BEGIN_DECLS

/* A ticket on its way. Plain data of the printer's thread. */
typedef enum
{
  PARVIS_ESCPOS_JOB_WAITING,
  PARVIS_ESCPOS_JOB_SENDING,
  PARVIS_ESCPOS_JOB_CONFIRMING, /* all of it is sent; the printer has not said yet that it is out */
} ParvisEscposJobStep;

typedef struct
{
  GTask *task;
  ParvisTicket *ticket;
  ParvisEscposJobStep step;
  GPtrArray *pieces; /* %NULL while it waits */
  guint next;        /* of the pieces */
  gboolean marked;   /* the printer said that it is out, in the middle of a trouble */
  GSource *cancel;   /* (nullable) */
} ParvisEscposJob;

/* (transfer full) of @task only. */
ParvisEscposJob *parvis_escpos_job_new (GTask *task, ParvisTicket *ticket);
/* Fails with CANCELLED what has not been answered. */
void parvis_escpos_job_free (ParvisEscposJob *self);

void parvis_escpos_job_begin (ParvisEscposJob *self, const ParvisEscposModel *model);
/* (transfer none); %NULL: none is left. */
GBytes *parvis_escpos_job_next_piece (ParvisEscposJob *self);
/* The piece that cuts, when there is something to be cut off; %NULL otherwise. (transfer none) */
GBytes *parvis_escpos_job_cut (ParvisEscposJob *self);

/* Answers; the job is then only to be freed. */
void parvis_escpos_job_succeed (ParvisEscposJob *self);
void parvis_escpos_job_fail (ParvisEscposJob *self, ParvisPrinterError code, const char *message);

G_END_DECLS
