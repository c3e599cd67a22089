/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/dialog/dialog.h"

G_BEGIN_DECLS

/* ParvisLayers: the screen's ground and what lies over it, one of each kind at most. What is covered takes neither
 * focus nor touches. It never asks for more width or height than there is: a kiosk-shell ends a client that does.
 *
 * Signal "uncovered": nothing lies over the ground any more. */
#define PARVIS_TYPE_LAYERS (parvis_layers_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLayers, parvis_layers, PARVIS, LAYERS, GtkWidget)

typedef enum
{
  PARVIS_LAYER_DIALOG,  /* a question, a panel */
  PARVIS_LAYER_ALERT,   /* an urgent notice of the town */
  PARVIS_LAYER_WARNING, /* "Êtes-vous encore là ?", over everything */
  PARVIS_N_LAYERS
} ParvisLayer;

ParvisLayers *parvis_layers_new (GtkWidget *ground);
/* Takes the place of the one that was there, and the focus. (transfer floating) */
void parvis_layers_show (ParvisLayers *self, ParvisLayer layer, ParvisDialog *dialog);
/* Destroys what is there, if anything; focus goes back to what lies below. */
void parvis_layers_remove (ParvisLayers *self, ParvisLayer layer);
ParvisDialog *parvis_layers_get (ParvisLayers *self, ParvisLayer layer); /* (transfer none) (nullable) */
GtkOverlay *
parvis_layers_overlay (ParvisLayers *self); /* (transfer none): for what is drawn over all and takes no touches */
gboolean parvis_layers_is_covered (ParvisLayers *self); /* whether anything lies over the ground */

G_END_DECLS
