/* SPDX-License-Identifier: EUPL-1.2
 *
 * The sound bundle, spoilt in one way at a time: each fault is found, where it is, and nothing else is said.
 */
#include "app/content/check.h"
#include "app/content/content-fixture.h"
#include "sync/base/json.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <string.h>
#include <unistd.h>

static GPtrArray *
check (const char *folder)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *faults = parvis_bundle_check (folder, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < MIN (faults->len, 5); i++)
    {
      ParvisBundleFault *fault = faults->pdata[i];

      g_test_message ("%s:%s: %s → %s", fault->file, fault->pointer, fault->message, fault->remedy);
      g_assert_cmpstr (fault->message, !=, "");
      g_assert_cmpstr (fault->remedy, !=, "");
    }
  return faults;
}

static void
test_sound (void)
{
  g_autofree char *folder = fixture_path (NULL);
  g_autoptr (GPtrArray) faults = check (folder);

  g_assert_cmpuint (faults->len, ==, 0);
}

/* @old NULL: the file is written anew with @text; @text NULL too: it is removed. */
typedef struct
{
  const char *name;
  const char *file, *old, *text;
  const char *said_of, *pointer, *message;
} Case;

#define LONG_WORD "Extraordinairementlonguementsanscoupure"
#define DOUBLE_THEME                                                                                                   \
  "{ \"id\": \"papiers\", \"icon\": \"id\", \"title\": { \"fr\": \"A\", \"en\": \"A\" }, \"summary\": { "              \
  "\"fr\": \"A\", \"en\": \"A\" } },"

