/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-status-words.h"

#include "foyer-text.h"

#include <string.h>

typedef struct
{
  int value;
  const char *phrases; /* as they are after fold_phrase (), separated and surrounded by | */
} Words;

/* Written as people write them; folded when compared. English, German, French, Spanish, Italian,
 * Portuguese, Dutch, Scandinavian, Polish, Czech, Turkish, Russian, Ukrainian, Arabic, Hebrew,
 * Japanese, Chinese, Korean. */
/* clang-format off */
static const Words status_words[] = {
  { FOYER_SOURCE_VALID,
    "|attending|active|approved|paid|confirmed|completed|complete|valid|going|yes|accepted|registered|ok|booked|sold|issued|success|successful|succeeded|free|comp|complimentary|settled|processed|not checked in|expected|overpaid|not arrived|unused|partially refunded|partly refunded"
    "|bezahlt|bestätigt|gültig|aktiv|angemeldet|zugesagt|abgeschlossen|gebucht|teilnahme|nimmt teil|kommt|freigegeben|genehmigt|ja"
    "|payé|payée|confirmé|confirmée|validé|validée|actif|inscrit|inscrite|accepté|oui|pagado|pagada|confirmado|confirmada|activo|válido|válida|aprobado|inscrito|aceptado|pagato|confermato|confermata|attivo|valido|approvato|iscritto|completato|pago|paga|ativo|aprovado|inscrita|sí|si|sim|completado|concluído"
    "|betaald|bevestigd|geldig|actief|goedgekeurd|aangemeld|betald|bekräftad|giltig|aktiv|betalt|bekræftet|bekreftet|gyldig|tilmeldt|påmeldt|anmäld"
    "|opłacone|opłacony|zapłacono|potwierdzone|potwierdzony|aktywny|ważny|zaplaceno|potvrzeno|platná|platný|aktivní|schváleno"
    "|ödendi|onaylandı|geçerli|aktif|katılıyor|оплачен|оплачено|оплачена|подтвержден|подтверждено|активен|действителен|сплачено|підтверджено|активний|дійсний"
    "|مدفوع|مؤكد|نشط|صالح|مقبول|שולם|מאושר|פעיל|תקף"
    "|支払済|支払い済み|支払済み|確定|有効|承認済み|申込済み|参加|已付款|已支付|已确认|有效|已批准|已報名|已报名|결제완료|결제 완료|확정|유효|승인||" },
  { FOYER_SOURCE_PENDING,
    "|pending|awaiting payment|unpaid|pending approval|pending payment|payment pending|waiting|on hold|reserved|requires payment|not paid|open|due|processing|incomplete|unconfirmed|waitlist|waitlisted|waiting list|maybe|tentative|draft|partially paid|partly paid|in progress|approval pending|awaiting approval|requested"
    "|offen|ausstehend|unbezahlt|nicht bezahlt|wartend|reserviert|in bearbeitung|zahlung ausstehend|warteliste|unbestätigt|vorgemerkt|angefragt"
    "|en attente|impayé|non payé|à payer|réservé|liste d'attente|pendiente|sin pagar|no pagado|reservado|lista de espera|pendiente de pago|in attesa|non pagato|in sospeso|prenotato|lista d'attesa|pendente|não pago|aguardando|aguardando pagamento|em espera"
    "|openstaand|in afwachting|niet betaald|onbetaald|gereserveerd|wachtlijst|väntar|obetald|väntande|reserverad|afventer|ubetalt|venter|reserveret|reservert"
    "|oczekuje|oczekujące|nieopłacone|nieopłacony|niezapłacone|rezerwacja|čeká|čeká na platbu|nezaplaceno|rezervováno"
    "|beklemede|bekliyor|ödenmedi|ödeme bekleniyor|rezerve|ожидает|ожидание|ожидает оплаты|не оплачен|не оплачено|забронировано|очікує|очікує оплати|не сплачено|заброньовано"
    "|قيد الانتظار|معلق|غير مدفوع|محجوز|ממתין|לא שולם|ממתין לתשלום"
    "|保留|未払い|未入金|支払待ち|承認待ち|待支付|未付款|未支付|待确认|待付款|待审核|대기|미결제|결제대기|결제 대기|승인 대기|" },
  { FOYER_SOURCE_INVITED,
    "|invited|invitation sent|no response|not responded|no reply|not answered|eingeladen|invité|invitée|invitado|invitada|invitato|convidado|uitgenodigd|inbjuden|inviteret|invitert|zaproszony|zaproszona|pozván|davetli|davet edildi|приглашен|приглашён|запрошений|مدعو|הוזמן|招待済み|招待中|已邀请|초대됨|" },
  { FOYER_SOURCE_CHECKED_IN,
    "|checked in|checkedin|attended|present|scanned|arrived|entered|admitted|used|redeemed|in|inside|showed up"
    "|eingecheckt|anwesend|erschienen|eingelöst|eingelassen|gescannt|présent|présente|enregistré|arrivé|presente|asistió|ingresado|registrado|entrato|arrivato|compareceu|entrou|usado|utilizado|utilisé|usato"
    "|ingecheckt|aanwezig|gescand|gebruikt|incheckad|närvarande|ankommen|mødt|fremmøtt|møtt|innsjekket|tjekket ind|obecny|obecna|zameldowany|wykorzystany|przybył|odbaven|přítomen|použitá"
    "|giriş yaptı|geldi|katıldı|kullanıldı|пришел|пришла|присутствует|отмечен|использован|прийшов|прийшла|присутній|використано|حضر|دخل|مستخدم|נכנס|הגיע|נוכח"
    "|チェックイン済み|チェックイン|来場済み|入場済み|出席|使用済み|已签到|已簽到|已到场|已入场|已使用|체크인|체크인 완료|입장|입장 완료|출석|사용됨|" },
  { FOYER_SOURCE_CANCELLED,
    "|not attending|cancelled|canceled|deleted|declined|rejected|void|voided|invalid|inactive|withdrawn|no|removed|not going|revoked|failed|denied|transferred|cancelled by customer|abandoned"
    "|storniert|abgesagt|abgelehnt|gelöscht|ungültig|abgemeldet|zurückgezogen|nein|nimmt nicht teil|kommt nicht|entwertet"
    "|annulé|annulée|supprimé|refusé|refusée|décliné|non|invalide|cancelado|cancelada|anulado|anulada|rechazado|rechazada|eliminado|no asiste|inválido|annullato|annullata|cancellato|rifiutato|eliminato|non valido|recusado|recusada|rejeitado|não|excluído"
    "|geannuleerd|afgewezen|verwijderd|geweigerd|ongeldig|afgemeld|avbokad|avböjd|inställd|annullerad|makulerad|raderad|aflyst|afmeldt|annulleret|avlyst|avmeldt|kansellert|slettet"
    "|anulowane|anulowany|odwołane|odrzucone|usunięte|nieważny|zrušeno|zrušená|zrušený|odmítnuto|smazáno|neplatná"
    "|iptal|iptal edildi|reddedildi|silindi|geçersiz|отменен|отменён|отменено|отменена|отклонен|отклонён|удален|аннулирован|скасовано|скасований|відхилено|видалено|анульовано"
    "|ملغى|ملغي|ملغاة|مرفوض|محذوف|בוטל|מבוטל|נדחה|נמחק"
    "|キャンセル|キャンセル済み|取消|取り消し|辞退|不参加|無効|削除|已取消|已拒绝|已拒絕|已删除|无效|취소|취소됨|거절|삭제됨|" },
  { FOYER_SOURCE_REFUNDED,
    "|refunded|refund|fully refunded|money returned|charged back|chargeback|disputed|erstattet|rückerstattet|zurückerstattet|remboursé|remboursée|reembolsado|reembolsada|devuelto|rimborsato|rimborsata|terugbetaald|återbetald|återbetalad|refunderet|refundert|zwrócone|zwrócono|zwrot|vráceno|refundováno|iade|iade edildi|возвращен|возвращён|возврат|возвращено|повернено|повернення|مسترد|تم الاسترداد|הוחזר|זוכה|返金済み|返金|已退款|退款|환불|환불됨|환불 완료|" },
  { FOYER_SOURCE_EXPIRED,
    "|expired|timed out|timeout|lapsed|overdue|abgelaufen|verfallen|überfällig|expiré|expirée|caducado|vencido|expirado|scaduto|verlopen|utgången|förfallen|udløbet|utløpt|wygasłe|wygasło|wygasły|vypršelo|vypršela|süresi doldu|истек|истёк|просрочен|прострочено|минув|منتهي|منتهية|פג תוקף|期限切れ|已过期|已過期|过期|만료|만료됨|" },
};

