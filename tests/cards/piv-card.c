/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/piv-card.h"

#include <string.h>

#include <openssl/rand.h>
#include <openssl/rsa.h>

#include "cards/vpcd.h"

#define COMMAND_MAX 4096
#define PIN_BYTES   8

/* One of those that OpenSC knows PIV cards by. */
const guint8 piv_card_atr[22] = { 0x3B, 0xDB, 0x96, 0x00, 0x80, 0xB1, 0xFE, 0x45, 0x1F, 0x83, 0x00,
                                  0x12, 0x23, 0x3F, 0x53, 0x65, 0x49, 0x44, 0x0F, 0x90, 0x00, 0xF1 };
static const guint8 AID[] = { 0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00 };
static const char DISCOVERY[] = "\x7E\x12\x4F\x0B\xA0\x00\x00\x03\x08\x00\x00\x10\x00\x01\x00\x5F\x2F\x02\x40\x00";
static const char PROPERTIES[] = "\x61\x11\x4F\x06\x00\x00\x10\x00\x01\x00\x79\x07\x4F\x05\xA0\x00\x00\x03\x08";

typedef struct
{
  guint8 number;
  guint32 object;
  EVP_PKEY *key;
  X509 *certificate;
} Slot;

struct _PivCard
{
  PivCardModel model;
  Slot slots[2];
  char *guid;
  GBytes *chuid;
  int tries;
  guint pins_given;
  gboolean selected, open;
  GByteArray *chain, *left; /* of the command that comes in, of the answer that goes out */
};

/* Bytes ------------------------------------------------------------------------------------------ */

static void
append_tlv (GByteArray *array, guint8 tag, gconstpointer value, gsize length)
{
  const guint8 head[] = { tag, 0x82, (guint8) (length >> 8), (guint8) length };

  if (length < 0x80)
    g_byte_array_append (array, (const guint8[]){ tag, (guint8) length }, 2);
  else if (length < 0x100)
    g_byte_array_append (array, (const guint8[]){ tag, 0x81, (guint8) length }, 3);
  else
    g_byte_array_append (array, head, sizeof head);
  g_byte_array_append (array, value, (guint) length);
}

/* The value of the first @tag in a template of short tags; NULL: none. */
static const guint8 *
find_tlv (const guint8 *at, gsize length, guint8 tag, gsize *size)
{
  const guint8 *end = at + length;

  while (end - at >= 2)
    {
      guint8 found = *at++;
      gsize bytes = *at++;

      if (bytes > 0x80)
        {
          guint more = bytes & 0x7f;

          for (bytes = 0; more > 0 && at < end; more--)
            bytes = bytes << 8 | *at++;
        }
      if (bytes > (gsize) (end - at))
        return NULL;
      if (found == tag)
        return *size = bytes, at;
      at += bytes;
    }
  return NULL;
}

/* Making ----------------------------------------------------------------------------------------- */

static EVP_PKEY *
new_key (PivCardKey kind)
{
  switch (kind)
    {
    case PIV_CARD_P384:
      return EVP_EC_gen ("P-384");
    case PIV_CARD_P521:
      return EVP_EC_gen ("P-521");
    case PIV_CARD_RSA_2048:
      return EVP_RSA_gen (2048);
    case PIV_CARD_RSA_3072:
      return EVP_RSA_gen (3072);
    case PIV_CARD_P256:
    default:
      return EVP_EC_gen ("P-256");
    }
}

static guint8
algorithm_of (PivCardKey kind)
{
  static const guint8 ALGORITHMS[] = { 0x11, 0x14, 0x07, 0x05, 0x15 };

  return ALGORITHMS[kind];
}

static void
make_slot (PivCard *card, PivTown *town, Slot *slot, guint8 number, guint32 object)
{
  EVP_PKEY *key = new_key (card->model.key);

  slot->number = number;
  slot->object = object;
  slot->certificate = piv_town_issue (town, key, &card->model.paper);
  slot->key = card->model.traits & PIV_CARD_CLONE ? new_key (card->model.key) : EVP_PKEY_dup (key);
  EVP_PKEY_free (key);
}

