/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/emrtd/double.h"

#include <string.h>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "cards/emrtd/double-private.h"
#include "drivers/card/tlv.h"

#define LATE 2 /* pieces of EF.SOD that go well before what goes wrong there */

static const char *const fault_names[] = { "none", "dg1",    "signature", "signer", "expired", "mac",     "removed",
                                           "mute", "length", "nothing",   "plain",  "mirror",  "mapping", "other" };

gboolean
emrtd_fault_from_name (const char *name, EmrtdFault *fault)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fault_names); i++)
    if (g_str_equal (name, fault_names[i]))
      {
        *fault = (EmrtdFault) i;
        return TRUE;
      }
  return FALSE;
}

/* What the document is made of. */

static GBytes *
change (GBytes *bytes, gsize from_end)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 *copy = g_memdup2 (data, length);
  guint8 *at = copy + length - from_end;

  *at = *at == 'X' ? 'Y' : 'X';
  return g_bytes_new_take (copy, length);
}

static void
add_file (EmrtdDouble *self, guint16 name, GBytes *content)
{
  g_hash_table_insert (self->files, GUINT_TO_POINTER ((guint) name), content);
}

static void
add_signed_files (EmrtdDouble *self, const char *zone, const SpecimenPki *pki)
{
  const EVP_MD *md = self->options.digest != NULL ? self->options.digest : EVP_sha256 ();
  g_autoptr (GBytes) dg1 = specimen_dg1 (zone);
  g_autoptr (GBytes) sod = specimen_sod (pki, dg1, md);
  EmrtdFault fault = self->options.fault;
  static const guint8 huge[] = { 0x77, 0x83, 0xFF, 0xFF, 0xFF, 0x30, 0x80, 0x00 };

  /* The first letter of the name, which no check digit is over. */
  add_file (self, FILE_DG1, fault == EMRTD_FAULT_DG1 ? change (dg1, 30) : g_bytes_ref (dg1));
  if (fault == EMRTD_FAULT_LENGTH)
    add_file (self, FILE_SOD, g_bytes_new_static (huge, sizeof huge));
  else
    add_file (self, FILE_SOD, fault == EMRTD_FAULT_SIGNATURE ? change (sod, 5) : g_bytes_ref (sod));
}

static void
make_secret (EmrtdDouble *self, const char *zone)
{
  g_autofree char *information = g_strdup_printf ("%.10s%.7s%.7s", zone + 5, zone + 30, zone + 38);

  g_assert_cmpint (EVP_Digest (information, strlen (information), self->zone_secret, NULL, EVP_sha1 (), NULL), ==, 1);
}

EmrtdDouble *
emrtd_double_new (const EmrtdDoubleOptions *options, const SpecimenPki *pki)
{
  EmrtdDouble *self = g_new0 (EmrtdDouble, 1);
  g_autofree char *zone = options->zone != NULL ? g_strdup (options->zone) : specimen_default_zone ();
  guint8 pace[2] = { options->pace[0] != 0 ? options->pace[0] : 2, options->pace[1] != 0 ? options->pace[1] : 2 };

  self->options = *options;
  self->can = g_strdup (options->can != NULL ? options->can : SPECIMEN_CAN);
  self->files = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  if (options->fault == EMRTD_FAULT_MAPPING)
    pace[0] = 1;
  if (!options->no_pace && options->fault != EMRTD_FAULT_OTHER)
    add_file (self, FILE_CARD_ACCESS, specimen_card_access (pace, options->parameters != 0 ? options->parameters : 13));
  make_secret (self, zone);
  if (!options->no_com)
    add_file (self, FILE_COM, specimen_com ());
  add_signed_files (self, zone, pki);
  return self;
}

void
emrtd_double_reset (EmrtdDouble *self)
{
  g_clear_pointer (&self->pace, double_channel_free);
  g_clear_pointer (&self->channel, double_channel_free);
  self->application = FALSE;
  self->selected = 0;
  self->pieces = 0;
}

void
emrtd_double_free (EmrtdDouble *self)
{
  emrtd_double_reset (self);
  g_hash_table_unref (self->files);
  g_free (self->can);
  g_free (self);
}

guint
emrtd_double_commands (const EmrtdDouble *self)
{
  return self->commands;
}

guint
emrtd_double_photographs (const EmrtdDouble *self)
{
  return self->photographs;
}

/* What it does when it is told to. */

static guint16
select_file (EmrtdDouble *self, const DoubleCommand *command)
{
  guint16 name;

  if (command->length != 2)
    return 0x6700;
  name = (guint16) (command->data[0] << 8 | command->data[1]);
  self->photographs += name == FILE_DG2;
  if (!g_hash_table_contains (self->files, GUINT_TO_POINTER ((guint) name)))
    return 0x6A82;
  if (name != FILE_CARD_ACCESS && !self->application)
    return 0x6A82;
  if (name != FILE_CARD_ACCESS && self->channel == NULL)
    return 0x6982;
  self->selected = name;
  self->pieces = 0;
  return 0x9000;
}

