/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

/* ParvisCtlWait: a command that waits for one thing, which Ctrl-C cancels. */
typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  guint interrupt, terminate;
  gboolean ok;
  GError *error;
} ParvisCtlWait;

void parvis_ctl_wait_begin (ParvisCtlWait *self);
/* Until parvis_ctl_wait_end() was called. */
void parvis_ctl_wait_run (ParvisCtlWait *self);
/* Takes @error. */
void parvis_ctl_wait_end (ParvisCtlWait *self, gboolean ok, GError *error);
/* Says @done, or what went wrong. A PARVIS_CTL_ status. */
int parvis_ctl_wait_finish (ParvisCtlWait *self, const char *done);
void parvis_ctl_wait_clear (ParvisCtlWait *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisCtlWait, parvis_ctl_wait_clear)
