/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* clang-format off */
/* ParvisConfig: the one configuration file of a kiosk (GKeyFile, UTF-8), read by parvis-kiosk, parvis-syncd
 * and parvisctl.
 *
 *   [kiosk]    id=borne-mairie-1         name on every submission: [a-z0-9-], 1 to 64 characters
 *              state=/var/lib/parvis     folder of outbox.db, journal.db, catalog.db and counts.db
 *              addresses=                streets and communes (parvisctl addresses import); state/addresses.db when
 *                                        absent; where there is no such file, none are proposed
 *              timezone=Europe/Paris     of the hours that people read (tz database, RFC 6557)
 *              idle-seconds=60           silence before the warning; 10 to 600
 *              warning-seconds=30        length of the warning; 10 to 300
 *              screen-width-mm=270       physical width of the screen, 150 at least; 0 = unknown
 *   [trust]    ca=/etc/parvis/ca.pem
 *              envelope=/etc/parvis/envelope.pem   the encryption certificates that submissions are sealed to: files,
 *                                        and folders of *.pem, between ";"; 16 at most (sync/seal/recipients.h)
 *              certificate=, key=        the kiosk's own TLS client certificate (parvis-syncd reads the key)
 *              csca=/etc/parvis/csca     folder of the states' certificates that identity documents are checked against
 *   [hub]      url=https://localhost:8443/
 *              retention-days=30         delivered submissions stay sealed in the outbox that long; 0 to 3650
 *              metered=always            what is sent while the line is a metered one (NetworkManager says so: a mobile
 *                                        one mostly): always: everything; small: submissions of at most 256 KiB; never:
 *                                        nothing
 *              hours=20:00-06:00         when larger submissions are sent, on the kiosk's clock; absent: at any time.
 *                                        Small ones never wait for an hour: a request without a scanned page is some
 *                                        kilobytes, it goes at once and before large ones, because somebody at the town
 *                                        hall may be waiting for it (content keeps to the same hours: a version of
 *                                        which more than 256 KiB lack comes within them; a smaller one, the list of
 *                                        releases and the small signed resources, notices among them, come at any hour)
 *              rate=0                    bytes per second that sending takes at most; 1000 to 100000000, 0: as the line
 *                                        can
 *   [content]  url=https://contenu.exemple.fr/bornes/   where new content comes from: any web server with the tree of
 *                                        `parvisctl content publish`; absent: the central server's own, [hub] url +
 *                                        v1/content/
 *              group=pilote              which releases this kiosk takes: [a-z0-9-], 1 to 64 characters; absent: those
 *                                        for all
 *              hour=04:00                when it is asked for every day, within the hour after it; the kiosk's time
 *                                        zone
 *              every=15                  minutes between two looks while nobody touches the kiosk, so that an alert
 *                                        shows that soon; 5 to 1440; 0: only at that hour, and when somebody comes. A
 *                                        look at nothing new is some kilobytes, also over a metered line
 *              metered=no                yes: versions come also while the network is metered; the list and the small
 *                                        resources always do
 *              ca=                       PEM, the authorities of that web server; absent: [trust] ca. Signatures are
 *                                        always by [trust] ca.
 *   [devices]  printer=<CUPS queue name>   "default": the one CUPS has chosen; absent or empty: no printer
 *              scanner=<SANE device name>  absent or empty: no scanner
 *              receipt-printer=usb:04b8:0202       usb:VENDOR:PRODUCT[:SERIAL], tcp:HOST:PORT[:MODEL]; absent or empty:
 *                                        none
 *              card-reader=<PC/SC reader>  its name or the beginning of it; "any": whichever there is; absent or empty:
 *                                        none
 *   [usb]      allow=hub,storage         what may be plugged in without being declared below: classes (hub, hid, audio,
 *                                        storage, printer, imaging, video, communications, wireless, card-reader, or
 *                                        two hexadecimal digits) and vendor:product; absent: hub
 *   [usb touch-panel]                    a device that belongs to this kiosk, under a name of [a-z0-9-]; 32 at most
 *              id=0eef:0001              vendor and product, as lsusb writes them; must be said
 *              label=Écran tactile       what people call it; absent: the name
 *              port=1-1.4                bus and ports, as the kernel writes them; absent: any
 *              serial=                   absent: any
 *              role=touch                printer, receipt-printer, card-reader, scanner, touch, sound, camera, network,
 *                                        keyboard, other (absent)
 *   [printer]  price-cents=0             what a printed page costs, in euro cents; 0 to 1000, 0: nothing
 *              pages-per-session=0       how many pages one person may print; 0 to 200, 0: as many as they like
 *              labels=<CUPS queue name>  a printer of labels; absent or empty: none
 *   [screen]   off=22:00-06:30           when the screen is dark; "closed": outside of the town hall's hours; absent:
 *                                        never
 *              brightness=80             percent of what the panel can do; 0: left as it is
 *              backlight=/sys/class/backlight   where the panel's switch is
 *   [sound]    card=<ALSA card: default, hw:0>  absent or empty: this kiosk does not speak
 *              volume=50                 percent of the loudest that each person finds: at most 65 dBA, measured; 1 to
 *                                        100
 *
 * The values of state, idle-seconds, warning-seconds and retention-days and volume above are the defaults,
 * screen-width-mm's and brightness' are 0; id, ca, envelope and url must be said; certificate and key go together. url
 *                                        is
 * https (clear http only to localhost) and always ends with "/" once loaded. An empty value is an absent one.
 * Relative paths are taken from the folder of the file. Unknown groups and keys are an error that names them.
 * Immutable once loaded; may be shared between threads.
 */
