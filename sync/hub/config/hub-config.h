/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisHubConfig: the central server's configuration file (GKeyFile, UTF-8).
 *
 *   [hub]    listen=127.0.0.1     address to listen on; :: or 0.0.0.0 for every one of the machine
 *            port=8443            0 = any free one, said on standard output as "listening on PORT"
 *            store=/var/lib/parvis-hub    folder of hub.db and the envelopes; made when missing
 *            content=             folder of what `parvisctl content publish` made, served to kiosks; absent: content in
 * the store's folder max-bytes=69206016   largest envelope taken (66 MiB) [phone]  address=https://depot.exemple.fr/
 * how residents' telephones find the [phone] server from outside; without it no telephone can send a file. Port 0 in it
 * stands for the one listened on listen=127.0.0.1      address to listen on port=8444             0 = any free one
 *            certificate=, key=    TLS, of an authority that telephones know; without them [trust]'s own
 *   [trust]  ca=ca.pem            who issued the kiosks' certificates
 *            certificate=server.pem, key=server.key             TLS
 *            receipt-certificate=receipt.pem, receipt-key=receipt.key   signs the receipts
 *
 *   [enrol]  ca-key=ca.key         the authority's own key; with it this server enrols and renews kiosks
 * (sync/hub/kiosks/enrol.h). Whoever has this file can be any kiosk: leave it out where kiosks' certificates are made
 * elsewhere days=365              how long a kiosk's certificate is good; 1 to 3650
 *
 * Relative paths are taken from the folder of the file. Unknown groups and keys are an error that names them.
 * No private key for envelopes here: the server that receives cannot read.
 */
typedef struct
{
  char *listen;
  guint port;
  char *store;
  goffset max_bytes;
  char *content;
  char *phone_address; /* (nullable) */
  char *phone_listen;
  guint phone_port;
  char *phone_certificate; /* (nullable), with its key */
  char *phone_key;
  char *ca;
  char *certificate;
  char *key;
  char *receipt_certificate;
  char *receipt_key;
  char *enrol_ca_key; /* (nullable) */
  guint enrol_days;
} ParvisHubConfig;

#define PARVIS_HUB_CONFIG_ERROR (parvis_hub_config_error_quark ())
typedef enum
{
  PARVIS_HUB_CONFIG_ERROR_UNREADABLE,
  PARVIS_HUB_CONFIG_ERROR_INVALID, /* the message names the key and the remedy */
} ParvisHubConfigError;
GQuark parvis_hub_config_error_quark (void);

/* Loads @path; %NULL means $PARVIS_HUB_CONFIG, else /etc/parvis/hub.conf. (transfer full) */
ParvisHubConfig *parvis_hub_config_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_hub_config_free (ParvisHubConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubConfig, parvis_hub_config_free)

G_END_DECLS
