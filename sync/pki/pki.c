/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/pki/pki.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rand.h>

#include "sync/pki/crypto.h"
#include "sync/pki/pki-authority.h"
#include "sync/pki/pki-files.h"

#define MAX_COMMUNE  40
#define MAX_NAME     64 /* RFC 5280, ub-common-name */
#define SERIAL_BYTES 16
#define CLOCK_SKEW   (-60L * 60) /* valid since an hour: kiosks' clocks are not all right */
#define DAY          (24L * 60 * 60)

G_DEFINE_QUARK (parvis_pki_error_quark, parvis_pki_error)

/* What each role may do; RFC 5280 §4.2.1.3 and §4.2.1.12, RFC 5753 §7.1.1 for keyAgreement. */
static const struct
{
  const char *name;
  const char *key_usage;
  const char *extended_usage;
} roles[] = {
  [PARVIS_PKI_SERVER] = { "server", "critical,digitalSignature", "serverAuth" },
  [PARVIS_PKI_KIOSK] = { "kiosk", "critical,digitalSignature", "clientAuth" },
  [PARVIS_PKI_ENVELOPE] = { "envelope", "critical,keyAgreement", PARVIS_OID_ENVELOPE },
  [PARVIS_PKI_RECEIPT] = { "receipt", "critical,digitalSignature", PARVIS_OID_RECEIPT },
  [PARVIS_PKI_CONTENT] = { "content", "critical,digitalSignature", PARVIS_OID_CONTENT },
};

const char *
parvis_pki_role_to_string (ParvisPkiRole role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (roles), NULL);
  return roles[role].name;
}

gboolean
parvis_pki_role_from_string (const char *text, ParvisPkiRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (text, roles[i].name) == 0)
      {
        *role = (ParvisPkiRole) i;
        return TRUE;
      }
  return FALSE;
}

/* What is asked --------------------------------------------------------------------------------- */

static gboolean
invalid (GError **error, const char *what, const char *remedy)
{
  g_autofree char *shown = g_utf8_make_valid (what, -1);

  g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, _ ("« %s » ne convient pas : %s"), shown, remedy);
  return FALSE;
}

static gboolean
is_plain_name (const char *text, glong max)
{
  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) < 1 || g_utf8_strlen (text, -1) > max)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_made_of (const char *text, const char *allowed)
{
  gsize length = strspn (text, allowed);

  return length >= 1 && length <= MAX_NAME && text[length] == '\0';
}