static const Words yes_words[] = {
  { TRUE, "|yes|y|true|1|x|✓|✔|☑|on|ja|j|oui|o|sí|si|s|sim|tak|ano|evet|да|так|نعم|כן|はい|是|예|네|○|〇|checked in|present|wahr|vrai|" },
  { FALSE, "|no|n|false|0|-|–|off|nein|non|não|nao|nee|nej|nei|nie|ne|hayır|нет|ні|لا|לא|いいえ|否|不|아니요|아니오|×|✗|☐|falsch|faux|none|never|not checked in|" },
};
/* clang-format on */

/* Folded; spaces, underscores, hyphens and dots are one space, none at the ends. */
static void
fold_phrase (GString *to, const char *text, gsize length)
{
  gsize start = to->len, end;

  foyer_text_fold_append (to, text, length);
  end = start;
  for (gsize i = start; i < to->len; i++)
    {
      char c = to->str[i];

      if (c == '_' || c == '.' || c == '\t' || c == ',' || (c == '-' && to->len - start > 1))
        c = ' ';
      if (c == ' ' && (end == start || to->str[end - 1] == ' '))
        continue;
      to->str[end++] = c;
    }
  if (end > start && to->str[end - 1] == ' ')
    end--;
  g_string_truncate (to, end);
}

