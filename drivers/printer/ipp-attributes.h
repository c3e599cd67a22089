/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <cups/cups.h>
#include <glib.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ipp_t, ippDelete)

/* Reading an answer, where any attribute may be missing or of a wrong type. */
int parvis_ipp_integer (ipp_t *answer, const char *name, int otherwise);
gboolean parvis_ipp_boolean (ipp_t *answer, const char *name, gboolean otherwise);
char *parvis_ipp_string (ipp_t *answer, const char *name);  /* (transfer full) (nullable) */
GStrv parvis_ipp_strings (ipp_t *answer, const char *name); /* (transfer full), empty where there is none; 64 at most */

/* Get-Jobs' answer is a list of groups. Calls @found for each job that bears a number. @name (nullable) */
void parvis_ipp_each_job (ipp_t *answer, void (*found) (int job, const char *name, gpointer user_data),
                          gpointer user_data);
/* (transfer full) of int: the jobs whose name is in @names. */
GArray *parvis_ipp_jobs_named (ipp_t *answer, GHashTable *names);

/* Get-Subscriptions' answer: (transfer full) of int: those whose notify-user-data is @mark. */
GArray *parvis_ipp_subscriptions_marked (ipp_t *answer, const char *mark);

G_END_DECLS