/* clang-format on */
typedef struct _ParvisConfig ParvisConfig;

#define PARVIS_CONFIG_ERROR (parvis_config_error_quark ())
typedef enum
{
  PARVIS_CONFIG_ERROR_UNREADABLE, /* the file cannot be read */
  PARVIS_CONFIG_ERROR_INVALID,    /* a key is unknown, missing or out of range: the message names it */
} ParvisConfigError;
GQuark parvis_config_error_quark (void);

/* Loads @path; %NULL means $PARVIS_CONFIG, else /etc/parvis/parvis.conf. (transfer full) */
ParvisConfig *parvis_config_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisConfig *parvis_config_ref (ParvisConfig *self);
void parvis_config_unref (ParvisConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisConfig, parvis_config_unref)

/* Plain accessors. Paths are absolute. (transfer none); nullable where the key is optional. */
const char *parvis_config_kiosk_id (const ParvisConfig *self);
const char *parvis_config_state_dir (const ParvisConfig *self);
const char *parvis_config_outbox_path (const ParvisConfig *self);  /* state/outbox.db */
const char *parvis_config_journal_path (const ParvisConfig *self); /* state/journal.db */
const char *parvis_config_catalog_path (const ParvisConfig *self); /* state/catalog.db */
const char *parvis_config_addresses_path (const ParvisConfig *self);
const char *parvis_config_counts_path (const ParvisConfig *self); /* state/counts.db */
const char *parvis_config_timezone (const ParvisConfig *self);
guint parvis_config_idle_seconds (const ParvisConfig *self);
guint parvis_config_warning_seconds (const ParvisConfig *self);
guint parvis_config_screen_width_mm (const ParvisConfig *self);
const char *parvis_config_ca (const ParvisConfig *self);
/* NULL-terminated, at least one: files and folders, as they were written. parvis_recipients_files() looks into them. */
const char *const *parvis_config_envelopes (const ParvisConfig *self);
const char *parvis_config_certificate (const ParvisConfig *self); /* nullable */
const char *parvis_config_key (const ParvisConfig *self);         /* nullable */
const char *parvis_config_hub_url (const ParvisConfig *self);
guint parvis_config_retention_days (const ParvisConfig *self);
const char *parvis_config_printer (const ParvisConfig *self);         /* nullable */
const char *parvis_config_scanner (const ParvisConfig *self);         /* nullable */
const char *parvis_config_receipt_printer (const ParvisConfig *self); /* nullable */
const char *parvis_config_card_reader (const ParvisConfig *self);     /* nullable */
const char *parvis_config_csca (const ParvisConfig *self);            /* nullable */

/* One [usb NAME]. */
typedef struct
{
  char *name, *label, *role;
  guint16 vendor, product;
  char *port, *serial; /* nullable */
} ParvisConfigUsb;
/* Of ParvisConfigUsb, in the order of the file; empty: this kiosk does not watch over its USB devices. */
const GPtrArray *parvis_config_usb (const ParvisConfig *self);
/* NULL-terminated: a class as two hexadecimal digits, or "0bda:5411", in lower case. */
const char *const *parvis_config_usb_allowed (const ParvisConfig *self);
/* [content] */
typedef struct
{
  char *url;        /* ends with "/" */
  gboolean of_hub;  /* the central server's own: the kiosk shows its certificate there, and nowhere else */
  char *group;      /* (nullable) */
  guint minute;     /* of the day, 0 to 1439 */
  guint every;      /* minutes; 0: never */
  gboolean metered; /* also then */
  char *ca;         /* (nullable) */
} ParvisContentConfig;
const ParvisContentConfig *parvis_config_content (const ParvisConfig *self);
typedef struct
{
  guint price_cents;       /* 0: nothing */
  guint pages_per_session; /* 0: without end */
  char *labels;            /* (nullable) */
} ParvisPrinterConfig;
/* [hub] metered, hours, rate. Sizes are those of the sealed envelope. */
#define PARVIS_DELIVERY_SMALL (256 * 1024) /* bytes */
typedef enum
{
  PARVIS_METERED_ALWAYS,
  PARVIS_METERED_SMALL,
  PARVIS_METERED_NEVER,
} ParvisMetered;
typedef struct
{
  ParvisMetered metered;
  guint from, until; /* minutes of the day; the same: at any time */
  guint rate;        /* bytes per second; 0: no limit */
} ParvisDeliveryRules;
const ParvisDeliveryRules *parvis_config_delivery (const ParvisConfig *self);
const ParvisPrinterConfig *parvis_config_printing (const ParvisConfig *self);
/* As written, and of that shape; nullable: never. */
const char *parvis_config_screen_off (const ParvisConfig *self);
guint parvis_config_screen_brightness (const ParvisConfig *self);
const char *parvis_config_backlight (const ParvisConfig *self);
const char *parvis_config_sound_card (const ParvisConfig *self); /* nullable: a kiosk that does not speak */
guint parvis_config_sound_volume (const ParvisConfig *self);

G_END_DECLS
