/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sample-people.h"

/* Whole names, of many scripts: what a badge, a search and a table have to cope with. */
static const char *const whole_names[] = {
  "山田 太郎",
  "佐藤 花子",
  "鈴木 一郎",
  "高橋 美咲",
  "渡辺 健太",
  "伊藤 さくら",
  "王 小明",
  "李 娜",
  "張 偉",
  "陳 美玲",
  "刘 洋",
  "赵 敏",
  "김민준",
  "이서연",
  "박지훈",
  "최수빈",
  "정하윤",
  "강도현",
  "محمد الأحمد",
  "فاطمة الزهراء",
  "ليلى حداد",
  "عمر الخطيب",
  "نور الدين",
  "يوسف منصور",
  "מיכל כהן",
  "דוד לוי",
  "יעל מזרחי",
  "אורי פרץ",
  "नेहा शर्मा",
  "अर्जुन पटेल",
  "प्रिया सिंह",
  "राहुल वर्मा",
  "अनन्या गुप्ता",
  "สมชาย ใจดี",
  "กมลวรรณ ศรีสุข",
  "ณัฐพล วงศ์ไทย",
  "Анна Иванова",
  "Дмитрий Смирнов",
  "Ольга Кузнецова",
  "Сергій Шевченко",
  "Марія Бондаренко",
  "Иван Петров",
  "Ελένη Παπαδοπούλου",
  "Γιώργος Νικολάου",
  "Μαρία Οικονόμου",
  "Նարեկ Հակոբյան",
  "ნინო ბერიძე",
  "ትዕግስት አበበ",
  "Nguyễn Thị Minh",
  "Trần Văn Hùng",
  "Phạm Thu Hà",
  "Lê Quang Vinh",
  "Ñusta Mamani",
  "Þórdís Jónsdóttir",
  "Åsa Björk",
  "Søren Ærø",
  "Łukasz Żółć",
  "Zoë Ångström",
  "François Lefèvre",
  "Müller-Lüdenscheidt, Jörg",
  "Jean-Baptiste d’Aubigné de la Rochefoucauld",
  "María José Fernández-Villaverde y Ortiz de Zárate",
  "O’Neill Aoife",
  "Wolfeschlegelsteinhausenbergerdorff, Hubert",
  "Ngô 🎭 Theo",
  "Priya தமிழ்செல்வி",
  "X Æ",
  "Ana María Núñez",
};

static const char *const given_names[] = {
  "Grace", "Ada",    "Alan",  "Maja",   "Lukas", "Emma",  "Noah",  "Mia",   "Paul",  "Lea",
  "Jonas", "Hannah", "Elias", "Sofia",  "Ben",   "Clara", "Felix", "Ines",  "Hugo",  "Alice",
  "Pablo", "Lucía",  "Marco", "Giulia", "Anton", "Ida",   "Oskar", "Freya", "Piotr", "Zofia",
  "Tomás", "Jana",   "Ali",   "Aylin",  "Emre",  "Amina", "Kwame", "Chidi", "Zuri",  "Thabo",
};

static const char *const family_names[] = {
  "Hopper",   "Lovelace", "Turing",  "Novák",    "Schmidt",  "Weber",    "Fischer", "Wagner",
  "Becker",   "Hoffmann", "Koch",    "Richter",  "Dubois",   "Moreau",   "Laurent", "García",
  "Romero",   "Costa",    "Silva",   "Rossi",    "Bianchi",  "Kowalski", "Nowak",   "Jansen",
  "de Vries", "Larsen",   "Nilsson", "Korhonen", "Yılmaz",   "Demir",    "Okafor",  "Mensah",
  "Dlamini",  "Smith",    "Johnson", "Walker",   "Campbell",
};

static const char *const companies[] = {
  "Acme, Inc.",       "Bauhaus & Töchter GmbH", "株式会社みらい", "Open Doors e. V.",
  "شركة النور",       "Studio Norte",           "Северный ветер", "University of Applied Foyers",
  "Kaffeehaus Adler",
};

/* Well spread and always the same; not for secrets. */
static guint
mix (guint n)
{
  n ^= n >> 16;
  n *= 0x7feb352dU;
  n ^= n >> 15;
  n *= 0x846ca68bU;
  return n ^ (n >> 16);
}

/**
 * foyer_sample_person_name:
 * @n: below %FOYER_N_SAMPLE_PEOPLE
 *
 * Every fourth guest has one of the whole names, until they are used up.
 *
 * Returns: (transfer full): a name
 */
char *
foyer_sample_person_name (guint n)
{
  if (n % 4 == 1 && n / 4 < G_N_ELEMENTS (whole_names))
    return g_strdup (whole_names[n / 4]);
  /* 40 and 37 have no common factor: no name comes twice. */
  return g_strdup_printf ("%s %s", given_names[n % G_N_ELEMENTS (given_names)],
                          family_names[n % G_N_ELEMENTS (family_names)]);
}

/**
 * foyer_sample_person_company:
 * @n: below %FOYER_N_SAMPLE_PEOPLE
 *
 * Returns: (nullable): a company, for about every other guest
 */
const char *
foyer_sample_person_company (guint n)
{
  guint draw = mix (n + 7) % (2 * G_N_ELEMENTS (companies));

  return draw < G_N_ELEMENTS (companies) ? companies[draw] : NULL;
}
