/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/receipt.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/base/json.h"
#include "sync/pki/pki.h"
#include "sync/seal/signature.h"

#define MAX_RECEIPT_BYTES (128 * 1024)

/* Making ---------------------------------------------------------------------------------------- */

static GBytes *
make_statement (const char *id, const char *sha256, goffset size, gint64 received_at)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "sha256", sha256);
  json_object_set_int_member (object, "size", size);
  json_object_set_int_member (object, "received_at", received_at);
  json_node_set_object (node, object);
  return parvis_json_to_bytes (node);
}

static void
set_base64 (JsonObject *object, const char *member, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_base64_encode (data, size);

  json_object_set_string_member (object, member, text);
}

GBytes *
parvis_receipt_make (const char *id, const char *sha256, goffset size, gint64 received_at, const char *certificate_file,
                     const char *key_file, GError **error)
{
  g_autoptr (GBytes) statement = make_statement (id, sha256, size, received_at);
  g_autoptr (GBytes) signature = parvis_signature_sign (statement, certificate_file, key_file, error);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  if (signature == NULL)
    return NULL;
  set_base64 (object, "receipt", statement);
  set_base64 (object, "signature", signature);
  json_node_set_object (node, object);
  return parvis_json_to_bytes (node);
}

/* Checking -------------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_INVALID, message);
  return FALSE;
}

static GBytes *
get_base64 (JsonNode *node, const char *member)
{
  const char *text = parvis_json_string (parvis_json_node_object (node), member);
  guchar *data;
  gsize size;

  if (text == NULL)
    return NULL;
  data = g_base64_decode (text, &size);
  return g_bytes_new_take (data, size);
}

/* Only what the signature covers is looked at. */
static gboolean
check_statement (GBytes *statement, const char *id, const char *sha256, goffset size, GError **error)
{
  g_autoptr (JsonNode) node = parvis_json_read (statement, MAX_RECEIPT_BYTES, NULL);
  JsonObject *object = parvis_json_node_object (node);
  gint64 their_size = -1;

  if (object != NULL && g_strcmp0 (parvis_json_string (object, "id"), id) == 0
      && g_strcmp0 (parvis_json_string (object, "sha256"), sha256) == 0
      && parvis_json_int64 (object, "size", &their_size) && their_size == size)
    return TRUE;
  return refuse (error, _ ("l’accusé du serveur est celui d’un autre envoi"));
}

ParvisSigners *
parvis_receipt_signers (const char *ca_file)
{
  return parvis_signers_new (ca_file, PARVIS_OID_RECEIPT);
}

gboolean
parvis_receipt_verify (GBytes *receipt, const char *id, const char *sha256, goffset size, ParvisSigners *signers,
                       GError **error)
{
  g_autoptr (JsonNode) node = parvis_json_read (receipt, MAX_RECEIPT_BYTES, NULL);
  g_autoptr (GBytes) statement = node != NULL ? get_base64 (node, "receipt") : NULL;
  g_autoptr (GBytes) signature = node != NULL ? get_base64 (node, "signature") : NULL;

  if (statement == NULL || signature == NULL)
    return refuse (error, _ ("la réponse du serveur n’est pas un accusé signé"));
  return parvis_signers_verify (signers, statement, signature, error)
         && check_statement (statement, id, sha256, size, error);
}
