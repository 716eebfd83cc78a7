/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-header-words.h"

#include "foyer-text.h"

struct _FoyerHeaderWords
{
  GHashTable *phrases; /* (owned) normalized phrase → role + 1 */
  GHashTable *holders; /* (owned) words for the person who comes */
  GHashTable *buyers;  /* (owned) words for the person who paid */
};

typedef struct
{
  FoyerImportRole role;
  const char *phrases; /* separated by | */
} RoleWords;

/* One line for each family of languages: English; German; French, Spanish, Italian, Portuguese;
 * Dutch and Scandinavian; Polish and Czech; Turkish; Russian and Ukrainian; Arabic and Hebrew;
 * Japanese, Chinese, Korean. */
/* clang-format off */
static const RoleWords words[] = {
  { FOYER_ROLE_FULL_NAME,
    "name|full name|fullname|display name|person|contact|contact name|who|name badge|badge name|name on badge|name on ticket"
    "|vollständiger name|vor und nachname|vorname und nachname|vor und zuname|name vorname|vorname name|nachname vorname|namensschild"
    "|nom complet|nom et prénom|prénom et nom|nom prénom|prénom nom|nombre completo|nombre y apellidos|nombre y apellido|nome completo|nome e cognome|cognome e nome|nominativo|nome e sobrenome"
    "|volledige naam|naam|fullständigt namn|namn|navn|fulde navn|fullt navn|nimi"
    "|imię i nazwisko|nazwisko i imię|celé jméno|jméno a příjmení|příjmení a jméno"
    "|ad soyad|adı soyadı|isim soyisim|tam ad"
    "|имя и фамилия|фамилия и имя|фио|полное имя|ім'я та прізвище|імя та прізвище|прізвище та ім'я|піб|повне ім'я"
    "|الاسم|الاسم الكامل|الإسم|الاسم بالكامل|שם|שם מלא"
    "|氏名|名前|お名前|姓名|全名|이름|성명|성함" },
  { FOYER_ROLE_FIRST_NAME,
    "first name|firstname|first|given name|givenname|forename|given names|first names"
    "|vorname|vornamen|rufname"
    "|prénom|prénoms|nombre|nombres|primer nombre|nome|primeiro nome|nome próprio"
    "|voornaam|förnamn|fornavn|etunimi"
    "|imię|imiona|jméno|křestní jméno|meno"
    "|ad|adı|isim"
    "|имя|ім'я|імя"
    "|الاسم الأول|الاسم الاول|שם פרטי"
    "|名|名字|이름 명" },
  { FOYER_ROLE_LAST_NAME,
    "last name|lastname|last|surname|family name|familyname|second name|last names"
    "|nachname|familienname|zuname"
    "|nom|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|último nome"
    "|achternaam|efternamn|efternavn|etternavn|sukunimi"
    "|nazwisko|příjmení|priezvisko"
    "|soyad|soyadı|soyisim"
    "|фамилия|прізвище"
    "|اسم العائلة|اللقب|الاسم الأخير|שם משפחה"
    "|姓|苗字|名字 姓|성" },
  { FOYER_ROLE_EMAIL,
    "email|e mail|mail|email address|e mail address|emailaddress|mail address|primary email|contact email"
    "|e mail adresse|email adresse|mailadresse|mail adresse|e mailadresse"
    "|adresse e mail|adresse email|adresse mail|courriel|adresse courriel|adresse électronique|mél|correo|correo electrónico|dirección de correo|dirección de correo electrónico|correo e|e mail indirizzo|indirizzo e mail|indirizzo email|posta elettronica|endereço de e mail|endereço de email|correio eletrónico|correio eletrônico"
    "|e mailadres|emailadres|e postadress|epostadress|e post|epost|e postadresse|epostadresse|mailadress|sähköposti"
    "|adres e mail|adres email|poczta e mail|emailová adresa|e mailová adresa"
    "|e posta|eposta|e posta adresi|mail adresi"
    "|электронная почта|эл почта|почта|адрес электронной почты|имейл|емейл|електронна пошта|ел пошта|пошта|електронна адреса"
    "|البريد الإلكتروني|البريد الالكتروني|الايميل|بريد إلكتروني|אימייל|דואל|דוא ל|דואר אלקטרוני|מייל"
    "|メール|メールアドレス|eメール|電子メール|电子邮件|电子邮箱|邮箱|電子郵件|電子信箱|邮件|이메일|이메일 주소|메일" },
  { FOYER_ROLE_COMPANY,
    "company|company name|organization|organisation|organization name|organisation name|employer|firm|institution|affiliation|company organization|company organisation|business|work company|university|school"
    "|firma|firmenname|unternehmen|organisation verein|arbeitgeber|verein|einrichtung|betrieb|institut|hochschule"
    "|entreprise|société|organisme|structure|établissement|empresa|compañía|organización|institución|azienda|società|ditta|organizzazione|ente|organização|instituição|companhia"
    "|bedrijf|bedrijfsnaam|organisatie|företag|organisation företag|virksomhed|bedrift|selskap|arbeidsgiver|yritys"
    "|przedsiębiorstwo|organizacja|nazwa firmy|společnost|organizace|spoločnosť"
    "|şirket|firma adı|kurum|kuruluş"
    "|компания|организация|место работы|компанія|організація"
    "|الشركة|شركة|المؤسسة|المنظمة|חברה|ארגון"
    "|会社|会社名|所属|勤務先|組織|公司|单位|公司名称|機構|회사|회사명|소속" },
  { FOYER_ROLE_TIER,
    "ticket type|ticket|ticket name|tickettype|ticket tier|tier|ticket class|ticket category|product|product name|item|item name|admission|admission type|pass|pass type|registration type|attendee type|badge type|rate|ticket title|ticket description"
    "|ticketart|tickettyp|ticket typ|ticket art|ticketkategorie|kategorie|preiskategorie|eintrittskarte|karte|kartenart|kartentyp|produkt|artikel|teilnehmerart|teilnahmeart|ticketname|ticketbezeichnung"
    "|billet|type de billet|tarif|catégorie|type de ticket|produit|formule|type de place|nom du billet|entrada|tipo de entrada|tipo de boleto|boleto|categoría|producto|biglietto|tipo di biglietto|tipo biglietto|categoria|prodotto|bilhete|ingresso|tipo de bilhete|tipo de ingresso|tipo de ticket|produto"
    "|kaartje|kaartsoort|tickettype|ticketsoort|soort ticket|categorie|biljett|biljettyp|billettype|billetttype|lippu"
    "|bilet|rodzaj biletu|typ biletu|kategoria|vstupenka|typ vstupenky|druh vstupenky|lístek"
    "|bilet türü|bilet tipi|bilet adı|kategori"
    "|билет|тип билета|категория|категория билета|вид билета|тариф|квиток|тип квитка|категорія"
    "|التذكرة|نوع التذكرة|الفئة|تذكرة|כרטיס|סוג כרטיס|סוג הכרטיס"
    "|チケット|チケット名|券種|チケット種別|チケットの種類|票种|票種|票类型|门票类型|门票|票券|티켓|티켓 종류|티켓명|권종" },
  { FOYER_ROLE_VARIATION,
    "variation|variant|product variation|ticket variation|option|variante|variation name|variación|variazione|variação|variatie|wariant|varianta|вариант|варіант|バリエーション" },
  { FOYER_ROLE_PRICE,
    "price|amount|ticket price|total paid|paid|amount paid|price paid|cost|fee|gross|total|ticket total|total price|gross price"
    "|preis|betrag|ticketpreis|bezahlt|gesamtpreis|summe|bruttopreis|bezahlter betrag|einzelpreis|gesamt"
    "|prix|montant|montant payé|prix du billet|precio|importe|importe pagado|prezzo|importo|preço|valor|valor pago"
    "|prijs|bedrag|pris|belopp|beløb|beløp|hinta"
    "|cena|kwota|částka"
    "|fiyat|tutar|ücret"
    "|цена|сумма|стоимость|ціна|сума|вартість"
    "|السعر|المبلغ|מחיר|סכום"
    "|価格|金額|料金|价格|金额|金額|가격|금액" },
  { FOYER_ROLE_CURRENCY,
    "currency|currency code|währung|devise|monnaie|moneda|valuta|divisa|moeda|waluta|měna|para birimi|валюта|العملة|מטבע|通貨|货币|貨幣|통화" },
  { FOYER_ROLE_QUANTITY,
    "quantity|qty|tickets|number of tickets|ticket quantity|seats|places|count"
    "|anzahl|menge|ticketanzahl|anzahl tickets|anzahl karten|stück"
    "|quantité|nombre de billets|nombre de places|cantidad|quantità|quantidade|numero biglietti"
    "|aantal|antal|antall"
    "|ilość|liczba biletów|počet|počet vstupenek"
    "|adet|miktar|количество|кол во|кількість|الكمية|כמות|数量|枚数|人数|수량|매수" },
  { FOYER_ROLE_STATUS,
    "status|attendee status|ticket status|order status|payment status|approval status|registration status|state|rsvp|rsvp status|response|booking status|guest status"
    "|zahlungsstatus|bestellstatus|anmeldestatus|ticketstatus|zustand|teilnahmestatus"
    "|statut|état|statut du billet|statut de paiement|estado|estado del pedido|estado del pago|estado de la entrada|stato|stato ordine|stato pagamento|situação|estado do pedido"
    "|betaalstatus|bestelstatus|betalningsstatus|tila"
    "|status płatności|status zamówienia|stan|stav|stav objednávky|stav platby"
    "|durum|ödeme durumu|статус|статус оплаты|статус заказа|статус оплати|статус замовлення"
    "|الحالة|حالة التذكرة|حالة الدفع|סטטוס|מצב"
    "|ステータス|状態|支払状況|状态|狀態|支付状态|订单状态|상태|결제 상태|주문 상태" },
  { FOYER_ROLE_CHECKED_IN,
    "checked in|check in|checkin|checkedin|check ins|checkins|check in status|attended|attendance|present|admitted|scanned|arrived|has checked in|is checked in|entered|used|redeemed|showed up"
    "|eingecheckt|anwesend|eingelassen|erschienen|eingelöst|gescannt|da"
    "|présent|enregistré|venu|scanné|presente|asistió|registrado|escaneado|entrato|check in effettuato|compareceu|presença"
    "|ingecheckt|aanwezig|gescand|incheckad|närvarande|ankommen|mødt|fremmøtt|oppmøtt"
    "|obecny|obecność|zameldowany|wszedł|přítomen|odbaven|vstoupil"
    "|giriş yaptı|katıldı|yoklama|пришел|пришёл|отмечен|присутствует|зарегистрирован на входе|прийшов|присутній"
    "|تسجيل الدخول|حضر|الحضور|נכנס|הגיע|נוכח"
    "|チェックイン|出席|来場|入場|チェックイン済み|签到|簽到|已签到|到场|체크인|출석|입장" },
  { FOYER_ROLE_CHECK_IN_TIME,
    "checked in at|check in time|checkin time|checked in time|check in date|checkin date|checked in date|time of check in|check in timestamp|scanned at|scan time|arrival|arrival time|arrived at|entry time|entered at|last check in|first check in|checkin at|check in at|admitted at|attended at"
    "|eingecheckt am|eingecheckt um|check in zeit|check in zeitpunkt|check in datum|einlasszeit|ankunft|ankunftszeit|zeitpunkt des check ins"
    "|heure d'arrivée|heure de check in|date de check in|arrivée|hora de entrada|hora de llegada|fecha de check in|ora di ingresso|ora di arrivo|data check in|hora do check in|data do check in"
    "|incheckt tijd|ingecheckt op|inchecktijd|inchecktid|ankomsttid|ankomst"
    "|godzina wejścia|czas wejścia|data wejścia|čas příchodu|čas odbavení"
    "|giriş saati|giriş zamanı|время входа|время прихода|час входу|час приходу|وقت الدخول|وقت الحضور|שעת כניסה|זמן כניסה"
    "|チェックイン時刻|チェックイン日時|入場時刻|来場日時|签到时间|簽到時間|入场时间|체크인 시간|입장 시간" },
  { FOYER_ROLE_CODE,
    "barcode|bar code|qr|qr code|qrcode|code|ticket code|ticketcode|secret|ticket secret|scan code|qr code url|qr url|qr code link|barcode number|barcode no|ticket barcode|ticket qr|qr code data|qr code value|qr value|qr content|ticket qr code|access code|entry code|check in code|badge code|admission code"
    "|strichcode|ticketnummer code|geheimnis|ticket code qr|scancode|einlasscode"
    "|code barres|code à barres|code qr|code billet|code du billet|código|código de barras|código qr|codice|codice a barre|codice qr|codice biglietto|código do bilhete|código do ingresso"
    "|streepjescode|streckkod|stregkode|strekkode|viivakoodi"
    "|kod|kod kreskowy|kod qr|kod biletu|čárový kód|kód|kód vstupenky|qr kód"
    "|barkod|karekod|qr kod|bilet kodu|штрихкод|штрих код|код|код билета|qr код|код квитка"
    "|الباركود|الرمز|رمز التذكرة|رمز الاستجابة السريعة|ברקוד|קוד|קוד כרטיס"
    "|バーコード|qrコード|コード|条形码|条码|二维码|條碼|票码|바코드|qr코드|코드" },
  { FOYER_ROLE_PUBLIC_ID,
    "public id|attendee id|ticket id|guest id|registration id|participant id|api id|pseudonymization id|ticket number|ticket no|ticketnumber|ticket|ticket uuid|uuid|guid|registration number|reference|ticket reference|ticket ref"
    "|pseudonymisierungs id|ticketnummer|ticket nr|teilnehmernummer|teilnehmer id|kartennummer|eintrittskartennummer|anmeldenummer"
    "|numéro de billet|n° de billet|n de billet|identifiant|número de entrada|número de boleto|numero biglietto|número do bilhete"
    "|kaartnummer|biljettnummer|billetnummer|billettnummer|numer biletu|nr biletu|číslo vstupenky|bilet no|bilet numarası|номер билета|номер квитка|رقم التذكرة|מספר כרטיס"
    "|チケット番号|票号|票號|티켓 번호" },
  { FOYER_ROLE_ORDER_NUMBER,
    "order|order number|order no|order code|order id|ordernumber|orderid|order ref|order reference|booking|booking number|booking id|booking reference|booking code|purchase id|transaction id|confirmation number|confirmation code|invoice number|reservation|reservation number"
    "|bestellung|bestellnummer|bestellcode|bestell nr|auftragsnummer|auftrag|buchung|buchungsnummer|buchungscode|rechnungsnummer|reservierung"
    "|commande|numéro de commande|n de commande|référence|réservation|pedido|número de pedido|n de pedido|reserva|ordine|numero ordine|numero d'ordine|prenotazione|encomenda|número da encomenda|número do pedido"
    "|bestelling|bestelnummer|ordernummer|boekingsnummer|ordrenummer|bokning|bokningsnummer|bestillingsnummer|tilausnumero"
    "|zamówienie|numer zamówienia|nr zamówienia|kod zamówienia|objednávka|číslo objednávky"
    "|sipariş|sipariş no|sipariş numarası|заказ|номер заказа|замовлення|номер замовлення"
    "|رقم الطلب|الطلب|رقم الحجز|הזמנה|מספר הזמנה"
    "|注文番号|注文|予約番号|订单号|订单|訂單編號|订单编号|주문 번호|주문번호|예약 번호" },
  { FOYER_ROLE_POSITION,
    "position|position id|order position|attendee no|attendee number|line|line number|item number|positionsnummer|positions id|attendee"
    "|participante no|pozycja|pozice|позиция|позиція" },
  { FOYER_ROLE_BUYER_NAME,
    "buyer|buyer name|purchaser|purchaser name|purchased by|customer|customer name|ordered by|payer|billing name|order name|booker|invoice address name|buyer full name"
    "|käufer|käufername|besteller|bestellername|kunde|kundenname|rechnungsempfänger|rechnungsadresse name"
    "|acheteur|nom de l'acheteur|client|comprador|nombre del comprador|cliente|acquirente|nome acquirente|nome do comprador"
    "|koper|klant|köpare|køber|kjøper|kupujący|klient|zákazník|kupující|alıcı|müşteri|покупатель|заказчик|покупець|замовник|المشتري|רוכש|購入者|购买人|购买者|구매자" },
  { FOYER_ROLE_BUYER_EMAIL,
    "buyer email|buyer e mail|purchaser email|purchaser e mail|customer email|billing email|order email|payer email|email of buyer"
    "|e mail des käufers|e mail käufer|käufer e mail|rechnungs e mail|besteller e mail|e mail besteller"
    "|email acheteur|e mail acheteur|e mail de l'acheteur|email de l'acheteur|correo del comprador|email del comprador|email acquirente|e mail acquirente|e mail do comprador" },
  { FOYER_ROLE_NOTES,
    "notes|note|comment|comments|remark|remarks|memo|internal notes|internal note|order comment|attendee notes|staff notes|message"
    "|notiz|notizen|bemerkung|bemerkungen|kommentar|kommentare|anmerkung|anmerkungen|hinweis|hinweise"
    "|remarque|remarques|commentaire|commentaires|nota|notas|comentario|comentarios|observaciones|commento|commenti|osservazioni|comentário|comentários|observações"
    "|opmerking|opmerkingen|notitie|anteckning|anteckningar|kommentarer|bemærkninger|merknad"
    "|uwagi|uwaga|notatka|komentarz|poznámka|poznámky"
    "|not|notlar|açıklama|примечание|примечания|комментарий|заметки|примітка|примітки|коментар|нотатки|ملاحظات|ملاحظة|הערות|הערה"
    "|備考|メモ|コメント|备注|備註|메모|비고" },
  { FOYER_ROLE_IGNORE,
    "id|no|nr|row|index|event|event id|event slug|event name|event title|event date|product id|item id|ticket type id|ticket tier id|order item id|user id|customer id|account id|short id|hash|url|ticket url|ticket link|order url|event url"
    "|created|created at|created date|created on|creation date|date created|date|updated|updated at|updated date|last updated|last updated date|modified|modified at|order date|order time|order datetime|date ordered|date of purchase|purchase date|purchased at|purchased|registration date|registered at|registered|registration time|booked at|booking date|invited at|joined at|approved at|payment date|paid at|date paid|timestamp|zeitstempel|follow up date|last checked out|checked out at"
    "|order type|tax|tax rate|tax rule|tax value|tax name|tax amount|tax code|vat|vat id|vat rate|taxes|fees|fees paid|eventbrite fees|eventbrite payment processing|service fee|processing fee|net|net price|discount amount|sales channel|order locale|locale|e mail address verified|email verified|email address verified|payment provider|payment providers|payment method|payment type|ip|ip address|user agent|utm source|utm medium|utm campaign|utm term|utm content|custom source|affiliate|tracking link|price tier|delivery method|ticket delivery|last sent|reminder sent|email sent|valid from|valid until|blocked|device|gate|has joined event"
    "|amount tax|amount discount|solana address|eth address|usdc address"
    "|lfd nr|lfd|nummer|datum|bestelldatum|bestellzeit|erstellt|erstellt am|geändert|geändert am|kaufdatum|buchungsdatum|anmeldedatum|steuersatz|steuer|mwst|ust|ust id|zahlungsart|zahlungsmethode|verkaufskanal|gebühren|veranstaltung"
    "|date de commande|date d'achat|date de création|date d'inscription|fecha|fecha de compra|fecha de pedido|fecha de creación|data ordine|data acquisto|data da compra|data|evento|événement|tva|iva"
    "|besteldatum|aankoopdatum|orderdatum|ordredato|dato|data zamówienia|data zakupu|data utworzenia|datum objednávky|vytvořeno|sipariş tarihi|tarih|дата заказа|дата покупки|дата|дата замовлення|дата купівлі|تاريخ الطلب|التاريخ|תאריך הזמנה|תאריך|注文日|注文日時|登録日時|購入日時|下单时间|订单时间|报名时间|创建时间|주문일|등록일" },
};