static gboolean
find (const Words *table, guint n, const char *text, gsize length, int *value)
{
  g_autoptr (GString) wanted = g_string_new ("|");
  gsize wanted_length;

  if (length > 64)
    return FALSE;
  fold_phrase (wanted, text, length);
  g_string_append_c (wanted, '|');
  wanted_length = wanted->len;

  for (guint i = 0; i < n && wanted_length > 2; i++)
    {
      g_autofree char *folded = foyer_text_fold (table[i].phrases, -1);

      if (strstr (folded, wanted->str) != NULL)
        {
          *value = table[i].value;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * foyer_status_words_find:
 * @text: a status cell
 * @length: its bytes
 * @status: (out): what it comes down to
 *
 * Refunded or declined is cancelled; awaiting payment or approval is pending. “Invited” is a guest
 * who has not answered: kept apart, so that the door asks. Slow (it folds its table): callers keep
 * the answers, of which a list has a handful.
 *
 * Returns: FALSE when the word is not known
 */
gboolean
foyer_status_words_find (const char *text, gsize length, FoyerSourceStatus *status)
{
  int value;

  if (!find (status_words, G_N_ELEMENTS (status_words), text, length, &value))
    return FALSE;
  *status = value;
  return TRUE;
}

/**
 * foyer_status_words_find_yes:
 * @text: a cell that answers a question
 * @length: its bytes
 * @is_yes: (out): whether it says yes
 *
 * Returns: FALSE when it is neither
 */
gboolean
foyer_status_words_find_yes (const char *text, gsize length, gboolean *is_yes)
{
  int value;

  if (!find (yes_words, G_N_ELEMENTS (yes_words), text, length, &value))
    return FALSE;
  *is_yes = value;
  return TRUE;
}
