/* SPDX-License-Identifier: EUPL-1.2
 *
 * A leaflet as plain text, for a telephone.
 */
#include "app/leaflet/leaflet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
append_block (GString *text, const ParvisLeafletBlock *block)
{
  switch (block->kind)
    {
    case PARVIS_LEAFLET_HEADING:
      g_string_append_printf (text, "\n%s\n", block->text);
      break;
    case PARVIS_LEAFLET_CHECK:
      g_string_append_printf (text, "- %s\n", block->text);
      break;
    case PARVIS_LEAFLET_ROW:
      /* Translators: a name and its value, as in "Coût : gratuit". */
      g_string_append_printf (text, _ ("%s : %s"), block->text, block->value);
      g_string_append_c (text, '\n');
      break;
    case PARVIS_LEAFLET_TEXT:
    default:
      g_string_append_printf (text, "%s\n", block->text);
    }
}

char *
parvis_leaflet_to_text (const ParvisLeaflet *leaflet)
{
  GString *text = g_string_new (leaflet->title);

  g_string_append_c (text, '\n');
  if (leaflet->commune != NULL)
    g_string_append_printf (text, "%s\n", leaflet->commune);
  if (leaflet->lead != NULL)
    g_string_append_printf (text, "%s\n", leaflet->lead);
  for (guint i = 0; i < leaflet->blocks->len; i++)
    append_block (text, g_ptr_array_index (leaflet->blocks, i));
  if (leaflet->link != NULL)
    g_string_append_printf (text, "\n%s\n", leaflet->link);
  return g_string_free (text, FALSE);
}

/* At the end of a line or of a word, so that no half of a number is left. */
static void
cut_between_words (char *text, gsize room)
{
  const char *end = text + room;
  char *space;

  end = g_utf8_find_prev_char (text, end + 1);
  text[end - text] = '\0';
  space = MAX (strrchr (text, ' '), strrchr (text, '\n'));
  if (space != NULL)
    *space = '\0';
  g_strchomp (text);
}

/* A telephone breaks its lines where it likes: there no-break spaces only take room. */
static char *
with_plain_spaces (const char *text)
{
  GString *plain = g_string_new (text);

  g_string_replace (plain, "\u00a0", " ", 0);
  g_string_replace (plain, "\u202f", " ", 0);
  return g_string_free (plain, FALSE);
}

char *
parvis_leaflet_qr_text (const ParvisLeaflet *leaflet, gboolean *is_cut)
{
  static const char dots[] = " […]"; /* as everywhere where something is left out */
  g_autofree char *whole = NULL, *text = NULL;
  gboolean cut;

  if (is_cut != NULL)
    *is_cut = FALSE;
  if (leaflet->link != NULL && strlen (leaflet->link) <= PARVIS_LEAFLET_QR_BYTES)
    return g_strdup (leaflet->link);
  whole = parvis_leaflet_to_text (leaflet);
  text = with_plain_spaces (whole);
  cut = strlen (text) > PARVIS_LEAFLET_QR_BYTES;
  if (is_cut != NULL)
    *is_cut = cut;
  if (!cut)
    return g_steal_pointer (&text);
  cut_between_words (text, PARVIS_LEAFLET_QR_BYTES - strlen (dots));
  return g_strconcat (text, dots, NULL);
}
