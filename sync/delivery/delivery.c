/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/delivery/delivery.h"

#include <glib/gi18n-lib.h>

#include "sync/seal/receipt.h"
#include "sync/seal/signature.h"

typedef struct
{
  const ParvisDeliveryServer *server;
  char *id;
  char *sha256;
  goffset size;
  ParvisTusUrlChanged url_changed;
  ParvisDeliverySent sent;
  gpointer user_data;
} Delivery;

static void
delivery_free (Delivery *delivery)
{
  g_free (delivery->id);
  g_free (delivery->sha256);
  g_free (delivery);
}

static char *
hub_url (const ParvisDeliveryServer *server, const char *path)
{
  const char *base = parvis_config_hub_url (server->config);

  return g_strconcat (base, g_str_has_suffix (base, "/") ? "" : "/", path, NULL);
}

static void
fail_with (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Everything is there, and yet no receipt: the next try begins anew, and the server tells what it has. */
static void
fail_without_receipt (GTask *task, GError *error)
{
  Delivery *delivery = g_task_get_task_data (task);
  GError *own = NULL;

  if (!g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_GONE)
      || delivery->url_changed (NULL, delivery->user_data, &own))
    {
      fail_with (task, error);
      return;
    }
  g_error_free (error);
  fail_with (task, own);
}

/* A page in the receipt's place is a portal's. One signed by a certificate that is not good at this hour may be our
 * clock's fault. */
static GError *
receipt_error (const ParvisHttpAnswer *answer, const GError *why)
{
  const char *type = parvis_http_answer_header (answer, "content-type");
  gint64 offset = parvis_http_answer_clock_offset (answer);
  ParvisDeliveryError kind = PARVIS_DELIVERY_ERROR_STRANGE;
  GError *error;

  if (type != NULL && g_ascii_strncasecmp (type, "text/html", 9) == 0)
    kind = PARVIS_DELIVERY_ERROR_PORTAL;
  else if (g_error_matches (why, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE)
           && ABS (offset) >= PARVIS_CLOCK_TOLERANCE)
    kind = PARVIS_DELIVERY_ERROR_CLOCK;
  error = g_error_new (PARVIS_DELIVERY_ERROR, kind, _ ("accusé du serveur refusé : %s"), why->message);
  if (kind == PARVIS_DELIVERY_ERROR_CLOCK)
    parvis_delivery_error_set_clock_offset (error, offset);
  return error;
}

static gboolean
is_receipt (const Delivery *delivery, GBytes *receipt, GError **error)
{
  return parvis_receipt_verify (receipt, delivery->id, delivery->sha256, delivery->size, delivery->server->signers,
                                error);
}

static GBytes *
check_receipt (Delivery *delivery, const ParvisHttpAnswer *answer, GError **error)
{
  const ParvisDeliveryServer *server = delivery->server;
  GBytes *receipt = parvis_http_answer_body (answer);
  g_autoptr (GError) why = NULL;

  if (parvis_http_answer_status (answer) != 200)
    {
      gint64 now = server->environment->now (server->environment->user_data);

      g_propagate_error (error, parvis_tus_error_from_answer (answer, "GET receipt", now));
      return NULL;
    }
  if (is_receipt (delivery, receipt, &why))
    return g_bytes_ref (receipt);
  g_propagate_error (error, receipt_error (answer, why));
  return NULL;
}

static void
on_receipt (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (delivery->server->http, result, &error);
  GBytes *receipt = answer != NULL ? check_receipt (delivery, answer, &error) : NULL;

  if (receipt == NULL)
    {
      fail_without_receipt (task, error);
      return;
    }
  g_task_return_pointer (task, receipt, (GDestroyNotify) g_bytes_unref);
  g_object_unref (task);
}

static void
ask_for_receipt (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  g_autofree char *path = g_strdup_printf ("v1/submissions/%s/receipt", delivery->id);
  g_autofree char *url = hub_url (delivery->server, path);
  const ParvisHttpRequest request = { .method = "GET", .url = url };

  parvis_http_send_async (delivery->server->http, &request, g_task_get_cancellable (task), on_receipt, task);
}

/* The last answer may have brought the receipt along; whatever is wrong with that one, it is asked for. */
static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *receipt;

  if (!parvis_tus_upload_finish (result, &error))
    {
      fail_with (task, error);
      return;
    }
  receipt = parvis_tus_upload_get_representation (result);
  if (receipt == NULL || !is_receipt (delivery, receipt, NULL))
    {
      ask_for_receipt (task);
      return;
    }
  g_task_return_pointer (task, g_bytes_ref (receipt), (GDestroyNotify) g_bytes_unref);
  g_object_unref (task);
}

static void
start_upload (GTask *task, const ParvisOutboxEntry *entry, GBytes *envelope)
{
  Delivery *delivery = g_task_get_task_data (task);
  const ParvisDeliveryServer *server = delivery->server;
  g_autofree char *endpoint = hub_url (server, "v1/uploads");
  const char *metadata[]
      = { "submission", entry->id, "sha256", entry->sha256, "kiosk", parvis_config_kiosk_id (server->config), NULL };
  ParvisTusUpload upload = {
    .endpoint = endpoint,
    .url = entry->upload_url,
    .metadata = metadata,
    .body = envelope,
    .sha256 = entry->sha256,
    .represent = TRUE,
    .chunk = server->chunk,
    .server = server->tus,
    .url_changed = delivery->url_changed,
    .url_user_data = delivery->user_data,
    .sent = delivery->sent,
    .sent_data = delivery->user_data,
    .now = server->environment->now,
    .now_user_data = server->environment->user_data,
  };

  parvis_tus_upload_async (server->http, &upload, g_task_get_cancellable (task), on_uploaded, task);
}

void
parvis_delivery_async (const ParvisDeliveryServer *server, const ParvisOutboxEntry *entry, GBytes *envelope,
                       ParvisTusUrlChanged url_changed, ParvisDeliverySent sent, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->server = server;
  delivery->id = g_strdup (entry->id);
  delivery->sha256 = g_strdup (entry->sha256);
  delivery->size = entry->size;
  delivery->url_changed = url_changed;
  delivery->sent = sent;
  delivery->user_data = user_data;
  g_task_set_task_data (task, delivery, (GDestroyNotify) delivery_free);
  start_upload (task, entry, envelope);
}

GBytes *
parvis_delivery_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
