/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/window/warning.h"

#include <glib/gi18n-lib.h>

static void
on_answer (ParvisDialog *dialog, int answer, ParvisSession *session)
{
  if (answer == 0)
    parvis_session_stay (session);
  else
    parvis_session_end (session);
}

static void
on_warn (ParvisSession *session, ParvisLayers *layers)
{
  ParvisDialog *dialog = parvis_dialog_new ("clock", _ ("Êtes-vous encore là ?"), "");

  parvis_dialog_add_button (dialog, _ ("Je suis encore là"), TRUE);
  parvis_dialog_add_button (dialog, _ ("J’ai terminé, effacer l’écran"), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (dialog), "warning");
  g_signal_connect (dialog, "answer", G_CALLBACK (on_answer), session);
  parvis_layers_show (layers, PARVIS_LAYER_WARNING, dialog);
  gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (layers)));
}

static void
on_tick (ParvisSession *session, guint left, ParvisLayers *layers)
{
  ParvisDialog *dialog = parvis_layers_get (layers, PARVIS_LAYER_WARNING);
  g_autofree char *text
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Sans réponse, l’écran sera effacé dans %u seconde.",
                                      "Sans réponse, l’écran sera effacé dans %u secondes.", left),
                         left);

  if (dialog != NULL)
    parvis_dialog_set_text (dialog, text);
}

static void
on_over (ParvisSession *session, ParvisLayers *layers)
{
  parvis_layers_remove (layers, PARVIS_LAYER_WARNING);
}

void
parvis_warning_follow (ParvisLayers *layers, ParvisSession *session)
{
  g_signal_connect_object (session, "warn", G_CALLBACK (on_warn), layers, (GConnectFlags) 0);
  g_signal_connect_object (session, "tick", G_CALLBACK (on_tick), layers, (GConnectFlags) 0);
  g_signal_connect_object (session, "resume", G_CALLBACK (on_over), layers, (GConnectFlags) 0);
  g_signal_connect_object (session, "end", G_CALLBACK (on_over), layers, (GConnectFlags) 0);
}
