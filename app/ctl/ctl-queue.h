/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/ctl/ctl-options.h"
#include "app/ctl/ctl.h"
#include "sync/config/config.h"
#include "sync/journal/journal.h"
#include "sync/queue/outbox.h"

/* What the actions of `parvisctl queue` share: ctl-queue.c (list, show), ctl-queue-carry.c (USB keys),
 * ctl-queue-recover.c. */
#define PARVIS_CTL_QUEUE_EXPORT          "parvisctl queue export DOSSIER [--config FICHIER]"
#define PARVIS_CTL_QUEUE_IMPORT_RECEIPTS "parvisctl queue import-receipts DOSSIER [--config FICHIER]"
#define PARVIS_CTL_QUEUE_RECOVER         "parvisctl queue recover [FICHIER] [--config FICHIER]"

typedef struct
{
  char *config;
  gboolean json;
} ParvisCtlQueueOptions;
void parvis_ctl_queue_options_clear (ParvisCtlQueueOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisCtlQueueOptions, parvis_ctl_queue_options_clear)

gboolean parvis_ctl_queue_parse (ParvisCtlQueueOptions *options, const char *usage, int words, int *argc, char ***argv);
/* The kiosk's outbox, which must be there. */
ParvisOutbox *parvis_ctl_queue_open (const ParvisConfig *config, GError **error);
/* Into the kiosk's journal; a journal that cannot be written is said, and stops nothing. */
void parvis_ctl_queue_note (const ParvisConfig *config, ParvisJournalEvent event, const char *detail);
void parvis_ctl_queue_note_count (const ParvisConfig *config, ParvisJournalEvent event, guint count);

int parvis_ctl_queue_export (int argc, char **argv);
int parvis_ctl_queue_import_receipts (int argc, char **argv);
int parvis_ctl_queue_recover (int argc, char **argv);