static const Case cases[] = {
  { "unknown-key", "services/bac.json", "\"cost\"", "\"price\"", "services/bac.json", "/price", "n’est pas connue" },
  { "syntax", "services/bac.json", "\"id\": \"bac\",", "\"id\": \"bac\"", "services/bac.json", "",
    "ligne 3, colonne 3" },
  { "comment", "services/bac.json", "{\n  \"id\"", "{ // fiche\n  \"id\"", "services/bac.json", "", "ligne 1" },
  { "missing-key", "places.json", "\"address\": \"2 rue des Halles, 71000 Saint-Aubin\"", "\"phone\": \"15\"",
    "places.json", "/places/1", "il manque « address »" },
  { "missing-file", "themes.json", NULL, NULL, "themes.json", "", "manque" },
  { "unknown-file", "notes.txt", NULL, "x", "notes.txt", "", "pas connu" },
  { "unknown-folder", "images/a.png", NULL, "x", "images", "", "pas connu" },
  { "unknown-in-folder", "services/Bac Copie.json", NULL, "{}", "services/Bac Copie.json", "", "nom de fichier" },
  { "wrong-kind-in-folder", "media/video.mp4", NULL, "x", "media/video.mp4", "", "nom de fichier" },
  { "file-name", "services/bac.json", "\"id\": \"bac\"", "\"id\": \"bacs\"", "services/bac.json", "/id",
    "nom du fichier" },
  { "demarche-file-name", "demarches/bac.json", "\"id\": \"bac\"", "\"id\": \"bacs\"", "demarches/bac.json", "/id",
    "nom du fichier" },
  { "double-theme", "themes.json", "\"themes\": [", "\"themes\": [" DOUBLE_THEME, "themes.json", "/themes/1/id",
    "deux fois" },
  { "double-event", "events.json", "\"id\": \"voeux\"", "\"id\": \"marche\"", "events.json", "/events/1/id",
    "deux fois" },
  { "double-option", "lists/quartiers.json", "\"gare\"", "\"centre\"", "lists/quartiers.json", "/1/value",
    "deux fois" },
  { "dangling-theme", "services/bac.json", "\"theme\": \"dechets\"", "\"theme\": \"ordures\"", "services/bac.json",
    "/theme", "themes.json" },
  { "dangling-place", "services/bac.json", "\"place\": \"dechets\"", "\"place\": \"ordures\"", "services/bac.json",
    "/place", "places.json" },
  { "dangling-demarche", "services/bac.json", "\"demarche\": \"bac\"", "\"demarche\": \"sac\"", "services/bac.json",
    "/demarche", "demarches/" },
  { "dangling-office", "demarches/bac.json", "\"office\": \"dechets\"", "\"office\": \"ordures\"", "demarches/bac.json",
    "/office", "places.json" },
  { "dangling-town-hall", "bundle.json", "\"place\": \"mairie\"", "\"place\": \"hotel\"", "bundle.json",
    "/commune/place", "places.json" },
  { "dangling-event-place", "events.json", "\"place\": \"mairie\"", "\"place\": \"hotel\"", "events.json",
    "/events/1/place", "places.json" },
  { "dangling-list", "lists/quartiers.json", NULL, NULL, "demarches/bac.json", "/steps/0/fields/0/list",
    "lists/quartiers.json" },
  { "missing-media", "media/armes.svg", NULL, NULL, "bundle.json", "/commune/logo", "media/" },
  { "broken-png", "media/salle.png", NULL, "this is no picture", "media/salle.png", "", "ne peut pas être lue" },
  { "broken-svg", "media/armes.svg", NULL, "<svg", "media/armes.svg", "", "ne peut pas être lue" },
  { "empty-jpeg", "media/marche.jpg", NULL, "", "media/marche.jpg", "", "ne peut pas être lue" },
  { "undeclared-language", "services/bac.json", "\"en\": \"Free.\"", "\"en\": \"Free.\", \"de\": \"Frei.\"",
    "services/bac.json", "/cost/de", "« de »" },
  { "no-french", "services/bac.json", "{ \"fr\": \"Gratuit.\", \"en\"", "{ \"en\"", "services/bac.json", "/cost",
    "« fr »" },
  { "long-word", "services/bac.json", "Demander un bac à ordures", LONG_WORD, "services/bac.json", "/title/fr",
    "39 caractères" },
  { "control-character", "services/bac.json", "Gratuit.", "Gra\\ttuit.", "services/bac.json", "/cost/fr", "invisible" },
  { "line-feed-in-title", "services/bac.json", "Demander un bac à ordures", "Un\\nbac", "services/bac.json",
    "/title/fr", "retour à la ligne" },
  { "blank", "services/bac.json", "Gratuit.", " \\u00a0 ", "services/bac.json", "/cost/fr", "espaces" },
  { "pale-colour", "bundle.json", "#1d4e89", "#5a8fd0", "bundle.json", "/commune/colour", "contraste 3" },
  { "not-french-first", "bundle.json", "[\"fr\", \"en\"]", "[\"en\", \"fr\"]", "bundle.json", "/languages/0",
    "première" },
  { "no-such-expiry", "bundle.json", "2099-12-31", "2099-11-31", "bundle.json", "/expires", "calendrier" },
  { "no-such-day", "places.json", "2026-12-25", "2026-02-30", "places.json", "/places/0/closed_days/0", "calendrier" },
  { "backward-opening", "places.json", "{ \"day\": 2, \"from\": \"09:00\"", "{ \"day\": 2, \"from\": \"12:00\"",
    "places.json", "/places/0/openings/2", "avant de commencer" },
  { "overlap", "places.json", "\"13:30\"", "\"11:59\"", "places.json", "/places/0/openings/1", "recouvre" },
  { "backward-event", "events.json", "2026-12-06T18", "2026-12-04T18", "events.json", "/events/0",
    "avant de commencer" },
  { "two-places", "events.json", "\"place\": \"mairie\"",
    "\"place\": \"mairie\", \"place_name\": { \"fr\": \"Ici\", \"en\": \"Here\" }", "events.json", "/events/1",
    "deux lieux" },
  { "half-position", "places.json", "\"latitude\": 47.9012,", "", "places.json", "/places/0", "vont ensemble" },
  { "off-the-world", "places.json", "47.9012", "97.9012", "places.json", "/places/0/latitude", "" },
  { "latitude-as-text", "places.json", "47.9012", "\"47.9012\"", "places.json", "/places/0/latitude", "" },
  { "dangling-place-picture", "places.json", "salle.png", "sale.png", "places.json", "/places/0/picture", "media/" },
  { "dangling-town-picture", "bundle.json", "marche.jpg", "marches.jpg", "bundle.json", "/commune/picture", "media/" },
  { "insecure-payment", "bundle.json", "https://www.payfip", "http://www.payfip", "bundle.json", "/commune/payment/url",
    "la forme attendue" },
  { "script-for-a-link", "services/bac.json", "https://www.saint-aubin.example/bac", "javascript:alert(1)",
    "services/bac.json", "/link", "" },
  { "narrow-row", "services/bac.json", "\"en\": \"1 to 3\" }, \"120\"", "\"en\": \"1 to 3\" }, \"12\", \"0\"",
    "services/bac.json", "/chapters/0/table/rows/0", "3 cases" },
  { "one-column", "services/bac.json", "{ \"fr\": \"Personnes\", \"en\": \"People\" }, ", "", "services/bac.json",
    "/chapters/0/table/head", "" },
  { "long-word-in-cell", "services/bac.json", "1 à 3", LONG_WORD, "services/bac.json", "/chapters/0/table/rows/0/0/fr",
    "39 caractères" },
  { "empty-chapter", "services/bac.json",
    ",\n      \"text\": { \"fr\": \"Vous lavez le bac vous-même.\", \"en\": \"You clean the bin yourself.\" }", "",
    "services/bac.json", "/chapters/1", "ni texte ni tableau" },
  { "public-twice", "services/bac.json", "\"residents\", \"newcomers\"", "\"residents\", \"residents\"",
    "services/bac.json", "/publics/1", "deux fois" },
  { "unknown-public", "services/bac.json", "\"newcomers\"", "\"martians\"", "services/bac.json", "/publics/1", "" },
  { "easy-without-summary", "services/bac.json", "\"summary\": { \"fr\": \"Vous pouvez avoir",
    "\"details\": { \"fr\": \"", "services/bac.json", "", "" },
  { "faq-dangling-service", "faq.json", "\"service\": \"bac\"", "\"service\": \"sac\"", "faq.json", "/faq/0/service",
    "services/" },
  { "faq-dangling-theme", "faq.json", "\"theme\": \"papiers\"", "\"theme\": \"papier\"", "faq.json", "/faq/1/theme",
    "themes.json" },
  { "faq-twice", "faq.json", "\"id\": \"photo\"", "\"id\": \"bac-plein\"", "faq.json", "/faq/1/id", "deux fois" },
  { "news-dangling-picture", "news.json", "marche.jpg", "foire.jpg", "news.json", "/news/0/picture", "media/" },
  { "news-backward", "news.json", "2027-03-20", "2026-03-20", "news.json", "/news/0", "avant de commencer" },
  { "news-no-such-day", "news.json", "2026-11-10", "2026-11-31", "news.json", "/news/1", "calendrier" },
  { "notice-backward", "notices.json", "2026-11-22T", "2026-11-20T", "notices.json", "/notices/1",
    "avant de commencer" },
  { "notice-level", "notices.json", "\"urgent\"", "\"panic\"", "notices.json", "/notices/1/level", "" },
  { "notice-twice", "notices.json", "\"id\": \"crue\"", "\"id\": \"fermeture\"", "notices.json", "/notices/1/id",
    "deux fois" },
  { "pass-twice", "passes.json", "\"id\": \"ville\"", "\"id\": \"mediatheque\"", "passes.json", "/passes/2/id",
    "deux fois" },
  { "pass-without-means", "passes.json", ", \"mime\": \"application/vnd.saint-aubin.mediatheque\"", "", "passes.json",
    "/passes/1", "à quoi la borne reconnaît" },
  { "pass-number-of-nothing", "passes.json", "\"cards\": {", "\"number\": { \"length\": 4 }, \"cards\": {",
    "passes.json", "/passes/2/number", "ne sert qu’avec" },
  { "pass-hidden", "passes.json", "\"name\": \"Carte de ville\"",
    "\"name\": \"Carte de ville\", \"uri\": \"https://pass.saint-aubin.example/c/V\"", "passes.json", "/passes/2/uri",
    "«\u00a0pass-jeune\u00a0»" },
  { "pass-same-mime", "passes.json", "\"name\": \"Carte de ville\"",
    "\"name\": \"Carte de ville\", \"mime\": \"application/vnd.saint-aubin.mediatheque\"", "passes.json",
    "/passes/2/mime", "«\u00a0mediatheque\u00a0»" },
  { "pass-not-an-address", "passes.json", "https://pass", "pass", "passes.json", "/passes/0/uri", "" },
  { "pass-card-twice", "passes.json", "0002\"", "0001\"", "passes.json", "/passes/2/cards/list/1/uid", "deux fois" },
  { "pass-plain-uid", "passes.json", "0000000000000000000000000000000000000000000000000000000000000002",
    "04A1B2C3D4E5F6", "passes.json", "/passes/2/cards/list/1/uid", "" },
  { "pass-dangling", "demarches/bac.json", "\"card\": \"pass-jeune\"", "\"card\": \"pass-vieux\"", "demarches/bac.json",
    "/steps/0/fields/3/fields/1/card", "passes.json" },
  { "pass-without-file", "passes.json", NULL, NULL, "demarches/bac.json", "/steps/0/fields/3/fields/1/card",
    "passes.json" },
  { "pass-no-room", "demarches/bac.json", "\"max_length\": 8", "\"max_length\": 7", "demarches/bac.json",
    "/steps/0/fields/3/fields/1/max_length", "8 caractères" },
  { "pass-misplaced", "demarches/bac.json", "\"type\": \"textarea\"", "\"type\": \"textarea\", \"card\": \"ville\"",
    "demarches/bac.json", "/steps/0/fields/2/card", "textarea" },
  { "synonym-twice", "synonyms.json", "\"conteneur\"", "\"BAC\"", "synonyms.json", "/groups/0/1", "deux fois" },
  { "synonym-alone", "synonyms.json", ", \"CNI\"", "", "synonyms.json", "/groups/1", "" },
  { "synonym-without-letters", "synonyms.json", "\"CNI\"", "\"--\"", "synonyms.json", "/groups/1/1", "lettre" },
  { "life-event-twice", "life-events.json", "\"je-perds\"", "\"jarrive\"", "life-events.json", "/life_events/1/id",
    "deux fois" },
  { "step-dangling-service", "life-events.json", "\"service\": \"bac\"", "\"service\": \"sac\"", "life-events.json",
    "/life_events/0/steps/0/service", "services/" },
  { "step-dangling-demarche", "life-events.json", "\"demarche\": \"bac\"", "\"demarche\": \"sac\"", "life-events.json",
    "/life_events/0/steps/2/demarche", "demarches/" },
  { "step-two-doors", "life-events.json", "\"demarche\": \"bac\"", "\"demarche\": \"bac\", \"service\": \"bac\"",
    "life-events.json", "/life_events/0/steps/2", "à la fois" },
  { "step-says-nothing", "life-events.json", "\"demarche\": \"bac\"", "\"why\": \"Pour voir.\"", "life-events.json",
    "/life_events/0/steps/2", "ne dit pas" },
  { "condition-unknown-question", "life-events.json", "\"question\": \"age\"", "\"question\": \"taille\"",
    "life-events.json", "/life_events/0/steps/1/when/1/question", "posée plus haut" },
  { "condition-unknown-choice", "life-events.json", "[\"petit\", \"moyen\"]", "[\"petit\", \"gros\"]",
    "life-events.json", "/life_events/0/steps/1/when/1/in/1", "n’est pas un choix" },
  { "condition-of-itself", "life-events.json", "\"when\": [{ \"question\": \"enfants\", \"in\": [\"oui\"] }]\n",
    "\"when\": [{ \"question\": \"age\", \"in\": [\"petit\"] }]\n", "life-events.json",
    "/life_events/0/questions/1/when/0/question", "posée plus haut" },
  { "choice-twice", "life-events.json", "\"id\": \"grand\"", "\"id\": \"petit\"", "life-events.json",
    "/life_events/0/questions/1/choices/2/id", "deux fois" },
  { "circle", "demarches/bac.json", "\"required\": true, \"minimum\"",
    "\"condition\": { \"field\": \"raison\", \"op\": \"answered\" }, \"required\": true, \"minimum\"",
    "demarches/bac.json", NULL, "" },
  { "dangling-field", "demarches/bac.json", "\"field\": \"personnes\", \"op\": \">=\"",
    "\"field\": \"personne\", \"op\": \">=\"", "demarches/bac.json", NULL, "personne" },
  { "ill-typed", "demarches/bac.json", "\"value\": 8", "\"value\": \"huit\"", "demarches/bac.json", NULL, "" },
  { "dangling-setting", "demarches/bac.json", "\"setting\": \"maximum\"", "\"setting\": \"maximun\"",
    "demarches/bac.json", NULL, "maximun" },
  { "no-such-format", "bundle.json", "\"format\": 1", "\"format\": 2", "bundle.json", "/format", "permise" },
};

