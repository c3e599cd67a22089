/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisReceiptSlip: what the resident takes away (CRPA, articles L112-3 and R112-5: date, service in charge with
 * address, telephone and e-mail, what silence means), with the tracking code and a QR code. Plain data; every text is
 * ready to be read. */
typedef struct
{
  char *commune;                                                    /* "Mairie de ..." */
  char *title;                                                      /* of the démarche */
  char *code;                                                       /* "7F4K 29QX" */
  char *submitted_on;                                               /* "dimanche 22 novembre 2026 à 14 h 36" */
  char *office_name, *office_address, *office_phone, *office_email; /* (nullable) each */
  char *silence;                                                    /* what silence means, whole sentence (nullable) */
  char *next;                                                       /* what happens now (nullable) */
  char *delivery;     /* "Votre demande est à l’abri dans cette borne et partira toute seule." */
  char *privacy;      /* who keeps what, rights (nullable) */
  GPtrArray *answers; /* of ParvisSlipLine: the recap, in order; may be empty */
  GBytes *logo;       /* SVG or PNG (nullable) */
  gboolean label;     /* a label with the code is of use: papers are brought to the desk */
} ParvisSlip;
typedef struct
{
  char *label;
  char *answer;
} ParvisSlipLine;

ParvisSlip *parvis_slip_new (void);
void parvis_slip_free (ParvisSlip *slip); /* wipes the answers */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSlip, parvis_slip_free)
void parvis_slip_add_answer (ParvisSlip *slip, const char *label, const char *answer);

/* A4 PDF, as many pages as needed, selectable text, title set, in memory. @pages: (out) (optional) how many. (transfer
 * full) */
GBytes *parvis_slip_to_pdf (const ParvisSlip *slip, guint *pages, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What the QR code says: plain text that a telephone shows without a network: commune, démarche, code, date, office,
 * telephone. Never an answer. At most 800 bytes. (transfer full) */
char *parvis_slip_qr_text (const ParvisSlip *slip);

/* A QR code (ISO/IEC 18004) as a square of modules. */
typedef struct
{
  guint size;
  guint8 *modules; /* size * size, 1 = dark */
} ParvisQr;
ParvisQr *parvis_qr_new (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_qr_free (ParvisQr *qr);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisQr, parvis_qr_free)

G_END_DECLS