static void
make_chuid (PivCard *card)
{
  static const guint8 FASC_N[25] = { 0xD4, 0xE7, 0x39, 0xDA, 0x73, 0x9C, 0xED, 0x39, 0xCE, 0x73, 0x9D, 0xA1, 0x68,
                                     0x5A, 0x10, 0x82, 0x10, 0x8C, 0xE7, 0x39, 0x84, 0x11, 0x92, 0x57, 0xFC };
  g_autoptr (GByteArray) chuid = g_byte_array_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *plain = NULL;
  guint8 guid[16];

  card->guid = g_uuid_string_random ();
  parts = g_strsplit (card->guid, "-", -1);
  plain = g_strjoinv ("", parts);
  for (guint i = 0; i < sizeof guid; i++)
    guid[i] = (guint8) (g_ascii_xdigit_value (plain[2 * i]) << 4 | g_ascii_xdigit_value (plain[2 * i + 1]));
  append_tlv (chuid, 0x30, FASC_N, sizeof FASC_N);
  append_tlv (chuid, 0x34, guid, sizeof guid);
  append_tlv (chuid, 0x35, "20301231", 8);
  append_tlv (chuid, 0x3E, "", 0);
  append_tlv (chuid, 0xFE, "", 0);
  card->chuid = g_byte_array_free_to_bytes (g_steal_pointer (&chuid));
}

PivCard *
piv_card_new (PivTown *town, const PivCardModel *model)
{
  PivCard *card = g_new0 (PivCard, 1);

  card->model = *model;
  card->tries = model->tries != 0 ? model->tries : 3;
  card->chain = g_byte_array_new ();
  card->left = g_byte_array_new ();
  make_slot (card, town, &card->slots[0], 0x9A, 0x5FC105);
  make_slot (card, town, &card->slots[1], 0x9E, 0x5FC101);
  make_chuid (card);
  return card;
}

void
piv_card_free (PivCard *card)
{
  for (guint i = 0; i < G_N_ELEMENTS (card->slots); i++)
    {
      EVP_PKEY_free (card->slots[i].key);
      X509_free (card->slots[i].certificate);
    }
  g_bytes_unref (card->chuid);
  g_byte_array_unref (card->chain);
  g_byte_array_unref (card->left);
  g_free (card->guid);
  g_free (card);
}

/* Answering -------------------------------------------------------------------------------------- */

/* As much as a short answer holds; the rest waits for GET RESPONSE. */
static gsize
give (PivCard *card, gsize expected, guint8 *answer)
{
  gsize length = MIN (card->left->len, MIN (expected, 256));

  memcpy (answer, card->left->data, length);
  g_byte_array_remove_range (card->left, 0, (guint) length);
  if (card->left->len == 0)
    return length + vpcd_status (answer + length, 0x9000);
  return length + vpcd_status (answer + length, (guint16) (0x6100 | (card->left->len < 256 ? card->left->len : 0)));
}

static gsize
give_bytes (PivCard *card, gconstpointer data, gsize length, gsize expected, guint8 *answer)
{
  g_byte_array_set_size (card->left, 0);
  g_byte_array_append (card->left, data, (guint) length);
  return give (card, expected, answer);
}

static gsize
select_application (PivCard *card, const guint8 *aid, gsize length, gsize expected, guint8 *answer)
{
  /* Part 2, 3.1.1: an application that is not there leaves the one that is selected, and its PIN, as they
   * are. */
  if (length < 5 || length > sizeof AID || memcmp (aid, AID, length) != 0)
    return vpcd_status (answer, 0x6A82);
  card->selected = TRUE;
  return give_bytes (card, PROPERTIES, sizeof PROPERTIES - 1, expected, answer);
}

static GBytes *
pack (GBytes *plain)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (source, packer);
  g_autofree guint8 *room = g_malloc (COMMAND_MAX);
  gsize length;

  g_assert_true (g_input_stream_read_all (packed, room, COMMAND_MAX, &length, NULL, NULL));
  return g_bytes_new_take (g_steal_pointer (&room), length);
}

static void
append_certificate (PivCard *card, const Slot *slot, GByteArray *object)
{
  guint8 *der = NULL;
  int length = i2d_X509 (slot->certificate, &der);
  g_autoptr (GBytes) plain = g_bytes_new (der, (gsize) length);
  gboolean packed = (card->model.traits & PIV_CARD_GZIP) != 0;
  g_autoptr (GBytes) stored = packed ? pack (plain) : g_bytes_ref (plain);

  append_tlv (object, 0x70, g_bytes_get_data (stored, NULL), g_bytes_get_size (stored));
  append_tlv (object, 0x71, packed ? "\x01" : "\x00", 1);
  append_tlv (object, 0xFE, "", 0);
  OPENSSL_free (der);
}

