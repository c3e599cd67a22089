/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any answer of any server in place of a receipt. Only the seed itself, or one that says the same, may pass.
 */
#include "fuzz/fuzz-files.h"
#include "sync/seal/receipt.h"

static const char ca[] = "-----BEGIN CERTIFICATE-----\n"
                         "MIIBtDCCAVugAwIBAgIQY2mpdH8+9somaOyF0MMjujAKBggqhkjOPQQDAjA5MRAw\n"
                         "DgYDVQQKDAdFeGVtcGxlMSUwIwYDVQQDDBxFeGVtcGxlIOKAkyBhdXRvcml0w6kg\n"
                         "UGFydmlzMB4XDTI2MTEyMjEzMTc0NVoXDTQ2MTExNzE0MTc0NVowOTEQMA4GA1UE\n"
                         "CgwHRXhlbXBsZTElMCMGA1UEAwwcRXhlbXBsZSDigJMgYXV0b3JpdMOpIFBhcnZp\n"
                         "czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPQ3Naro1eRVlWV7Hn2ZerAuwmVX\n"
                         "zTjiquDIhXTQcakAQLtctmm56ICPo2Xd7ggxQtC3LzO4m39HLuGCgipIN4mjRTBD\n"
                         "MBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBSv\n"
                         "8yb4N1gbqmd0WwI057gZiiAkeTAKBggqhkjOPQQDAgNHADBEAiBokg0GoADOoLPA\n"
                         "rVSnn3UI5jSKzChcABLCv1YY3gFrlwIgdmWbl08bDo6tJOjmAINhjKTyuap+l43V\n"
                         "01xF3YCR9D8=\n"
                         "-----END CERTIFICATE-----\n";

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static ParvisSigners *signers = NULL;
  g_autoptr (GBytes) receipt = g_bytes_new (data, size);

  if (signers == NULL)
    {
      g_autofree char *ca_file = fuzz_file (ca);

      signers = parvis_receipt_signers (ca_file);
    }
  if (parvis_receipt_verify (receipt, "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
                             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 1234, signers, NULL))
    g_assert_false (parvis_receipt_verify (receipt, "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
                                           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 1235,
                                           signers, NULL));
  return 0;
}
