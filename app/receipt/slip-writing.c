/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/slip-writing.h"

#include <glib/gi18n-lib.h>

static void
write_office (ParvisWriting *writing, const ParvisSlip *slip)
{
  const char *lines[] = { slip->office_name, slip->office_address, slip->office_phone, slip->office_email };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lines[i]);
  parvis_writing_add_paragraph (writing, _ ("Le service qui s’en occupe"), text->str);
}

static void
write_answers (ParvisWriting *writing, const ParvisSlip *slip)
{
  if (slip->answers->len == 0)
    return;
  parvis_writing_add (writing, PARVIS_WRITING_HEADING, _ ("Ce que vous avez indiqué"), NULL, NULL);
  for (guint i = 0; i < slip->answers->len; i++)
    {
      const ParvisSlipLine *line = g_ptr_array_index (slip->answers, i);
      parvis_writing_add (writing, PARVIS_WRITING_ROW, line->label, line->answer, NULL);
    }
}

ParvisWriting *
parvis_slip_write (const ParvisSlip *slip)
{
  ParvisWriting *writing = parvis_writing_new (slip->title, "fr");
  g_autofree char *date
      = slip->submitted_on != NULL ? g_strdup_printf (_ ("Enregistré le %s"), slip->submitted_on) : NULL;
  g_autofree char *qr = parvis_slip_qr_text (slip);

  writing->commune = g_strdup (slip->commune);
  writing->kind = g_strdup (_ ("Accusé d’enregistrement"));
  writing->logo = slip->logo != NULL ? g_bytes_ref (slip->logo) : NULL;
  parvis_writing_add (writing, PARVIS_WRITING_NOTE, date, NULL, NULL);
  parvis_writing_add (writing, PARVIS_WRITING_CODE, _ ("Votre numéro de suivi"), slip->code, qr);
  parvis_writing_add_paragraph (writing, NULL, slip->delivery);
  parvis_writing_add_paragraph (writing, _ ("Et maintenant ?"), slip->next);
  parvis_writing_add_paragraph (writing, NULL, slip->silence);
  write_office (writing, slip);
  write_answers (writing, slip);
  parvis_writing_add (writing, PARVIS_WRITING_SMALL, slip->privacy, NULL, NULL);
  return writing;
}

GBytes *
parvis_slip_to_pdf (const ParvisSlip *slip, guint *pages, GError **error)
{
  g_autoptr (ParvisWriting) writing = parvis_slip_write (slip);

  return parvis_writing_to_pdf (writing, pages, error);
}