static void
spoil (const char *folder, const Case *c)
{
  if (c->old != NULL)
    fixture_edit (folder, c->file, c->old, c->text);
  else if (c->text != NULL)
    fixture_write (folder, c->file, c->text, -1);
  else
    fixture_delete (folder, c->file);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GPtrArray) faults = NULL;
  ParvisBundleFault *fault;

  spoil (folder, c);
  faults = check (folder);
  g_assert_cmpuint (faults->len, ==, 1);
  fault = faults->pdata[0];
  g_assert_cmpstr (fault->file, ==, c->said_of);
  if (c->pointer != NULL) /* else the engine's own business, and its own tests' */
    g_assert_cmpstr (fault->pointer, ==, c->pointer);
  g_assert_nonnull (strstr (fault->message, c->message));
  fixture_remove (folder);
}

/* What a language lacks is counted, and is no fault. */
static void
test_translations (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = parvis_bundle_translations (folder, &error);
  g_autoptr (GPtrArray) after = NULL, faults = NULL;
  ParvisBundleTranslation *english, *spoilt;

  g_assert_no_error (error);
  fixture_edit (folder, "services/bac.json", "{ \"fr\": \"Gratuit.\", \"en\": \"Free.\" }", "{ \"fr\": \"Gratuit.\" }");
  fixture_edit (folder, "services/bac.json", "{ \"fr\": \"Sous 5 jours.\", \"en\": \"Within 5 days.\" }",
                "\"Sous 5 jours.\"");
  faults = check (folder);
  g_assert_cmpuint (faults->len, ==, 0);
  after = parvis_bundle_translations (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 1);
  english = before->pdata[0];
  spoilt = after->pdata[0];
  g_assert_cmpstr (english->language, ==, "en");
  g_assert_cmpuint (english->total, >, 60);
  g_assert_cmpuint (spoilt->total, ==, english->total);
  g_assert_cmpuint (spoilt->missing, ==, english->missing + 2);
  g_assert_cmpuint (english->missing, >, 0); /* the easy words, a life event */
  g_assert_null (parvis_bundle_translations ("/nowhere/at/all", &error));
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED);
  fixture_remove (folder);
}

