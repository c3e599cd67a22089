/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/phone/phone-file.h"

#include <string.h>

#include "base/secret.h"
#include "sync/base/json.h"
#include "sync/seal/seal-key.h"

struct _ParvisHubPhoneFile
{
  char *name;
  guint8 *data; /* (nullable) @most bytes of room, which cost nothing until they are used */
  gsize size;
  gsize most;
  gboolean too_large;
};

static const struct
{
  const char *type;
  const char *start;
  gsize length;
} types[] = {
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "application/pdf", "%PDF-", 5 },
};

static char *
tidy_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  GString *tidy = g_string_new (NULL);
  guint characters = 0;
  char *last = valid;

  for (char *p = valid; *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      last = p + 1;
  for (const char *p = last; *p != '\0' && characters < PARVIS_HUB_PHONE_NAME_MAX; p = g_utf8_next_char (p))
    if (g_unichar_isprint (g_utf8_get_char (p)))
      {
        g_string_append_unichar (tidy, g_utf8_get_char (p));
        characters++;
      }
  return g_string_free (tidy, FALSE);
}

ParvisHubPhoneFile *
parvis_hub_phone_file_new (const char *name, gsize most)
{
  ParvisHubPhoneFile *self = g_new0 (ParvisHubPhoneFile, 1);

  self->name = tidy_name (name);
  self->most = most;
  return self;
}

static void
wipe (ParvisHubPhoneFile *self)
{
  parvis_wipe (self->data, self->size);
  g_clear_pointer (&self->data, g_free);
  self->size = 0;
}

void
parvis_hub_phone_file_free (ParvisHubPhoneFile *self)
{
  wipe (self);
  parvis_secret_free (self->name);
  g_free (self);
}

void
parvis_hub_phone_file_append (ParvisHubPhoneFile *self, gconstpointer data, gsize size)
{
  if (size == 0 || self->too_large)
    return;
  if (size > self->most - self->size)
    {
      wipe (self);
      self->too_large = TRUE;
      return;
    }
  if (self->data == NULL)
    self->data = g_malloc (self->most);
  memcpy (self->data + self->size, data, size);
  self->size += size;
}

gboolean
parvis_hub_phone_file_is_empty (const ParvisHubPhoneFile *self)
{
  return self->size == 0 && !self->too_large;
}

const char *
parvis_hub_phone_file_name (const ParvisHubPhoneFile *self)
{
  return self->name;
}

const char *
parvis_hub_phone_file_type (const ParvisHubPhoneFile *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (self->size > types[i].length && memcmp (self->data, types[i].start, types[i].length) == 0)
      return types[i].type;
  return NULL;
}

static GBytes *
describe (const ParvisHubPhoneFile *self, const char *type)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "type", type);
  json_node_take_object (node, object);
  return parvis_json_to_bytes (node);
}

/* Whole and of a good type. */
static GBytes *
seal (ParvisHubPhoneFile *self, const char *type, GBytes *certificate)
{
  gsize size = self->size;
  g_autoptr (GBytes) description = describe (self, type);
  g_autoptr (GBytes) bytes = parvis_secret_bytes_new_take (g_steal_pointer (&self->data), size);
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  g_autoptr (ParvisSealer) sealer = parvis_sealer_new_for_key (certificate, NULL);

  self->size = 0;
  if (sealer == NULL || !parvis_parcel_add (parcel, "file", bytes, NULL)
      || !parvis_parcel_add (parcel, "file.json", description, NULL))
    return NULL;
  return parvis_sealer_seal (sealer, parcel, NULL);
}

GBytes *
parvis_hub_phone_file_seal (ParvisHubPhoneFile *self, GBytes *certificate, ParvisHubVerdict *verdict)
{
  const char *type = parvis_hub_phone_file_type (self);
  GBytes *sealed = NULL;

  *verdict = PARVIS_HUB_VERDICT_NONE;
  if (self->too_large)
    *verdict = PARVIS_HUB_VERDICT_TOO_LARGE;
  else if (type == NULL)
    *verdict = PARVIS_HUB_VERDICT_WRONG_TYPE;
  else
    sealed = seal (self, type, certificate);
  if (sealed == NULL && *verdict == PARVIS_HUB_VERDICT_NONE)
    *verdict = PARVIS_HUB_VERDICT_UNREADABLE;
  wipe (self);
  return sealed;
}