/* Card Capability Container: OpenSC reads it. */
static void
append_ccc (GByteArray *object)
{
  static const guint8 TAGS[] = { 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE };

  append_tlv (object, 0xF0, "\xA0\x00\x00\x01\x16\xFF\x02PARVIS-TEST-01", 21);
  append_tlv (object, 0xF1, "\x21", 1);
  append_tlv (object, 0xF2, "\x21", 1);
  for (guint i = 0; i < sizeof TAGS; i++)
    append_tlv (object, TAGS[i], TAGS[i] == 0xF5 ? "\x10" : "", TAGS[i] == 0xF5 ? 1 : 0);
}

static gsize
get_data (PivCard *card, const guint8 *data, gsize length, gsize expected, guint8 *answer)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();
  g_autoptr (GByteArray) object = g_byte_array_new ();
  gsize size = 0;
  const guint8 *tag = find_tlv (data, length, 0x5C, &size);
  guint32 wanted = 0;

  for (gsize i = 0; tag != NULL && i < size && i < 3; i++)
    wanted = wanted << 8 | tag[i];
  if (wanted == 0x7E)
    return give_bytes (card, DISCOVERY, sizeof DISCOVERY - 1, expected, answer);
  if (card->model.traits & PIV_CARD_BLANK)
    return vpcd_status (answer, 0x6A82);
  if (wanted == 0x5FC102)
    g_byte_array_append (inside, g_bytes_get_data (card->chuid, NULL), (guint) g_bytes_get_size (card->chuid));
  else if (wanted == 0x5FC107)
    append_ccc (inside);
  else
    for (guint i = 0; i < G_N_ELEMENTS (card->slots); i++)
      if (card->slots[i].object == wanted)
        append_certificate (card, &card->slots[i], inside);
  if (inside->len == 0)
    return vpcd_status (answer, 0x6A82);
  append_tlv (object, 0x53, inside->data, inside->len);
  return give_bytes (card, object->data, object->len, expected, answer);
}

static gsize
verify (PivCard *card, guint8 p1, guint8 p2, const guint8 *pin, gsize length, guint8 *answer)
{
  guint8 right[PIN_BYTES];

  if (p2 != 0x80)
    return vpcd_status (answer, 0x6A88);
  if (p1 == 0xFF && length == 0 && !(card->model.traits & PIV_CARD_OLD))
    return card->open = FALSE, vpcd_status (answer, 0x9000);
  if (p1 != 0)
    return vpcd_status (answer, 0x6A86);
  if (length == 0)
    return vpcd_status (answer, card->open ? 0x9000 : card->tries > 0 ? (guint16) (0x63C0 | card->tries) : 0x6983);
  card->pins_given++;
  if (card->tries == 0)
    return vpcd_status (answer, 0x6983);
  memset (right, 0xFF, sizeof right);
  memcpy (right, PIV_CARD_PIN, strlen (PIV_CARD_PIN));
  card->open = length == sizeof right && memcmp (right, pin, length) == 0;
  card->tries = card->open ? 3 : card->tries - 1;
  return vpcd_status (answer, card->open ? 0x9000 : (guint16) (0x63C0 | card->tries));
}

/* The bare operation of a key, as a card does it. */
static gboolean
sign (EVP_PKEY *key, const guint8 *block, gsize length, guint8 *signature, gsize *size)
{
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new (key, NULL);
  gboolean done = EVP_PKEY_sign_init (context) == 1;

  if (done && EVP_PKEY_get_base_id (key) == EVP_PKEY_RSA)
    done = EVP_PKEY_CTX_set_rsa_padding (context, RSA_NO_PADDING) == 1;
  done = done && EVP_PKEY_sign (context, signature, size, block, length) == 1;
  EVP_PKEY_CTX_free (context);
  return done;
}

static gsize
give_signature (PivCard *card, const guint8 *signature, gsize size, gsize expected, guint8 *answer)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();
  g_autoptr (GByteArray) object = g_byte_array_new ();

  append_tlv (inside, 0x82, signature, size);
  append_tlv (object, 0x7C, inside->data, inside->len);
  return give_bytes (card, object->data, object->len, expected, answer);
}

