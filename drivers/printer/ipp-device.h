/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/ipp-state.h"

G_BEGIN_DECLS

/* The printer itself, where it speaks IPP: CUPS tells of it only while it prints, and forgets a job that it was made to
 * purge, which the printer may hold already. Every call blocks, 4 seconds at most for each answer; @abandoned is looked
 * at meanwhile. */
gboolean parvis_ipp_device_can_be_asked (const char *device_uri);
/* @abilities: (out) (optional) (transfer full) (nullable): what it can do, where it answers; left alone where it does
 * not. */
ParvisPrinterCondition parvis_ipp_device_look (const char *device_uri, ParvisPrinterAbilities **abilities,
                                               int *abandoned);
/* Cancels every job there whose name is in @names (a set of strings). %FALSE: it could not be asked, the matter stays
 * open. */
gboolean parvis_ipp_device_cancel (const char *device_uri, GHashTable *names, int *abandoned) G_GNUC_WARN_UNUSED_RESULT;
/* The printer says that it ended the job of this name without printing it: CUPS' back end, which looks now and then,
 * takes a job that is no longer there for a printed one. %FALSE also where it cannot be asked, or has forgotten. */
gboolean parvis_ipp_device_dropped (const char *device_uri, const char *name, int *abandoned) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