static void
assert_only (GPtrArray *faults, const char *file, const char *message)
{
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((ParvisBundleFault *) faults->pdata[0])->file, ==, file);
  g_assert_nonnull (strstr (((ParvisBundleFault *) faults->pdata[0])->message, message));
}

static void
test_link_to_file (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autofree char *link_path = g_build_filename (folder, "services", "secret.json", NULL);
  g_autoptr (GPtrArray) faults = NULL;

  g_assert_cmpint (symlink ("/etc/passwd", link_path), ==, 0);
  faults = check (folder);
  assert_only (faults, "services/secret.json", "un lien");
  fixture_remove (folder);
}

static void
test_link_to_folder (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autofree char *lists = g_build_filename (folder, "lists", NULL);
  g_autofree char *moved = g_strconcat (folder, "-lists", NULL);
  g_autoptr (GPtrArray) faults = NULL;

  g_assert_cmpint (g_rename (lists, moved), ==, 0);
  g_assert_cmpint (symlink (moved, lists), ==, 0);
  faults = check (folder);
  g_assert_cmpuint (faults->len, ==, 2); /* and the list that the démarche names is not there */
  g_assert_nonnull (strstr (((ParvisBundleFault *) faults->pdata[1])->message, "dossier lisible"));
  fixture_remove (folder);
  fixture_remove (moved);
}

