/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/receipt.h"

#include <glib/gi18n-lib.h>

#include "base/secret.h"

#define QR_MAX_BYTES 800

static void
slip_line_free (ParvisSlipLine *line)
{
  g_free (line->label);
  parvis_secret_free (line->answer);
  g_free (line);
}

ParvisSlip *
parvis_slip_new (void)
{
  ParvisSlip *slip = g_new0 (ParvisSlip, 1);

  slip->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) slip_line_free);
  return slip;
}

void
parvis_slip_free (ParvisSlip *slip)
{
  g_free (slip->commune);
  g_free (slip->title);
  parvis_secret_free (slip->code);
  g_free (slip->submitted_on);
  g_free (slip->office_name);
  g_free (slip->office_address);
  g_free (slip->office_phone);
  g_free (slip->office_email);
  g_free (slip->silence);
  g_free (slip->next);
  g_free (slip->delivery);
  g_free (slip->privacy);
  g_ptr_array_unref (slip->answers);
  g_clear_pointer (&slip->logo, g_bytes_unref);
  g_free (slip);
}

void
parvis_slip_add_answer (ParvisSlip *slip, const char *label, const char *answer)
{
  ParvisSlipLine *line = g_new0 (ParvisSlipLine, 1);

  line->label = g_strdup (label);
  line->answer = g_strdup (answer);
  g_ptr_array_add (slip->answers, line);
}

static void
append_line (GString *text, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s%s\n", label, value);
}

char *
parvis_slip_qr_text (const ParvisSlip *slip)
{
  GString *text = g_string_new (NULL);

  append_line (text, "", slip->commune);
  append_line (text, "", slip->title);
  append_line (text, _ ("Numéro de suivi : "), slip->code);
  append_line (text, _ ("Enregistré le "), slip->submitted_on);
  append_line (text, "", slip->office_name);
  append_line (text, _ ("Téléphone : "), slip->office_phone);
  append_line (text, "", slip->office_email);
  if (text->len > QR_MAX_BYTES)
    {
      const char *end = g_utf8_find_prev_char (text->str, text->str + QR_MAX_BYTES);
      g_string_truncate (text, (gsize) (end - text->str));
    }
  return g_string_free (text, FALSE);
}
