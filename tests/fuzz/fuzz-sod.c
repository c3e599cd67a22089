/* SPDX-License-Identifier: EUPL-1.2
 *
 * EF.SOD: CMS, which libcrypto reads, and the list of sums in it, which we do. The seeds "ec" and "ec-512" are signed
 * by the state below, whose key was thrown away; "pss" by another.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdint.h>

#include "drivers/card/emrtd/sod.h"
#include "drivers/card/link.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char state[] = "-----BEGIN CERTIFICATE-----\n"
                            "MIIBgTCCASegAwIBAgIEbOrapDAKBggqhkjOPQQDAjAlMQswCQYDVQQGEwJVVDEW\n"
                            "MBQGA1UEAwwNU3BlY2ltZW4gQ1NDQTAeFw0yNjExMjAyMDU3NTVaFw0zNjExMTky\n"
                            "MDU3NTVaMCUxCzAJBgNVBAYTAlVUMRYwFAYDVQQDDA1TcGVjaW1lbiBDU0NBMFkw\n"
                            "EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEvd1Qi0AzRtCthxoFEOnUFNL1cIBc6tno\n"
                            "DHWlXe4SH3hbSDH1qE54sjszpwVRCkxLpWm2+0dCll+p3NmdK4U0vqNFMEMwEgYD\n"
                            "VR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFNv3orPS\n"
                            "HXbVJWNHmHD4T9Uq3d41MAoGCCqGSM49BAMCA0gAMEUCIDjOX2TeQPKQ5CTcfMjT\n"
                            "0p6tIDzWy4lYkNI0DYH2o++KAiEAtn2+cg0QNMAElekd//iclgop5nyW++kfm7CC\n"
                            "DAQlLYI=\n"
                            "-----END CERTIFICATE-----\n";

static const char zone[]
    = "\x61\x5D\x5F\x1F\x5AIDFRAX4RTBPFW46<<<<<<<<<<<<<<<9007138F3002119FRA<<<<<<<<<<<6MARTIN<<MAELYS<GAELLE<MARIE<<<";

static ParvisEmrtdTrust *
make_trust (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("parvis-fuzz-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "state.pem", NULL);
  ParvisEmrtdTrust *trust;

  g_assert_true (g_file_set_contents (path, state, -1, &error));
  trust = parvis_emrtd_trust_new (dir, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (dir);
  return trust;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static ParvisEmrtdTrust *trust = NULL;
  g_autoptr (GError) error = NULL;
  ParvisIdentityTrust found = PARVIS_IDENTITY_UNCHECKED;
  gboolean sound;

  if (trust == NULL)
    trust = make_trust ();
  sound = parvis_sod_check (data, size, (const guint8 *) zone, sizeof zone - 1, trust, &found, &error);
  g_assert_true (sound == (error == NULL));
  g_assert_true (sound == (found != PARVIS_IDENTITY_UNCHECKED));
  g_assert_true (error == NULL || error->domain == PARVIS_CARD_ERROR);
  return 0;
}
