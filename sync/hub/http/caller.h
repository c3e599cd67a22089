/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who is at the other end of a connection. */
typedef struct
{
  char *kiosk;        /* (nullable): the CN of a client certificate that chains to our CA, is in its dates and may
                         authenticate clients; without one all but the address is empty */
  char *serial;       /* its serial number: hexadecimal, upper case */
  gint64 from, until; /* its dates, Unix seconds */
  char *address;      /* (nullable): whom a stranger's wrong guesses are counted for */
} ParvisHubCaller;

static inline void
parvis_hub_caller_clear (ParvisHubCaller *self)
{
  g_clear_pointer (&self->kiosk, g_free);
  g_clear_pointer (&self->serial, g_free);
  g_clear_pointer (&self->address, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisHubCaller, parvis_hub_caller_clear)

G_END_DECLS
