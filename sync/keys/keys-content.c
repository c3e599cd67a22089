/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/keys-content.h"

#include <openssl/err.h>

#define MAX_SIGNATURE (64 * 1024)

/* The largest number among the names of @root; 0 when there is none. */
static guint64
find_newest (const char *root)
{
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  guint64 newest = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      guint64 version;

      if (g_ascii_string_to_unsigned (name, 10, 1, G_MAXINT64, &version, NULL))
        newest = MAX (newest, version);
    }
  return newest;
}

/* (nullable): bounded, whatever lies there. */
static GBytes *
read_signature (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);

  return stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), MAX_SIGNATURE, NULL, NULL) : NULL;
}

static X509 *
find_signer (CMS_ContentInfo *cms)
{
  STACK_OF (CMS_SignerInfo) *signers = CMS_get0_SignerInfos (cms);
  g_autoptr (X509Stack) certificates = CMS_get1_certs (cms);

  for (int i = 0; sk_CMS_SignerInfo_num (signers) > 0 && certificates != NULL && i < sk_X509_num (certificates); i++)
    if (CMS_SignerInfo_cert_cmp (sk_CMS_SignerInfo_value (signers, 0), sk_X509_value (certificates, i)) == 0)
      return X509_dup (sk_X509_value (certificates, i));
  return NULL;
}

X509 *
parvis_keys_content_signer (const ParvisConfig *config, char **file)
{
  g_autofree char *root = g_build_filename (parvis_config_state_dir (config), "content", NULL);
  g_autofree char *name = g_strdup_printf ("%" G_GUINT64_FORMAT, find_newest (root));
  g_autofree char *path = g_build_filename (root, name, "manifest.p7s", NULL);
  g_autoptr (GBytes) bytes = read_signature (path);
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autoptr (CMS_ContentInfo) cms = size > 0 ? d2i_CMS_ContentInfo (NULL, &data, (long) size) : NULL;
  X509 *signer = cms != NULL ? find_signer (cms) : NULL;

  ERR_clear_error ();
  if (signer != NULL)
    *file = g_steal_pointer (&path);
  return signer;
}
