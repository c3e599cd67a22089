/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisEscposCharset: one code page of a printer, and what is written instead of what it lacks. */
typedef struct _ParvisEscposCharset ParvisEscposCharset;

/* @name: as iconv names it. One that iconv does not know is ASCII, and told in the log. */
ParvisEscposCharset *parvis_escpos_charset_new (const char *name);
void parvis_escpos_charset_free (ParvisEscposCharset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisEscposCharset, parvis_escpos_charset_free)

/* @text as this code page can write it, still UTF-8: NFC; what is missing replaced by what means the same (« œ » by «
 * oe », « € » by « EUR », « ’ » by « ' », a letter by itself without its accent); spaces that do not break are all
 * U+00A0; a line feed stays. %NULL: it holds a letter that nothing stands for (Arabic, Cyrillic): to be drawn.
 * (transfer full) */
char *parvis_escpos_charset_writable (ParvisEscposCharset *self, const char *text);
/* Appends the bytes of @text, as parvis_escpos_charset_writable() gave it, without line feeds. */
void parvis_escpos_charset_append (ParvisEscposCharset *self, GByteArray *bytes, const char *text, gsize length);

G_END_DECLS
