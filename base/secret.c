/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/secret.h"

#include <string.h>

#define STACK (512 * 1024)

void
parvis_wipe (gpointer data, gsize size)
{
  if (size > 0)
    explicit_bzero (data, size);
}

void
parvis_wipe_text (char *text)
{
  if (text != NULL)
    parvis_wipe (text, strlen (text));
}

void
parvis_wipe_string (GString *string)
{
  parvis_wipe (string->str, string->allocated_len);
  g_string_truncate (string, 0);
}

G_NO_INLINE void
parvis_wipe_stack (void)
{
  char dead[STACK];

  parvis_wipe (dead, sizeof dead);
}

void
parvis_secret_free (ParvisSecret *text)
{
  parvis_wipe_text (text);
  g_free (text);
}

void
parvis_secret_clear (char **text)
{
  g_clear_pointer (text, parvis_secret_free);
}

void
parvis_secret_string_free (ParvisSecretString *string)
{
  parvis_wipe_string (string);
  g_string_free (string, TRUE);
}

void
parvis_secret_array_unref (GByteArray *array)
{
  parvis_wipe (array->data, array->len);
  g_byte_array_unref (array);
}

typedef struct
{
  gpointer data;
  gsize size;
} Bytes;

static void
bytes_free (gpointer user_data)
{
  Bytes *bytes = user_data;

  parvis_wipe (bytes->data, bytes->size);
  g_free (bytes->data);
  g_free (bytes);
}

GBytes *
parvis_secret_bytes_new_take (gpointer data, gsize size)
{
  Bytes *bytes = g_new (Bytes, 1);

  *bytes = (Bytes){ data, size };
  return g_bytes_new_with_free_func (data, size, bytes_free, bytes);
}

GBytes *
parvis_secret_bytes_new (gconstpointer data, gsize size)
{
  return parvis_secret_bytes_new_take (g_memdup2 (data, size), size);
}
