/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text that a person typed: g_autoptr (ParvisSecret) wipes it when it goes. NULL is none. */
typedef char ParvisSecret;
void parvis_secret_free (ParvisSecret *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSecret, parvis_secret_free)

G_END_DECLS
