/* SPDX-License-Identifier: EUPL-1.2
 *
 * One description, two layouts: what stands on the A4 sheet stands on the ticket too, the code and its square first.
 */
#include <string.h>

#include "app/leaflet/leaflet-writing.h"
#include "app/receipt/grey-image.h"
#include "app/receipt/slip-writing.h"

static ParvisSlip *
new_slip (void)
{
  ParvisSlip *slip = parvis_slip_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "packaging", "demo-content", "media", "armes.svg", NULL);
  g_autofree char *logo = NULL;
  gsize size;

  slip->commune = g_strdup ("Mairie de Saint-Aubin-du-Parvis");
  slip->title = g_strdup ("Demander un bac à ordures");
  slip->code = g_strdup ("7F4K 29QX");
  slip->submitted_on = g_strdup ("dimanche 22 novembre 2026 à 14 h 36");
  slip->office_name = g_strdup ("Service déchets");
  slip->office_phone = g_strdup ("02 00 00 00 20");
  slip->silence = g_strdup ("Sans réponse dans un délai de 2 mois, votre demande est considérée comme refusée.");
  slip->delivery = g_strdup ("Votre demande est à l’abri dans cette borne.");
  slip->privacy = g_strdup ("La commune garde votre demande 2 ans.");
  parvis_slip_add_answer (slip, "Votre adresse", "12 rue des Tilleuls");
  if (g_file_get_contents (path, &logo, &size, NULL))
    slip->logo = g_bytes_new_take (g_steal_pointer (&logo), size);
  return slip;
}

/* Where @words stand among the parts; they must. */
static gsize
find (ParvisTicket *ticket, ParvisTicketPartKind kind, const char *words)
{
  gsize n;
  const ParvisTicketPart *parts = parvis_ticket_parts (ticket, &n);

  for (gsize i = 0; i < n; i++)
    if (parts[i].kind == kind && (words == NULL || strstr (parts[i].text, words) != NULL))
      return i;
  g_error ("not on the ticket: %s", words);
}

static void
test_slip (void)
{
  g_autoptr (ParvisSlip) slip = new_slip ();
  g_autoptr (ParvisWriting) writing = parvis_slip_write (slip);
  g_autoptr (ParvisTicket) ticket = parvis_writing_to_ticket (writing);
  g_autofree char *qr = parvis_slip_qr_text (slip);
  gsize n, code = find (ticket, PARVIS_TICKET_TEXT, "7F4K 29QX");
  const ParvisTicketPart *parts = parvis_ticket_parts (ticket, &n);

  g_assert_cmpint (parts[code].style, ==, PARVIS_TICKET_BOLD | PARVIS_TICKET_LARGE | PARVIS_TICKET_CENTRED);
  g_assert_cmpstr (parts[find (ticket, PARVIS_TICKET_QR, "7F4K")].text, ==, qr);
  g_assert_cmpuint (find (ticket, PARVIS_TICKET_IMAGE, NULL), ==, 0);
  for (const char **words = (const char *[]){ "Mairie de Saint-Aubin", "Demander un bac", "22 novembre 2026",
                                              "à l’abri", "considérée comme refusée", "Service déchets\n02 00",
                                              "Votre adresse", "12 rue des Tilleuls", NULL };
       *words != NULL; words++)
    find (ticket, PARVIS_TICKET_TEXT, *words);
  g_assert_cmpuint (find (ticket, PARVIS_TICKET_TEXT, "2 ans"), ==, n - 1); /* last */
}

/* Everything that is written is on the ticket: no kind of block is forgotten. */
static void
test_nothing_is_left_out (void)
{
  g_autoptr (ParvisLeaflet) leaflet = parvis_leaflet_new ("Carte d’identité", "fr");
  g_autoptr (ParvisWriting) writing = NULL;
  g_autoptr (ParvisTicket) ticket = NULL;

  leaflet->lead = g_strdup ("Sur rendez-vous.");
  leaflet->link = g_strdup ("https://saint-aubin.example/cni");
  parvis_leaflet_add_heading (leaflet, "Papiers");
  parvis_leaflet_add_check (leaflet, "Une photo");
  parvis_leaflet_add_text (leaflet, "Venez :\n- à pied");
  parvis_leaflet_add_row (leaflet, "Coût", "86 €");
  writing = parvis_leaflet_write (leaflet);
  ticket = parvis_writing_to_ticket (writing);
  for (guint i = 0; i < writing->blocks->len; i++)
    {
      const ParvisWritingBlock *block = g_ptr_array_index (writing->blocks, i);

      find (ticket, PARVIS_TICKET_TEXT, block->text);
      if (block->value != NULL)
        find (ticket, PARVIS_TICKET_TEXT, block->value);
      if (block->qr != NULL)
        find (ticket, PARVIS_TICKET_QR, block->qr);
    }
  find (ticket, PARVIS_TICKET_TEXT, "[ ] Une photo");
  find (ticket, PARVIS_TICKET_TEXT, "- à pied");
  find (ticket, PARVIS_TICKET_TEXT, "Imprimé à la borne le");
}

/* Black on white is black on white; what is clear is white, on paper. */
static void
test_grey_image (void)
{
  static const char svg[]
      = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><rect width='10' height='10'/></svg>";
  g_autoptr (GBytes) source = g_bytes_new_static (svg, strlen (svg)), greys = NULL, wrong = NULL;
  g_autoptr (GBytes) garbage = g_bytes_new_static ("<svg", 4);
  guint width = 0, height = 0;
  const guint8 *row;

  greys = parvis_grey_image (source, 40, 40, &width, &height);
  g_assert_nonnull (greys);
  g_assert_cmpuint (width, ==, 40);
  g_assert_cmpuint (height, ==, 20);
  row = (const guint8 *) g_bytes_get_data (greys, NULL) + 10 * width;
  g_assert_cmpuint (row[5], ==, 0);
  g_assert_cmpuint (row[30], ==, 255);
  wrong = parvis_grey_image (garbage, 40, 40, &width, &height);
  g_assert_null (wrong);
}

/* A town without a name, arms that are none, no answer, no office. */
static void
test_bare (void)
{
  g_autoptr (ParvisSlip) slip = parvis_slip_new ();
  g_autoptr (ParvisWriting) writing = NULL;
  g_autoptr (ParvisTicket) ticket = NULL;

  slip->title = g_strdup ("T");
  slip->code = g_strdup ("AAAA BBBB");
  slip->logo = g_bytes_new_static ("rien", 4);
  writing = parvis_slip_write (slip);
  ticket = parvis_writing_to_ticket (writing);
  find (ticket, PARVIS_TICKET_TEXT, "AAAA BBBB");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticket/slip", test_slip);
  g_test_add_func ("/ticket/nothing-is-left-out", test_nothing_is_left_out);
  g_test_add_func ("/ticket/grey-image", test_grey_image);
  g_test_add_func ("/ticket/bare", test_bare);
  return g_test_run ();
}
