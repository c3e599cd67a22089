/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/countries.h"

#include "app/demarche/demarche.h"

static const char *const names[] = {
  /* the neighbours, where most are born who were not born here */
  "France", "Allemagne", "Andorre", "Belgique", "Espagne", "Italie", "Luxembourg", "Monaco", "Suisse",
  /* the others */
  "Afghanistan", "Afrique du Sud", "Albanie", "Algérie", "Angola", "Antigua-et-Barbuda", "Arabie saoudite",
  "Argentine", "Arménie", "Australie", "Autriche", "Azerbaïdjan", "Bahamas", "Bahreïn", "Bangladesh", "Barbade",
  "Belize", "Bénin", "Bhoutan", "Biélorussie", "Birmanie", "Bolivie", "Bosnie-Herzégovine", "Botswana", "Brésil",
  "Brunei", "Bulgarie", "Burkina Faso", "Burundi", "Cambodge", "Cameroun", "Canada", "Cap-Vert", "Centrafrique",
  "Chili", "Chine", "Chypre", "Colombie", "Comores", "Congo", "Congo (République démocratique)", "Corée du Nord",
  "Corée du Sud", "Costa Rica", "Côte d’Ivoire", "Croatie", "Cuba", "Danemark", "Djibouti", "Dominique", "Égypte",
  "Émirats arabes unis", "Équateur", "Érythrée", "Estonie", "Eswatini", "États-Unis", "Éthiopie", "Fidji",
  "Finlande", "Gabon", "Gambie", "Géorgie", "Ghana", "Grèce", "Grenade", "Guatemala", "Guinée", "Guinée-Bissao",
  "Guinée équatoriale", "Guyana", "Haïti", "Honduras", "Hongrie", "Inde", "Indonésie", "Irak", "Iran", "Irlande",
  "Islande", "Israël", "Jamaïque", "Japon", "Jordanie", "Kazakhstan", "Kenya", "Kirghizstan", "Kiribati",
  "Kosovo", "Koweït", "Laos", "Lesotho", "Lettonie", "Liban", "Liberia", "Libye", "Liechtenstein", "Lituanie",
  "Macédoine du Nord", "Madagascar", "Malaisie", "Malawi", "Maldives", "Mali", "Malte", "Maroc", "Marshall",
  "Maurice", "Mauritanie", "Mexique", "Micronésie", "Moldavie", "Mongolie", "Monténégro", "Mozambique", "Namibie",
  "Nauru", "Népal", "Nicaragua", "Niger", "Nigeria", "Norvège", "Nouvelle-Zélande", "Oman", "Ouganda",
  "Ouzbékistan", "Pakistan", "Palaos", "Palestine", "Panama", "Papouasie-Nouvelle-Guinée", "Paraguay", "Pays-Bas",
  "Pérou", "Philippines", "Pologne", "Portugal", "Qatar", "République dominicaine", "République tchèque",
  "Roumanie", "Royaume-Uni", "Russie", "Rwanda", "Saint-Christophe-et-Niévès", "Sainte-Lucie", "Saint-Marin",
  "Saint-Vincent-et-les-Grenadines", "Salomon", "Salvador", "Samoa", "Sao Tomé-et-Principe", "Sénégal", "Serbie",
  "Seychelles", "Sierra Leone", "Singapour", "Slovaquie", "Slovénie", "Somalie", "Soudan", "Soudan du Sud",
  "Sri Lanka", "Suède", "Suriname", "Syrie", "Tadjikistan", "Taïwan", "Tanzanie", "Tchad", "Thaïlande",
  "Timor oriental", "Togo", "Tonga", "Trinité-et-Tobago", "Tunisie", "Turkménistan", "Turquie", "Tuvalu",
  "Ukraine", "Uruguay", "Vanuatu", "Vatican", "Venezuela", "Vietnam", "Yémen", "Zambie", "Zimbabwe",
};

static gpointer
make (gpointer data)
{
  GPtrArray *options = g_ptr_array_new_full (G_N_ELEMENTS (names), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ParvisOption *option = g_new0 (ParvisOption, 1);
      option->value = option->label = (char *) names[i];
      g_ptr_array_add (options, option);
    }
  return options;
}

const GPtrArray *
parvis_countries (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make, NULL);
}