static guint16
do_select (EmrtdDouble *self, const DoubleCommand *command)
{
  static const guint8 application[] = { 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01 };

  if (command->header[2] == 0x00)
    return 0x9000; /* the root */
  if (command->header[2] == 0x02)
    return select_file (self, command);
  if (self->options.fault == EMRTD_FAULT_OTHER || command->length != sizeof application
      || memcmp (command->data, application, sizeof application) != 0)
    return 0x6A82;
  self->application = TRUE;
  return 0x9000;
}

static guint16
do_read (EmrtdDouble *self, const DoubleCommand *command, GByteArray *answer)
{
  GBytes *file = g_hash_table_lookup (self->files, GUINT_TO_POINTER ((guint) self->selected));
  gsize offset = (gsize) (command->header[2] << 8 | command->header[3]), length;
  const guint8 *data = file != NULL ? g_bytes_get_data (file, &length) : NULL;

  if (data == NULL || (command->header[2] & 0x80) != 0)
    return 0x6986;
  if (offset >= length)
    return 0x6B00;
  self->pieces++;
  if (self->options.fault == EMRTD_FAULT_NOTHING && self->selected == FILE_SOD && self->pieces > LATE)
    return 0x9000;
  g_byte_array_append (answer, data + offset, (guint) MIN (length - offset, command->expected));
  return 0x9000;
}

static guint16
do_challenge (EmrtdDouble *self, GByteArray *answer)
{
  if (self->options.no_bac || self->options.fault == EMRTD_FAULT_MAPPING || !self->application)
    return 0x6D00;
  RAND_bytes (self->challenge, sizeof self->challenge);
  g_byte_array_append (answer, self->challenge, sizeof self->challenge);
  return 0x9000;
}

static guint16
do_bac (EmrtdDouble *self, const DoubleCommand *command, GByteArray *answer)
{
  guint8 message[40];
  DoubleDes *des;

  if (command->length != sizeof message)
    return 0x6700;
  des = double_bac_authenticate (self->zone_secret, self->challenge, command->data, message);
  if (des == NULL)
    return 0x6300;
  self->next = double_channel_new_bac (des);
  g_byte_array_append (answer, message, sizeof message);
  return 0x9000;
}

static guint16
do_set_template (EmrtdDouble *self, const DoubleCommand *command)
{
  GBytes *card_access = g_hash_table_lookup (self->files, GUINT_TO_POINTER ((guint) FILE_CARD_ACCESS));
  ParvisTlv password;

  g_clear_pointer (&self->pace, double_channel_free);
  if (card_access == NULL || !parvis_tlv_find ((ParvisTlvSpan){ command->data, command->length }, 0x83, &password))
    return 0x6A80;
  self->pace = double_channel_new_pace (card_access, password.value.data[0] == 2 ? self->can : NULL, self->zone_secret);
  return self->pace != NULL ? 0x9000 : 0x6A80;
}

static guint16
do_authenticate (EmrtdDouble *self, const DoubleCommand *command, GByteArray *answer)
{
  ParvisTlvSpan span = { command->data, command->length };
  ParvisTlv dynamic, one = { 0 };
  g_autoptr (GByteArray) inner = g_byte_array_new ();
  g_autoptr (GBytes) value = NULL;
  guint8 tag;

  if (self->pace == NULL || !parvis_tlv_find (span, 0x7C, &dynamic))
    return 0x6985;
  if (dynamic.value.length > 0 && !parvis_tlv_next (&dynamic.value, &one))
    return 0x6A80;
  value = double_channel_authenticate (self->pace, (guint8) one.tag, one.value.data, one.value.length, &tag);
  if (value == NULL)
    return 0x6300;
  if (self->options.fault == EMRTD_FAULT_MIRROR && tag == 0x84)
    {
      g_bytes_unref (value);
      value = g_bytes_new (one.value.data, one.value.length);
    }
  parvis_tlv_append (inner, tag, g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  if (tag == 0x86 && self->options.pace[0] == 6) /* the encrypted proof of the chip: here of nothing */
    parvis_tlv_append (inner, 0x8A, self->zone_secret, 16);
  parvis_tlv_append (answer, 0x7C, inner->data, inner->len);
  if (tag == 0x86)
    self->next = g_steal_pointer (&self->pace);
  return 0x9000;
}

guint16
emrtd_double_execute (EmrtdDouble *self, const DoubleCommand *command, GByteArray *answer)
{
  switch (command->header[1])
    {
    case 0xA4:
      return do_select (self, command);
    case 0xB0:
      return do_read (self, command, answer);
    case 0x84:
      return do_challenge (self, answer);
    case 0x82:
      return do_bac (self, command, answer);
    case 0x22:
      return do_set_template (self, command);
    case 0x86:
      return do_authenticate (self, command, answer);
    default:
      return 0x6D00;
    }
}

gboolean
emrtd_double_goes_wrong (const EmrtdDouble *self, EmrtdFault fault)
{
  return self->options.fault == fault && self->selected == FILE_SOD && self->pieces > LATE;
}
