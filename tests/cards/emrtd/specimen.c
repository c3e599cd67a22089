/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/emrtd/specimen.h"

#include <string.h>

#include <openssl/cms.h>
#include <openssl/rsa.h>

#include "drivers/card/emrtd/mrz.h"
#include "drivers/card/tlv.h"

char *
specimen_zone (const char *state, const char *number, const char *birth, char sex, const char *expiry,
               const char *names)
{
  g_autoptr (GString) zone = g_string_new (NULL);
  g_autoptr (GString) summed = g_string_new (NULL);

  g_string_printf (zone, "ID%-3s%-9s", state, number);
  g_strdelimit (zone->str, " ", '<');
  g_string_append_c (zone, parvis_mrz_check_digit (zone->str + 5, 9));
  g_string_append (zone, "<<<<<<<<<<<<<<<");
  g_string_append_printf (zone, "%s%c%c%s%c%-3s<<<<<<<<<<<", birth, parvis_mrz_check_digit (birth, 6), sex, expiry,
                          parvis_mrz_check_digit (expiry, 6), state);
  g_strdelimit (zone->str, " ", '<');
  g_string_append_len (summed, zone->str + 5, 25);
  g_string_append_len (summed, zone->str + 30, 7);
  g_string_append_len (summed, zone->str + 38, 7);
  g_string_append_len (summed, zone->str + 48, 11);
  g_string_append_c (zone, parvis_mrz_check_digit (summed->str, summed->len));
  g_string_append_printf (zone, "%-30.30s", names);
  g_strdelimit (zone->str, " ", '<');
  g_assert_cmpuint (zone->len, ==, 90);
  return g_string_free (g_steal_pointer (&zone), FALSE);
}

char *
specimen_default_zone (void)
{
  return specimen_zone ("FRA", SPECIMEN_NUMBER, SPECIMEN_BIRTH, 'F', SPECIMEN_EXPIRY, "MARTIN<<MAELYS<GAELLE<MARIE");
}

static GBytes *
wrap (guint32 tag, const GByteArray *inner)
{
  GByteArray *outer = g_byte_array_new ();

  parvis_tlv_append (outer, tag, inner->data, inner->len);
  return g_byte_array_free_to_bytes (outer);
}

static void
append_oid (GByteArray *array, const char *dotted)
{
  ASN1_OBJECT *object = OBJ_txt2obj (dotted, 1);

  parvis_tlv_append (array, 0x06, OBJ_get0_data (object), OBJ_length (object));
  ASN1_OBJECT_free (object);
}

/* SET { SEQUENCE { id-PACE mapping cipher, INTEGER 2, INTEGER parameters } } */
GBytes *
specimen_card_access (const guint8 *mapping_and_cipher, guint8 parameters)
{
  g_autoptr (GByteArray) info = g_byte_array_new (), set = g_byte_array_new ();
  guint8 oid[] = { 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, mapping_and_cipher[0], mapping_and_cipher[1] };
  const guint8 version = 2;

  parvis_tlv_append (info, 0x06, oid, sizeof oid);
  parvis_tlv_append (info, 0x02, &version, 1);
  parvis_tlv_append (info, 0x02, &parameters, 1);
  parvis_tlv_append (set, 0x30, info->data, info->len);
  return wrap (0x31, set);
}

/* 9303-10, 4.6.1: LDS 1.7, Unicode 4.0.0; DG1 and, as every document has, DG2. */
GBytes *
specimen_com (void)
{
  g_autoptr (GByteArray) com = g_byte_array_new ();

  parvis_tlv_append (com, 0x5F01, (const guint8 *) "0107", 4);
  parvis_tlv_append (com, 0x5F36, (const guint8 *) "040000", 6);
  parvis_tlv_append (com, 0x5C, (const guint8 *) "\x61\x75", 2);
  return wrap (0x60, com);
}

GBytes *
specimen_dg1 (const char *zone)
{
  g_autoptr (GByteArray) dg1 = g_byte_array_new ();

  parvis_tlv_append (dg1, 0x5F1F, (const guint8 *) zone, strlen (zone));
  return wrap (0x61, dg1);
}

static void
append_hash (GByteArray *list, guint8 number, const guint8 *data, gsize length, const EVP_MD *md)
{
  g_autoptr (GByteArray) one = g_byte_array_new ();
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int size;

  g_assert_cmpint (EVP_Digest (data, length, digest, &size, md, NULL), ==, 1);
  parvis_tlv_append (one, 0x02, &number, 1);
  parvis_tlv_append (one, 0x04, digest, size);
  parvis_tlv_append (list, 0x30, one->data, one->len);
}

static GBytes *
make_security_object (GBytes *dg1, const EVP_MD *md)
{
  g_autoptr (GByteArray) object = g_byte_array_new (), algorithm = g_byte_array_new (), list = g_byte_array_new ();
  const guint8 version = 0;
  char oid[64];
  static const guint8 no_photograph[] = { 0x75, 0x00 };

  OBJ_obj2txt (oid, sizeof oid, OBJ_nid2obj (EVP_MD_get_type (md)), 1);
  append_oid (algorithm, oid);
  append_hash (list, 1, g_bytes_get_data (dg1, NULL), g_bytes_get_size (dg1), md);
  append_hash (list, 2, no_photograph, sizeof no_photograph, md);
  parvis_tlv_append (object, 0x02, &version, 1);
  parvis_tlv_append (object, 0x30, algorithm->data, algorithm->len);
  parvis_tlv_append (object, 0x30, list->data, list->len);
  return wrap (0x30, object);
}

static CMS_ContentInfo *
sign (const SpecimenPki *pki, GBytes *object)
{
  const unsigned flags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP;
  BIO *in = BIO_new_mem_buf (g_bytes_get_data (object, NULL), (int) g_bytes_get_size (object));
  CMS_ContentInfo *cms = CMS_sign (NULL, NULL, NULL, NULL, flags);
  ASN1_OBJECT *type = OBJ_txt2obj ("2.23.136.1.1.1", 1);
  gboolean pss = EVP_PKEY_is_a (pki->signer_key, "RSA");
  CMS_SignerInfo *info;

  g_assert_cmpint (CMS_set1_eContentType (cms, type), ==, 1);
  info = CMS_add1_signer (cms, pki->signer, pki->signer_key, EVP_sha256 (), flags | (pss ? CMS_KEY_PARAM : 0));
  g_assert_nonnull (info);
  if (pss)
    g_assert_cmpint (EVP_PKEY_CTX_set_rsa_padding (CMS_SignerInfo_get0_pkey_ctx (info), RSA_PKCS1_PSS_PADDING), ==, 1);
  g_assert_cmpint (CMS_final (cms, in, NULL, CMS_BINARY), ==, 1);
  ASN1_OBJECT_free (type);
  BIO_free (in);
  return cms;
}

GBytes *
specimen_sod (const SpecimenPki *pki, GBytes *dg1, const EVP_MD *md)
{
  g_autoptr (GBytes) object = make_security_object (dg1, md);
  CMS_ContentInfo *cms = sign (pki, object);
  g_autoptr (GByteArray) der = g_byte_array_new ();
  unsigned char *data = NULL;
  int length = i2d_CMS_ContentInfo (cms, &data);

  g_byte_array_append (der, data, (guint) length);
  OPENSSL_free (data);
  CMS_ContentInfo_free (cms);
  return wrap (0x77, der);
}
