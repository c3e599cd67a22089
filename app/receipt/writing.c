/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/writing.h"

#include "base/secret.h"

static void
block_free (ParvisWritingBlock *block)
{
  parvis_secret_free (block->text);
  parvis_secret_free (block->value);
  parvis_secret_free (block->qr);
  g_free (block);
}

ParvisWriting *
parvis_writing_new (const char *title, const char *language)
{
  ParvisWriting *self = g_new0 (ParvisWriting, 1);

  self->title = g_strdup (title);
  self->language = g_strdup (language);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  return self;
}

void
parvis_writing_free (ParvisWriting *self)
{
  g_free (self->commune);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->foot);
  g_free (self->language);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

void
parvis_writing_add (ParvisWriting *self, ParvisWritingKind kind, const char *text, const char *value, const char *qr)
{
  ParvisWritingBlock *block;

  if (text == NULL || *text == '\0')
    return;
  block = g_new0 (ParvisWritingBlock, 1);
  *block = (ParvisWritingBlock){ kind, g_strdup (text), g_strdup (value), g_strdup (qr) };
  g_ptr_array_add (self->blocks, block);
}

void
parvis_writing_add_paragraph (ParvisWriting *self, const char *heading, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  parvis_writing_add (self, PARVIS_WRITING_HEADING, heading, NULL, NULL);
  parvis_writing_add (self, PARVIS_WRITING_TEXT, text, NULL, NULL);
}
