/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/piv-object.h"

#include <string.h>

#include <gio/gio.h>

#include "drivers/card/tlv.h"

#define TAG_OBJECT      0x53
#define TAG_FASC_N      0x30
#define TAG_GUID        0x34
#define TAG_EXPIRES     0x35
#define TAG_CERTIFICATE 0x70
#define TAG_CERT_INFO   0x71
#define GUID_BYTES      16
#define EXPIRES_BYTES   8

/* CertInfo (SP 800-73-4 part 1, appendix A): its first bit says gzip. */
#define CERT_INFO_GZIP 0x01

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, "the card's %s", what);
  return FALSE;
}

static gboolean
unwrap (GBytes *object, ParvisTlvSpan *inside, GError **error)
{
  ParvisTlvSpan rest;
  ParvisTlv tlv;

  rest.data = g_bytes_get_data (object, &rest.length);
  if (rest.length > PARVIS_PIV_OBJECT_MAX)
    return refuse (error, "data object is too long");
  if (!parvis_tlv_next (&rest, &tlv) || tlv.tag != TAG_OBJECT || rest.length != 0)
    return refuse (error, "data object is none");
  *inside = tlv.value;
  return TRUE;
}

/* Card Holder Unique Identifier ----------------------------------------------------------------- */

static char *
format_guid (const guint8 *bytes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < GUID_BYTES; i++)
    g_string_append_printf (text, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static gboolean
is_zero (const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] != 0)
      return FALSE;
  return TRUE;
}

/* YYYYMMDD in ASCII; spaces or a year 0000 are met on cards that never expire. */
static char *
format_date (const guint8 *bytes)
{
  const char *text = (const char *) bytes;

  for (guint i = 0; i < EXPIRES_BYTES; i++)
    if (!g_ascii_isdigit (text[i]))
      return NULL;
  return memcmp (text, "0000", 4) == 0 ? NULL : g_strdup_printf ("%.4s-%.2s-%.2s", text, text + 4, text + 6);
}

static gboolean
take_field (const ParvisTlv *tlv, ParvisPivCard *card)
{
  switch (tlv->tag)
    {
    case TAG_FASC_N:
      if (tlv->value.length == sizeof card->fasc_n)
        memcpy (card->fasc_n, tlv->value.data, sizeof card->fasc_n);
      return tlv->value.length == sizeof card->fasc_n;
    case TAG_GUID:
      if (tlv->value.length == GUID_BYTES && card->guid == NULL && !is_zero (tlv->value.data, GUID_BYTES))
        card->guid = format_guid (tlv->value.data);
      return tlv->value.length == GUID_BYTES;
    case TAG_EXPIRES:
      if (tlv->value.length == EXPIRES_BYTES && card->expires == NULL)
        card->expires = format_date (tlv->value.data);
      return tlv->value.length == EXPIRES_BYTES;
    default:
      return TRUE;
    }
}

gboolean
parvis_piv_object_to_chuid (GBytes *object, ParvisPivCard *card, GError **error)
{
  ParvisTlvSpan rest;
  ParvisTlv tlv;

  if (!unwrap (object, &rest, error))
    return FALSE;
  while (parvis_tlv_next (&rest, &tlv))
    if (!take_field (&tlv, card))
      return refuse (error, "identifier has a field of a wrong length");
  return rest.length == 0 || refuse (error, "identifier breaks off");
}

/* Certificate ----------------------------------------------------------------------------------- */

static GBytes *
inflate (ParvisTlvSpan packed, GError **error)
{
  g_autoptr (GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autofree guint8 *room = g_malloc (PARVIS_PIV_CERTIFICATE_MAX);
  gsize taken = 0, made = 0;

  for (;;)
    {
      gsize read = 0, written = 0;
      GConverterResult result
          = g_converter_convert (G_CONVERTER (inflater), packed.data + taken, packed.length - taken, room + made,
                                 PARVIS_PIV_CERTIFICATE_MAX - made, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);

      taken += read;
      made += written;
      if (result == G_CONVERTER_FINISHED)
        return g_bytes_new_take (g_steal_pointer (&room), made);
      if (result == G_CONVERTER_ERROR || made == PARVIS_PIV_CERTIFICATE_MAX || read + written == 0)
        return refuse (error, "compressed certificate is broken or too long"), NULL;
    }
}

GBytes *
parvis_piv_object_to_certificate (GBytes *object, GError **error)
{
  ParvisTlvSpan inside;
  ParvisTlv certificate, info;
  gboolean has_info;

  if (!unwrap (object, &inside, error))
    return NULL;
  if (inside.length == 0)
    {
      g_set_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_NO_CERTIFICATE, "the card's slot holds no certificate");
      return NULL;
    }
  if (!parvis_tlv_find (inside, TAG_CERTIFICATE, &certificate) || certificate.value.length == 0)
    return refuse (error, "certificate object holds no certificate"), NULL;
  has_info = parvis_tlv_find (inside, TAG_CERT_INFO, &info);
  if (has_info && info.value.length != 1)
    return refuse (error, "certificate object has a CertInfo of a wrong length"), NULL;
  if (!has_info || info.value.data[0] == 0)
    return g_bytes_new (certificate.value.data, certificate.value.length);
  if (info.value.data[0] != CERT_INFO_GZIP)
    return refuse (error, "certificate is packed in an unknown way"), NULL;
  return inflate (certificate.value, error);
}
