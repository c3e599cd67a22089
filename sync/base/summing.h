/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisSumming: the SHA-256 of bytes (sync/base/digest.h), worked out in a thread of its own while the caller does
 * something else with them. */
typedef struct _ParvisSumming ParvisSumming;

ParvisSumming *parvis_summing_begin (GBytes *bytes);
/* Waits for the end. (transfer none) */
const char *parvis_summing_get (ParvisSumming *self);
void parvis_summing_free (ParvisSumming *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSumming, parvis_summing_free)

G_END_DECLS
