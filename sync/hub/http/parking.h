/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a connection is put to sleep and woken. Both may be called with a lock held: they only pass it on.
 * @park in the caller's thread, @wake in any. */
typedef struct
{
  void (*park) (gpointer connection);
  void (*wake) (gpointer connection);
  gpointer connection;
} ParvisHubParking;

G_END_DECLS
