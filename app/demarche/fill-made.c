/* SPDX-License-Identifier: EUPL-1.2
 *
 * Random answers that must be made right: numbers with a check, and pages.
 */
#include "app/demarche/fill-private.h"

#include <string.h>

static void
random_digits (GRand *rand, char *text, gsize count)
{
  for (gsize i = 0; i < count; i++)
    text[i] = (char) ('0' + g_rand_int_range (rand, 0, 10));
  text[count] = '\0';
}

/* ISO 13616: 98 less the remainder of the account followed by "FR00" in digits (F is 15, R is 27). */
char *
parvis_fill_iban (GRand *rand)
{
  char account[24];
  guint remainder = 0;

  random_digits (rand, account, 23);
  for (const char *p = account; *p != '\0'; p++)
    remainder = (remainder * 10 + (guint) (*p - '0')) % 97;
  for (const char *p = "152700"; *p != '\0'; p++)
    remainder = (remainder * 10 + (guint) (*p - '0')) % 97;
  return g_strdup_printf ("FR%02u%s", 98 - remainder, account);
}

char *
parvis_fill_siret (GRand *rand)
{
  char digits[14];
  guint sum = 0;

  random_digits (rand, digits, 13);
  for (guint i = 0; i < 13; i++)
    {
      guint digit = (guint) (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);

      sum += digit > 9 ? digit - 9 : digit;
    }
  return g_strdup_printf ("%s%u", digits, (10 - sum % 10) % 10);
}

/* White pages of 8 by 8 pixels, and an empty page of A4. */
static const char png[]
    = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAA3NCSVQICAjb4U/gAAAAFUlEQVQImWP8//8/AzbAhFV00EoAAFbU"
      "Aw00q2Z5AAAAAElFTkSuQmCC";
static const char jpeg[]
    = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6j"
      "q62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk"
      "pKSkpKSkpKT/wAARCAAIAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
      "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
      "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
      "4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC"
      "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm"
      "Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq"
      "8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDpqKKKAP/Z";
static const char pdf[]
    = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
      "1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

static ParvisValue *
decoded (const char *filename, const char *media_type, const char *base64)
{
  gsize size;
  guchar *data = g_base64_decode (base64, &size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);

  return parvis_value_new_file (filename, media_type, bytes);
}

ParvisValue *
parvis_fill_page (GRand *rand, gboolean signature)
{
  g_autoptr (GBytes) document = g_bytes_new_static (pdf, sizeof pdf - 1);
  int format = signature ? 0 : g_rand_int_range (rand, 0, 3);

  if (format == 0)
    return decoded (signature ? "signature.png" : "page.png", "image/png", png);
  return format == 1 ? decoded ("page.jpg", "image/jpeg", jpeg)
                     : parvis_value_new_file ("page.pdf", "application/pdf", document);
}
