/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/window/panels.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access-panel.h"
#include "ui/language/language.h"
#include "ui/language/language-keys.h"

static void
on_closed (ParvisDialog *dialog, int answer, ParvisLayers *layers)
{
  parvis_layers_remove (layers, PARVIS_LAYER_DIALOG);
}

void
parvis_panel_access (ParvisLayers *layers, ParvisVoice *voice)
{
  ParvisDialog *dialog = parvis_dialog_new ("access", _ ("Accessibilité"), _ ("Choisissez ce qui vous aide."));

  parvis_dialog_set_extra (dialog, parvis_access_panel_new (voice));
  parvis_dialog_add_button (dialog, _ ("Fermer"), TRUE);
  g_signal_connect (dialog, "answer", G_CALLBACK (on_closed), layers);
  parvis_layers_show (layers, PARVIS_LAYER_DIALOG, dialog);
}

static void
on_language_chosen (ParvisLanguageKeys *keys, const char *code, ParvisLayers *layers)
{
  parvis_layers_remove (layers, PARVIS_LAYER_DIALOG);
  parvis_language_set (code);
}

void
parvis_panel_language (ParvisLayers *layers)
{
  ParvisDialog *dialog = parvis_dialog_new (
      "globe", _ ("Langue"), _ ("Ce qui n’est pas traduit reste en français. Vos réponses sont gardées."));
  GtkWidget *keys = parvis_language_keys_new (2, TRUE);

  g_signal_connect (keys, "chosen", G_CALLBACK (on_language_chosen), layers);
  parvis_dialog_set_extra (dialog, keys);
  parvis_dialog_add_button (dialog, _ ("Fermer"), FALSE);
  g_signal_connect (dialog, "answer", G_CALLBACK (on_closed), layers);
  parvis_layers_show (layers, PARVIS_LAYER_DIALOG, dialog);
}

/* ---- before leaving ---- */

typedef struct
{
  ParvisLayers *layers;
  void (*go) (gpointer);
  gpointer user_data;
} Leaving;

static void
on_leave_answer (ParvisDialog *dialog, int answer, Leaving *leaving)
{
  const Leaving kept = *leaving; /* which goes with the dialog */

  parvis_layers_remove (kept.layers, PARVIS_LAYER_DIALOG);
  if (answer == 0)
    kept.go (kept.user_data);
}

void
parvis_panel_leave (ParvisLayers *layers, const char *loss, gboolean end, void (*go) (gpointer), gpointer user_data)
{
  ParvisDialog *dialog
      = parvis_dialog_new ("alert", end ? _ ("Terminer et tout effacer ?") : _ ("Quitter cette demande ?"), loss);
  Leaving *leaving = g_new (Leaving, 1);

  *leaving = (Leaving){ layers, go, user_data };
  parvis_dialog_add_button (dialog, end ? _ ("Oui, effacer et terminer") : _ ("Oui, effacer et quitter"), FALSE);
  parvis_dialog_add_button (dialog, _ ("Non, continuer ma demande"), TRUE);
  g_signal_connect_data (dialog, "answer", G_CALLBACK (on_leave_answer), leaving,
                         (GClosureNotify) (void (*) (void)) g_free, (GConnectFlags) 0);
  parvis_layers_show (layers, PARVIS_LAYER_DIALOG, dialog);
}
