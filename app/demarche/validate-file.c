/* SPDX-License-Identifier: EUPL-1.2
 *
 * Attachments: how many pages, how heavy, and whether each is what it says it is.
 */
#include "app/demarche/validate.h"

#include "app/demarche/draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *media_type;
  const char *start;
  gsize length;
} formats[] = {
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "application/pdf", "%PDF-", 5 },
};

static gboolean
is_what_it_says (const ParvisValue *file)
{
  gsize size;
  const char *data = g_bytes_get_data (parvis_value_bytes (file), &size);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].media_type, parvis_value_media_type (file)) == 0)
      return size > formats[i].length && memcmp (data, formats[i].start, formats[i].length) == 0;
  return FALSE;
}

static char *
check_page (const ParvisValue *page)
{
  GBytes *bytes = parvis_value_bytes (page);

  if (parvis_value_kind (page) != PARVIS_VALUE_FILE || bytes == NULL || g_bytes_get_size (bytes) == 0)
    return g_strdup (_ ("Ajoutez de nouveau ce document : la page est vide."));
  if (g_bytes_get_size (bytes) > PARVIS_FILE_MAX_SIZE)
    return g_strdup (_ ("Ajoutez de nouveau cette page : elle est trop lourde (10 Mo au plus)."));
  if (!is_what_it_says (page))
    return g_strdup (_ ("Ajoutez une image (JPEG ou PNG) ou un PDF : ce fichier n’en est pas un."));
  return NULL;
}

char *
parvis_validate_file (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  guint pages = parvis_value_length (value), most = parvis_field_max_items (field);

  if (pages < field->min_items)
    return g_strdup_printf (_ ("Ajoutez au moins %u pages."), field->min_items);
  if (pages > most)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Gardez une page au plus.", "Gardez %u pages au plus.", most),
                            most);
  for (guint i = 0; i < pages; i++)
    {
      char *message = check_page (parvis_value_item (value, i));

      if (message != NULL)
        return message;
    }
  return NULL;
}

char *
parvis_validate_signature (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  if (strcmp (parvis_value_media_type (value), "image/png") != 0)
    return g_strdup (_ ("Signez de nouveau dans le cadre."));
  return check_page (value);
}