static const char holder_words[] =
  "attendee|attendees|attendee's|participant|participant's|guest|guest's|ticket holder|ticketholder|holder|visitor|registrant|delegate|ticket|badge|member|attendee name|person"
  "|teilnehmer|teilnehmerin|teilnehmende|teilnehmenden|gast|besucher|besucherin|ticketinhaber|karteninhaber|inhaber|person|teilnehmer in|teilnehmer name|teilnehmername"
  "|du participant|de l'invité|invité|participante|del participante|asistente|del asistente|del partecipante|partecipante|do participante|convidado|invitado|ospite|titulaire|titular"
  "|deelnemer|bezoeker|deltagare|deltagarens|deltager|deltagers|gæst|gjest|osallistuja"
  "|uczestnik|uczestnika|gość|gościa|účastník|účastníka|host|hosta|katılımcı|misafir|участника|участник|гостя|гость|учасника|учасник|гість|المشارك|الحضور|الضيف|משתתף|אורח"
  "|参加者|来場者|ゲスト|参会者|參加者|嘉宾|참가자|참석자";

static const char buyer_words[] =
  "buyer|buyer's|purchaser|customer|billing|order|payer|invoice|contact person|booker|invoice address"
  "|käufer|käuferin|besteller|kunde|kunden|rechnung|rechnungs|rechnungsadresse|bestellung"
  "|acheteur|de l'acheteur|client|du client|comprador|del comprador|do comprador|cliente|del cliente|acquirente|dell'acquirente"
  "|koper|klant|köpare|køber|kjøper|kupujący|kupującego|klient|klienta|zákazník|zákazníka|alıcı|покупателя|покупатель|заказчика|покупця|замовника|المشتري|רוכש|購入者|购买者|구매자";
