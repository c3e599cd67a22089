/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/leaflet/leaflet.h"

static void
block_free (ParvisLeafletBlock *block)
{
  g_free (block->text);
  g_free (block->value);
  g_free (block);
}

static void
clear (gpointer data)
{
  ParvisLeaflet *leaflet = data;

  g_free (leaflet->commune);
  g_free (leaflet->kind);
  g_free (leaflet->title);
  g_free (leaflet->lead);
  g_free (leaflet->link);
  g_free (leaflet->language);
  g_clear_pointer (&leaflet->logo, g_bytes_unref);
  g_ptr_array_unref (leaflet->blocks);
}

ParvisLeaflet *
parvis_leaflet_new (const char *title, const char *language)
{
  ParvisLeaflet *leaflet = g_rc_box_new0 (ParvisLeaflet);

  leaflet->title = g_strdup (title);
  leaflet->language = g_strdup (language);
  leaflet->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  return leaflet;
}

ParvisLeaflet *
parvis_leaflet_ref (ParvisLeaflet *leaflet)
{
  return g_rc_box_acquire (leaflet);
}

void
parvis_leaflet_unref (ParvisLeaflet *leaflet)
{
  g_rc_box_release_full (leaflet, clear);
}

static void
add (ParvisLeaflet *leaflet, ParvisLeafletKind kind, const char *text, const char *value)
{
  ParvisLeafletBlock *block;

  if (text == NULL || *text == '\0' || leaflet->blocks->len >= PARVIS_LEAFLET_MAX_BLOCKS)
    return;
  block = g_new0 (ParvisLeafletBlock, 1);
  block->kind = kind;
  block->text = g_strdup (text);
  block->value = g_strdup (value);
  g_ptr_array_add (leaflet->blocks, block);
}

void
parvis_leaflet_add_heading (ParvisLeaflet *leaflet, const char *text)
{
  add (leaflet, PARVIS_LEAFLET_HEADING, text, NULL);
}

void
parvis_leaflet_add_text (ParvisLeaflet *leaflet, const char *text)
{
  add (leaflet, PARVIS_LEAFLET_TEXT, text, NULL);
}

void
parvis_leaflet_add_check (ParvisLeaflet *leaflet, const char *text)
{
  add (leaflet, PARVIS_LEAFLET_CHECK, text, NULL);
}

void
parvis_leaflet_add_row (ParvisLeaflet *leaflet, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    add (leaflet, PARVIS_LEAFLET_ROW, name, value);
}