static gsize
authenticate (PivCard *card, guint8 algorithm, guint8 number, const guint8 *data, gsize length, gsize expected,
              guint8 *answer)
{
  const Slot *slot = number == 0x9A ? &card->slots[0] : number == 0x9E ? &card->slots[1] : NULL;
  guint8 signature[512] = { 0 };
  gsize size = sizeof signature, outer = 0, inner = 0;
  const guint8 *template = find_tlv (data, length, 0x7C, &outer);
  const guint8 *block = template != NULL ? find_tlv (template, outer, 0x81, &inner) : NULL;

  if (slot == NULL || algorithm != algorithm_of (card->model.key))
    return vpcd_status (answer, 0x6A86);
  if (number == 0x9A && !card->open)
    return vpcd_status (answer, 0x6982);
  if (card->model.traits & PIV_CARD_PULLED_OUT)
    return VPCD_REMOVE;
  if (card->model.traits & PIV_CARD_MUTE)
    return VPCD_MUTE;
  if (card->model.traits & PIV_CARD_GARBAGE)
    return give_signature (card, signature, 64, expected, answer);
  if (block == NULL || !sign (slot->key, block, inner, signature, &size))
    return vpcd_status (answer, 0x6A80);
  return give_signature (card, signature, size, expected, answer);
}

/* Commands --------------------------------------------------------------------------------------- */

typedef struct
{
  gsize data, length, expected;
} Body;

/* ISO/IEC 7816-4, 5.1: where data and Le stand in a short or an extended command. */
static gboolean
read_body (const guint8 *command, gsize length, Body *body)
{
  gsize head = 5;

  *body = (Body){ 5, 0, 256 };
  if (length < 4)
    return FALSE;
  if (length == 4)
    return TRUE;
  if (length == 5)
    return body->expected = command[4] != 0 ? command[4] : 256, TRUE;
  body->length = command[4];
  if (command[4] == 0 && length >= 7)
    {
      head = 7;
      body->length = length == 7 ? 0 : (gsize) (command[5] << 8 | command[6]);
    }
  body->data = head;
  if (body->length > length - head)
    return FALSE;
  if (head == 5 && length == head + body->length + 1 && command[length - 1] != 0)
    body->expected = command[length - 1];
  return TRUE;
}

static gsize
dispatch (PivCard *card, const guint8 *command, const guint8 *data, gsize length, gsize expected, guint8 *answer)
{
  if (command[1] == 0xC0)
    return give (card, expected, answer);
  if (command[1] == 0xA4 && command[2] == 0x04)
    return select_application (card, data, length, expected, answer);
  if (!card->selected)
    return vpcd_status (answer, 0x6985);
  switch (command[1])
    {
    case 0xCB:
      return get_data (card, data, length, expected, answer);
    case 0x20:
      return verify (card, command[2], command[3], data, length, answer);
    case 0x87:
      return authenticate (card, command[2], command[3], data, length, expected, answer);
    default:
      return vpcd_status (answer, 0x6D00);
    }
}

gsize
piv_card_command (gpointer user_data, const guint8 *command, gsize length, guint8 *answer)
{
  PivCard *card = user_data;
  Body body;
  gsize given;

  if (!read_body (command, length, &body) || card->chain->len + body.length > COMMAND_MAX)
    return vpcd_status (answer, 0x6700);
  if (body.length > 0)
    g_byte_array_append (card->chain, command + body.data, (guint) body.length);
  if (command[0] & 0x10) /* ISO/IEC 7816-4, 5.3.3 */
    return vpcd_status (answer, 0x9000);
  given = dispatch (card, command, card->chain->data, card->chain->len, body.expected, answer);
  g_byte_array_set_size (card->chain, 0);
  return given;
}

void
piv_card_reset (gpointer user_data)
{
  PivCard *card = user_data;

  card->selected = card->open = FALSE;
  g_byte_array_set_size (card->chain, 0);
  g_byte_array_set_size (card->left, 0);
}

X509 *
piv_card_certificate (PivCard *card, guint8 slot)
{
  return card->slots[slot == 0x9A ? 0 : 1].certificate;
}

int
piv_card_tries (PivCard *card)
{
  return card->tries;
}

guint
piv_card_pins_given (PivCard *card)
{
  return card->pins_given;
}

gboolean
piv_card_is_open (PivCard *card)
{
  return card->open;
}

const char *
piv_card_guid (PivCard *card)
{
  return card->guid;
}