/* clang-format on */

/**
 * foyer_header_words_normalize:
 * @header: a header cell
 *
 * Returns: (transfer full): @header folded, with a single space for everything that is no letter,
 * mark or digit
 */
char *
foyer_header_words_normalize (const char *header)
{
  g_autofree char *folded = foyer_text_fold (header, -1);
  GString *normal = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c) || c == 0x30fc)
        g_string_append_unichar (normal, c);
      else if (c != '\'' && normal->len > 0 && normal->str[normal->len - 1] != ' ')
        g_string_append_c (normal, ' ');
    }
  if (normal->len > 0 && normal->str[normal->len - 1] == ' ')
    g_string_truncate (normal, normal->len - 1);
  return g_string_free (normal, FALSE);
}

static void
add_phrases (GHashTable *table, const char *phrases, gpointer value)
{
  g_auto (GStrv) list = g_strsplit (phrases, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      char *normal = foyer_header_words_normalize (list[i]);

      if (g_hash_table_contains (table, normal))
        g_free (normal);
      else
        g_hash_table_insert (table, normal, value);
    }
}

/**
 * foyer_header_words_new:
 *
 * Returns: (transfer full): the words, ready to be looked up
 */
FoyerHeaderWords *
foyer_header_words_new (void)
{
  FoyerHeaderWords *self = g_new0 (FoyerHeaderWords, 1);

  self->phrases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->holders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->buyers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add_phrases (self->phrases, words[i].phrases, GUINT_TO_POINTER (words[i].role + 1));
  add_phrases (self->holders, holder_words, GUINT_TO_POINTER (1));
  add_phrases (self->buyers, buyer_words, GUINT_TO_POINTER (1));
  return self;
}

