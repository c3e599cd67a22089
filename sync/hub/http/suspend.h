/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <microhttpd.h>

#include "sync/hub/http/parking.h"

G_BEGIN_DECLS

/* libmicrohttpd's connections, put to sleep and woken. */
static inline void
parvis_hub_park (gpointer connection)
{
  MHD_suspend_connection (connection);
}

static inline void
parvis_hub_wake (gpointer connection)
{
  MHD_resume_connection (connection);
}

static inline ParvisHubParking
parvis_hub_parking (struct MHD_Connection *connection)
{
  return (ParvisHubParking){ parvis_hub_park, parvis_hub_wake, connection };
}

G_END_DECLS
