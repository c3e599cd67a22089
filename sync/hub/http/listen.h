/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <microhttpd.h>

G_BEGIN_DECLS

/* Listening with TLS 1.2 or 1.3, in one thread of its own, every count and every silence bounded. Private to the hub.
 */
typedef struct
{
  const char *group;  /* of the configuration, for messages: "hub" */
  const char *listen; /* an address of this machine */
  guint port;         /* 0 = any free one */
  const char *ca;     /* (nullable) PEM file: clients' certificates are asked for */
  const char *certificate;
  const char *key;
  guint connections;
  guint connections_per_address;
  guint silence_seconds;
  MHD_AccessHandlerCallback on_request;
  MHD_RequestCompletedCallback on_completed;
  gpointer user_data;
} ParvisHubListening;

struct MHD_Daemon *parvis_hub_listen (const ParvisHubListening *how, GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint parvis_hub_listen_port (struct MHD_Daemon *daemon);

/* @headers: name, value, name, value... Everything is copied. */
/* The same with @size bytes of the file @fd, from @offset on, as the body. @fd stays the caller's. */
enum MHD_Result parvis_hub_listen_queue_file (struct MHD_Connection *connection, guint status, GPtrArray *headers,
                                              int fd, goffset offset, goffset size);
enum MHD_Result parvis_hub_listen_queue (struct MHD_Connection *connection, guint status, GPtrArray *headers,
                                         GBytes *body);

G_END_DECLS
