/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/online/phone-file.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/demarche/validate.h"
#include "sync/base/json.h"

#define MAX_NAME        120 /* bytes */
#define MAX_DESCRIPTION 4096
#define MAX_PIXELS      (64 * 1000 * 1000)
#define PIECE           4096

static const struct
{
  const char *type, *extension, *start;
  gsize length;
} types[] = {
  { "image/jpeg", ".jpg", "\xff\xd8\xff", 3 },
  { "image/png", ".png", "\x89PNG\r\n\x1a\n", 8 },
  { "application/pdf", ".pdf", "%PDF-", 5 },
};

const char *
parvis_phone_file_verdict_to_string (ParvisPhoneFileVerdict verdict)
{
  static const char *const names[] = { "taken", "too-large", "wrong-type", "unreadable" };

  return names[verdict];
}

const char *
parvis_phone_file_verdict_words (ParvisPhoneFileVerdict verdict)
{
  switch (verdict)
    {
    case PARVIS_PHONE_FILE_GOOD:
      return _ ("Le document est arrivé.");
    case PARVIS_PHONE_FILE_TOO_LARGE:
      return _ ("Un document est arrivé, trop lourd pour être gardé (10 Mo au plus). Reprenez la photo en plus petit.");
    case PARVIS_PHONE_FILE_WRONG_TYPE:
      return _ ("Un document est arrivé, qui n’est ni une photo (JPEG ou PNG) ni un PDF. Prenez une photo du papier.");
    default:
      return _ ("Un document est arrivé, mais il ne s’ouvre pas. Reprenez la photo et envoyez-la de nouveau.");
    }
}

/* Pictures ---------------------------------------------------------------------------------------- */

typedef struct
{
  int width, height;
} Size;

static void
on_size (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  *(Size *) user_data = (Size){ width, height };
  gdk_pixbuf_loader_set_size (loader, 1, 1); /* nobody wants the pixels here */
}

/* From the beginning of the file alone: as far as its size. */
static gboolean
picture_is_sane (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Size size = { 0, 0 };
  gsize length, at = 0;
  const guchar *data = g_bytes_get_data (bytes, &length);

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), &size);
  while (at < length && size.width == 0)
    {
      gsize piece = MIN (length - at, PIECE);

      if (!gdk_pixbuf_loader_write (loader, data + at, piece, NULL))
        break;
      at += piece;
    }
  gdk_pixbuf_loader_close (loader, NULL);
  return size.width > 0 && size.height > 0 && (gint64) size.width * size.height <= MAX_PIXELS;
}

/* The file ---------------------------------------------------------------------------------------- */

static gsize
find_type (GBytes *bytes)
{
  gsize size, i = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  while (i < G_N_ELEMENTS (types) && (size <= types[i].length || memcmp (data, types[i].start, types[i].length) != 0))
    i++;
  return i;
}

/* What the telephone called it, bounded; else @fallback with the extension of its type. */
static char *
choose_name (const ParvisParcel *parcel, const char *fallback, gsize type)
{
  GBytes *json = parvis_parcel_lookup (parcel, "file.json");
  g_autoptr (JsonNode) node = json != NULL ? parvis_json_read (json, MAX_DESCRIPTION, NULL) : NULL;
  const char *said = parvis_json_string (parvis_json_node_object (node), "name");
  g_autofree char *cut = said != NULL ? g_strndup (said, MAX_NAME) : NULL;
  g_autofree char *name = cut != NULL ? g_utf8_make_valid (cut, -1) : NULL;

  if (name != NULL && *g_strstrip (name) != '\0' && strchr (name, '/') == NULL)
    return g_steal_pointer (&name);
  return g_strconcat (fallback, types[type].extension, NULL);
}

ParvisPhoneFileVerdict
parvis_phone_file_read (const ParvisParcel *parcel, const char *fallback, ParvisValue **file)
{
  GBytes *bytes = parvis_parcel_lookup (parcel, "file");
  gsize type = bytes != NULL ? find_type (bytes) : G_N_ELEMENTS (types);
  g_autofree char *name = NULL;

  if (bytes != NULL && g_bytes_get_size (bytes) > PARVIS_FILE_MAX_SIZE)
    return PARVIS_PHONE_FILE_TOO_LARGE;
  if (type == G_N_ELEMENTS (types))
    return bytes != NULL ? PARVIS_PHONE_FILE_WRONG_TYPE : PARVIS_PHONE_FILE_UNREADABLE;
  if (g_str_has_prefix (types[type].type, "image/") && !picture_is_sane (bytes))
    return PARVIS_PHONE_FILE_UNREADABLE;
  name = choose_name (parcel, fallback, type);
  *file = parvis_value_new_file (name, types[type].type, bytes);
  return PARVIS_PHONE_FILE_GOOD;
}