static gboolean
is_host (const char *text)
{
  return g_hostname_is_ip_address (text)
         || (is_made_of (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-*") && text[0] != '.' && text[0] != '-');
}

static gboolean
check_hosts (char **hosts, const char *name, GError **error)
{
  if (g_strv_length (hosts) == 0 || g_strv_length (hosts) > 16)
    return invalid (error, name, _ ("écrivez de 1 à 16 noms de machine ou adresses, séparés par des virgules"));
  for (char **host = hosts; *host != NULL; host++)
    if (!is_host (*host))
      return invalid (error, *host, _ ("écrivez un nom de machine (hub.exemple.fr) ou une adresse IP"));
  return TRUE;
}

static gboolean
check_name (ParvisPkiRole role, const char *name, GError **error)
{
  g_auto (GStrv) hosts = g_strsplit (name, ",", -1);

  if (role == PARVIS_PKI_SERVER)
    return check_hosts (hosts, name, error);
  if (role == PARVIS_PKI_KIOSK && !is_made_of (name, G_CSET_a_2_z G_CSET_DIGITS "-"))
    return invalid (error, name, _ ("le nom d’une borne a 1 à 64 caractères parmi a-z, 0-9 et -"));
  return is_plain_name (name, MAX_NAME) || invalid (error, name, _ ("écrivez un nom de 1 à 64 caractères"));
}

static gboolean
check_file (const char *file, GError **error)
{
  if (!is_made_of (file, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") || file[0] == '.')
    return invalid (error, file, _ ("écrivez un nom de fichier sans dossier, parmi A-Z, a-z, 0-9, . _ et -"));
  return TRUE;
}

/* One certificate ------------------------------------------------------------------------------- */

static gboolean
set_serial (X509 *certificate)
{
  guint8 bytes[SERIAL_BYTES];
  g_autoptr (BIGNUM) number = NULL;

  if (RAND_bytes (bytes, sizeof bytes) != 1)
    return FALSE;
  bytes[0] = (guint8) ((bytes[0] & 0x7f) | 0x40); /* positive, and always of the same length */
  number = BN_bin2bn (bytes, sizeof bytes, NULL);
  return number != NULL && BN_to_ASN1_INTEGER (number, X509_get_serialNumber (certificate)) != NULL;
}

static gboolean
add_entry (X509_NAME *name, int nid, const char *text)
{
  return X509_NAME_add_entry_by_NID (name, nid, MBSTRING_UTF8, (const guint8 *) text, -1, -1, 0) == 1;
}

static gboolean
add_extension (X509 *certificate, X509 *issuer, int nid, const char *value)
{
  g_autoptr (X509_EXTENSION) extension = NULL;
  X509V3_CTX context;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  return extension != NULL && X509_add_ext (certificate, extension, -1) == 1;
}

/* Version 3, serial, key, dates; everything that does not depend on what it is for. */
static X509 *
new_certificate (EVP_PKEY *key, guint days)
{
  g_autoptr (X509) certificate = X509_new ();

  if (certificate != NULL && X509_set_version (certificate, X509_VERSION_3) == 1 && set_serial (certificate)
      && X509_set_pubkey (certificate, key) == 1
      && X509_gmtime_adj (X509_getm_notBefore (certificate), CLOCK_SKEW) != NULL
      && X509_gmtime_adj (X509_getm_notAfter (certificate), DAY * days) != NULL)
    return g_steal_pointer (&certificate);
  return NULL;
}

/* No certificate outlives who signed it. */
static gboolean
bound_by_issuer (X509 *certificate, X509 *issuer)
{
  return ASN1_TIME_compare (X509_get0_notAfter (certificate), X509_get0_notAfter (issuer)) <= 0
         || X509_set1_notAfter (certificate, X509_get0_notAfter (issuer)) == 1;
}

static gboolean
fail (GError **error)
{
  return parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_FAILED,
                             _ ("le certificat n’a pas pu être fait"));
}

/* The authority --------------------------------------------------------------------------------- */

static X509 *
make_authority (EVP_PKEY *key, const char *commune)
{
  g_autoptr (X509) ca = new_certificate (key, PARVIS_PKI_CA_DAYS);
  g_autofree char *title = g_strconcat (commune, _ (" – autorité Parvis"), NULL);
  X509_NAME *name = ca != NULL ? X509_get_subject_name (ca) : NULL;

  if (name != NULL && add_entry (name, NID_organizationName, commune) && add_entry (name, NID_commonName, title)
      && X509_set_issuer_name (ca, name) == 1
      && add_extension (ca, ca, NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
      && add_extension (ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign")
      && add_extension (ca, ca, NID_subject_key_identifier, "hash") && X509_sign (ca, key, EVP_sha256 ()) > 0)
    return g_steal_pointer (&ca);
  return NULL;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_FAILED, _ ("le dossier « %s » ne peut pas être créé : %s"),
               folder, g_strerror (errno));
  return FALSE;
}

gboolean
parvis_pki_init (const char *folder, const char *commune, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) ca = NULL;

  ERR_clear_error ();
  if (!is_plain_name (commune, MAX_COMMUNE))
    return invalid (error, commune, _ ("écrivez le nom de la commune, de 1 à 40 caractères"));
  if (!make_folder (folder, error) || !parvis_pki_files_check (folder, "ca", error))
    return FALSE;
  key = EVP_EC_gen ("P-256");
  ca = key != NULL ? make_authority (key, commune) : NULL;
  return ca != NULL ? parvis_pki_files_save (folder, "ca", key, ca, error) : fail (error);
}

/* What it issues -------------------------------------------------------------------------------- */

void
parvis_pki_authority_clear (ParvisPkiAuthority *self)
{
  X509_free (self->certificate);
  EVP_PKEY_free (self->key);
}

/* (transfer full) (nullable): the one of the certificates that is @key's. */
static X509 *
find_owner (X509 *first, X509Stack *others, EVP_PKEY *key)
{
  X509 *found = X509_check_private_key (first, key) == 1 ? first : NULL;

  for (int i = 0; found == NULL && i < sk_X509_num (others); i++)
    if (X509_check_private_key (sk_X509_value (others, i), key) == 1)
      found = sk_X509_value (others, i);
  if (found != NULL)
    X509_up_ref (found);
  ERR_clear_error ();
  return found;
}

gboolean
parvis_pki_authority_load (ParvisPkiAuthority *self, const char *ca_file, const char *key_file, GError **error)
{
  X509Stack *found = NULL;
  g_autoptr (X509) first = parvis_crypto_load_certificate (ca_file, &found, error);
  g_autoptr (X509Stack) others = found;

  self->key = first != NULL ? parvis_crypto_load_key (key_file, error) : NULL;
  if (self->key == NULL)
    return FALSE;
  self->certificate = find_owner (first, others, self->key);
  if (self->certificate == NULL)
    {
      g_autofree char *remedy = g_strdup_printf (_ ("cette clé n’est pas celle de « %s »"), ca_file);

      return invalid (error, key_file, remedy);
    }
  if (X509_check_ca (self->certificate) != 1 || X509_cmp_current_time (X509_get0_notAfter (self->certificate)) <= 0)
    return invalid (error, ca_file, _ ("ce n’est pas une autorité encore valable"));
  return TRUE;
}

static gboolean
load_authority (ParvisPkiAuthority *self, const char *folder, GError **error)
{
  g_autofree char *certificate_file = g_build_filename (folder, "ca.pem", NULL);
  g_autofree char *key_file = g_build_filename (folder, "ca.key", NULL);

  if (parvis_pki_authority_load (self, certificate_file, key_file, error))
    return TRUE;
  if (self->key == NULL)
    g_prefix_error (error, "%s", _ ("il faut d’abord une autorité (parvisctl pki init) : "));
  return FALSE;
}

/* O of the authority, CN of one's own. */
static gboolean
set_subject (X509 *certificate, X509 *issuer, const char *common_name)
{
  X509_NAME *theirs = X509_get_subject_name (issuer);
  X509_NAME *name = X509_get_subject_name (certificate);
  int at = X509_NAME_get_index_by_NID (theirs, NID_organizationName, -1);

  return (at < 0 || X509_NAME_add_entry (name, X509_NAME_get_entry (theirs, at), -1, 0) == 1)
         && add_entry (name, NID_commonName, common_name) && X509_set_issuer_name (certificate, theirs) == 1;
}

/* The names were checked: none of them can bring in syntax of its own. */
static char *
make_alt_names (char **hosts)
{
  GString *text = g_string_new (NULL);

  for (char **host = hosts; *host != NULL; host++)
    g_string_append_printf (text, "%s%s:%s", text->len > 0 ? "," : "", g_hostname_is_ip_address (*host) ? "IP" : "DNS",
                            *host);
  return g_string_free (text, FALSE);
}

static gboolean
add_names (X509 *certificate, X509 *issuer, ParvisPkiRole role, const char *name)
{
  g_auto (GStrv) hosts = g_strsplit (name, ",", -1);
  g_autofree char *alt_names = make_alt_names (hosts);

  if (role != PARVIS_PKI_SERVER)
    return set_subject (certificate, issuer, name);
  return set_subject (certificate, issuer, hosts[0])
         && add_extension (certificate, issuer, NID_subject_alt_name, alt_names);
}

static X509 *
make_certificate (const ParvisPkiAuthority *ca, EVP_PKEY *key, ParvisPkiRole role, const char *name, guint days)
{
  g_autoptr (X509) certificate = new_certificate (key, days);
  X509 *issuer = ca->certificate;

  if (certificate != NULL && bound_by_issuer (certificate, issuer) && add_names (certificate, issuer, role, name)
      && add_extension (certificate, issuer, NID_basic_constraints, "critical,CA:FALSE")
      && add_extension (certificate, issuer, NID_key_usage, roles[role].key_usage)
      && add_extension (certificate, issuer, NID_ext_key_usage, roles[role].extended_usage)
      && add_extension (certificate, issuer, NID_subject_key_identifier, "hash")
      && add_extension (certificate, issuer, NID_authority_key_identifier, "keyid:always")
      && X509_sign (certificate, ca->key, EVP_sha256 ()) > 0)
    return g_steal_pointer (&certificate);
  return NULL;
}

static gboolean
check_asked (ParvisPkiRole role, const char *name, guint days, GError **error)
{
  if (!check_name (role, name, error))
    return FALSE;
  if (days >= 1 && days <= PARVIS_PKI_MAX_DAYS)
    return TRUE;
  g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, _ ("la durée doit être de 1 à %d jours"),
               PARVIS_PKI_MAX_DAYS);
  return FALSE;
}

X509 *
parvis_pki_certify (const ParvisPkiAuthority *self, EVP_PKEY *key, ParvisPkiRole role, const char *name, guint days,
                    GError **error)
{
  X509 *certificate;

  ERR_clear_error ();
  if (!check_asked (role, name, days, error))
    return NULL;
  certificate = make_certificate (self, key, role, name, days);
  if (certificate == NULL)
    fail (error);
  return certificate;
}

gboolean
parvis_pki_issue (const char *folder, ParvisPkiRole role, const char *name, const char *file, guint days,
                  GError **error)
{
  g_auto (ParvisPkiAuthority) ca = { NULL, NULL };
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) certificate = NULL;

  ERR_clear_error ();
  if (file == NULL)
    file = role == PARVIS_PKI_KIOSK ? name : roles[role].name;
  if (!check_asked (role, name, days, error) || !check_file (file, error) || !load_authority (&ca, folder, error)
      || !parvis_pki_files_check (folder, file, error))
    return FALSE;
  key = EVP_EC_gen ("P-256");
  if (key == NULL)
    return fail (error);
  certificate = parvis_pki_certify (&ca, key, role, name, days, error);
  return certificate != NULL && parvis_pki_files_save (folder, file, key, certificate, error);
}

gboolean
parvis_pki_read_validity (const char *path, gint64 *from, gint64 *until, GError **error)
{
  g_autoptr (X509) certificate = parvis_crypto_load_certificate (path, NULL, error);

  if (certificate == NULL)
    return FALSE;
  if (parvis_crypto_read_time (X509_get0_notBefore (certificate), from)
      && parvis_crypto_read_time (X509_get0_notAfter (certificate), until))
    return TRUE;
  g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID,
               _ ("« %s » n’a pas de dates lisibles ; refaites ce certificat"), path);
  return FALSE;
}
