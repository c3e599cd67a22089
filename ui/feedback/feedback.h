/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* "Ces informations vous ont-elles été utiles ?", Oui, Non, and thanks. At the end of a page of @kind ("service",
 * "faq", "news") about
 * @id. One touch, never asked for; counted once a session, even when the page is built again. (transfer floating) */
GtkWidget *parvis_feedback_new (ParvisPage *page, const char *kind, const char *id);

G_END_DECLS