static void
test_pipe (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autofree char *pipe_path = g_build_filename (folder, "media", "flux.png", NULL);
  g_autoptr (GPtrArray) faults = NULL;

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  faults = check (folder); /* and does not wait for a writer */
  assert_only (faults, "media/flux.png", "ce n’est pas un fichier");
  fixture_remove (folder);
}

static void
test_sizes (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autofree char *json = g_strnfill (PARVIS_JSON_BYTES + 1, ' ');
  g_autofree char *media = g_strnfill (PARVIS_TREE_MAX_MEDIA + 1, ' ');
  g_autoptr (GPtrArray) faults = NULL;

  fixture_write (folder, "services/grand.json", json, -1);
  fixture_write (folder, "media/grand.png", media, -1);
  faults = check (folder);
  g_assert_cmpuint (faults->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (strstr (((ParvisBundleFault *) faults->pdata[i])->message, "trop gros"));
  fixture_remove (folder);
}

static void
test_too_many_files (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GPtrArray) faults = NULL;

  for (int i = 0; i < PARVIS_TREE_MAX_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("media/x%d.png", i);

      fixture_write (folder, name, "", 0);
    }
  faults = check (folder);
  g_assert_cmpuint (faults->len, ==, PARVIS_FAULTS_MAX + 1);
  fixture_remove (folder);
}