static gboolean
look_up (FoyerHeaderWords *self, const char *phrase, FoyerImportRole *role)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->phrases, phrase));

  if (found == 0)
    return FALSE;
  *role = found - 1;
  return TRUE;
}

/* Finds whose phrase tells: the holder's or the buyer's word stands before or behind it. FALSE when
 * neither does. */
static gboolean
split_person (FoyerHeaderWords *self, const char *phrase, gboolean *is_buyer, FoyerImportRole *role)
{
  g_auto (GStrv) tokens = g_strsplit (phrase, " ", -1);
  guint n = g_strv_length (tokens);

  for (guint cut = 1; cut < n && cut < 8; cut++)
    {
      g_autofree char *tail = g_strjoinv (" ", tokens + cut);
      g_autofree char *kept = g_steal_pointer (&tokens[cut]);
      g_autofree char *head = g_strjoinv (" ", tokens);

      tokens[cut] = g_steal_pointer (&kept);
      for (guint turn = 0; turn < 2; turn++)
        {
          const char *person = turn == 0 ? head : tail, *rest = turn == 0 ? tail : head;

          *is_buyer = g_hash_table_contains (self->buyers, person);
          if ((*is_buyer || g_hash_table_contains (self->holders, person)) &&
              look_up (self, rest, role))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_general (FoyerImportRole role)
{
  return role == FOYER_ROLE_FULL_NAME || role == FOYER_ROLE_FIRST_NAME ||
         role == FOYER_ROLE_LAST_NAME || role == FOYER_ROLE_EMAIL || role == FOYER_ROLE_STATUS ||
         role == FOYER_ROLE_PRICE;
}

/**
 * foyer_header_words_find:
 * @self: the words
 * @header: a header cell
 * @role: (out): what the column means; untouched when that is unknown
 *
 * “Attendee name: Given name” is a given name, “Buyer first name” is none of an attendee.
 *
 * Returns: how sure that is
 */
FoyerHeaderStrength
foyer_header_words_find (FoyerHeaderWords *self, const char *header, FoyerImportRole *role)
{
  g_autofree char *phrase = foyer_header_words_normalize (header);
  FoyerImportRole found;
  gboolean is_buyer;

  if (look_up (self, phrase, &found))
    {
      *role = found;
      return is_general (found) ? FOYER_HEADER_GENERAL : FOYER_HEADER_EXACT;
    }
  if (!split_person (self, phrase, &is_buyer, &found))
    return FOYER_HEADER_UNKNOWN;

  if (is_buyer && found == FOYER_ROLE_EMAIL)
    found = FOYER_ROLE_BUYER_EMAIL;
  else if (is_buyer && found == FOYER_ROLE_FULL_NAME)
    found = FOYER_ROLE_BUYER_NAME;
  else if (is_buyer && (found == FOYER_ROLE_FIRST_NAME || found == FOYER_ROLE_LAST_NAME))
    found = FOYER_ROLE_IGNORE;
  *role = found;
  return FOYER_HEADER_EXACT;
}

/**
 * foyer_header_words_free:
 * @self: (transfer full): the words
 */
void
foyer_header_words_free (FoyerHeaderWords *self)
{
  g_hash_table_unref (self->phrases);
  g_hash_table_unref (self->holders);
  g_hash_table_unref (self->buyers);
  g_free (self);
}
