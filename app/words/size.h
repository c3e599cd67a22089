/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How large @bytes is, as French says it, whatever the locale: "1,2 Go", "856 Mo", "40 octets"; in powers of ten (IEC
 * 80000-13), rounded down, with one decimal under ten. (transfer full) */
char *parvis_words_size (guint64 bytes);

G_END_DECLS
