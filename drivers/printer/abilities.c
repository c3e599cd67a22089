/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/abilities.h"

#include <cups/cups.h>

G_DEFINE_BOXED_TYPE (ParvisPrinterAbilities, parvis_printer_abilities, parvis_printer_abilities_ref,
                     parvis_printer_abilities_unref)

ParvisPrinterAbilities *
parvis_printer_abilities_new (void)
{
  return g_atomic_rc_box_new0 (ParvisPrinterAbilities);
}

ParvisPrinterAbilities *
parvis_printer_abilities_ref (ParvisPrinterAbilities *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ParvisPrinterAbilities *self = data;

  g_strfreev (self->media);
  g_free (self->media_loaded);
  g_free (self->model);
}

void
parvis_printer_abilities_unref (ParvisPrinterAbilities *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static gboolean
has_media (const ParvisPrinterAbilities *self)
{
  return self->media != NULL && self->media[0] != NULL;
}

gboolean
parvis_printer_abilities_take (const ParvisPrinterAbilities *self, const char *media)
{
  return !has_media (self) || g_strv_contains ((const char *const *) self->media, media);
}

gboolean
parvis_printer_abilities_loaded_size (const ParvisPrinterAbilities *self, double *width, double *height)
{
  const pwg_media_t *media = self != NULL && self->media_loaded != NULL ? pwgMediaForPWG (self->media_loaded) : NULL;

  if (media == NULL || media->width <= 0 || media->length <= 0)
    return FALSE;
  *width = media->width / 100.0;
  *height = media->length / 100.0;
  return TRUE;
}

gboolean
parvis_printer_abilities_equal (const ParvisPrinterAbilities *a, const ParvisPrinterAbilities *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->colour != b->colour || a->duplex != b->duplex || a->pdf != b->pdf || has_media (a) != has_media (b))
    return FALSE;
  if (g_strcmp0 (a->media_loaded, b->media_loaded) != 0 || g_strcmp0 (a->model, b->model) != 0)
    return FALSE;
  return !has_media (a) || g_strv_equal ((const char *const *) a->media, (const char *const *) b->media);
}