static void
test_huge_picture (void)
{
  /* A PNG whose header says 60000 x 60000: 14 GB of pixels behind 57 bytes. */
  static const guint8 header[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0xea,
    0x60, 0x00, 0x00, 0xea, 0x60, 0x08, 0x06, 0x00, 0x00, 0x00, 0x80, 0xd2, 0x75, 0x42, 0x00, 0x00, 0x00, 0x0c, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0xa0, 0x3d, 0x00, 0x00, 0x00, 0x64, 0x00, 0x01, 0x86, 0x64, 0x3c, 0x35,
  };
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GPtrArray) faults = NULL;

  fixture_write (folder, "media/grand.png", (const char *) header, sizeof header);
  faults = check (folder);
  assert_only (faults, "media/grand.png", "points de côté");
  fixture_remove (folder);
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_bundle_check ("/nowhere/at/all", &error));
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED);
}

static void
test_empty_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parvis-empty-XXXXXX", NULL);
  g_autoptr (GPtrArray) faults = check (folder);

  g_assert_cmpuint (faults->len, ==, 3);
  g_rmdir (folder);
}

static void
test_longest_word (void)
{
  g_assert_cmpuint (parvis_text_longest_word (""), ==, 0);
  g_assert_cmpuint (parvis_text_longest_word ("deux mots"), ==, 4);
  g_assert_cmpuint (parvis_text_longest_word ("rendez-vous"), ==, 6);
  g_assert_cmpuint (parvis_text_longest_word ("17\u00a0h\u00a030"), ==, 7); /* glued on purpose */
  g_assert_cmpuint (parvis_text_longest_word ("cre\u0301dit"), ==, 6);      /* a mark takes no room */
  g_assert_cmpuint (parvis_text_longest_word ("市役所へようこそ"), <=, 5);  /* breaks between ideographs */
}

static void
test_contrast (void)
{
  g_assert_cmpfloat_with_epsilon (parvis_colour_contrast_with_white ("#ffffff"), 1.0, 0.001);
  g_assert_cmpfloat_with_epsilon (parvis_colour_contrast_with_white ("#000000"), 21.0, 0.001);
  g_assert_cmpfloat_with_epsilon (parvis_colour_contrast_with_white ("#767676"), 4.54,
                                  0.01); /* WCAG's own well-known grey */
  g_assert_cmpfloat_with_epsilon (parvis_colour_contrast_with_white ("#777777"), 4.48, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/sound", test_sound);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/check/one/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/check/translations", test_translations);
  g_test_add_func ("/check/link-to-file", test_link_to_file);
  g_test_add_func ("/check/link-to-folder", test_link_to_folder);
  g_test_add_func ("/check/pipe", test_pipe);
  g_test_add_func ("/check/sizes", test_sizes);
  g_test_add_func ("/check/too-many-files", test_too_many_files);
  g_test_add_func ("/check/huge-picture", test_huge_picture);
  g_test_add_func ("/check/no-folder", test_no_folder);
  g_test_add_func ("/check/empty-folder", test_empty_folder);
  g_test_add_func ("/check/longest-word", test_longest_word);
  g_test_add_func ("/check/contrast", test_contrast);
  return g_test_run ();
}
