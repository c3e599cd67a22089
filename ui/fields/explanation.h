/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* Something to read between the questions; \n separates paragraphs. */
GtkWidget *parvis_explanation_new (const char *text, ParvisExplanationStyle style);

G_END_DECLS
