"""Words for the state of a customer - left, stayed, in between - and for yes and no, in twelve languages.

The mapper knows a label by the same words by which it is read: a word that only one of both knew would lose whom it stands for.
"""

from services.runtime import letters

_BLANKS = str.maketrans("_-/", "   ")

# Divided by commas, as ``folded`` has them: English, Spanish, Portuguese, French, German, Italian, Polish, Turkish, Dutch,
# Swedish, Danish, Norwegian.
_YES = """
    yes, y, true, t, 1, 1.0, on, x, positive, si, s, sim, oui, o, vrai, ja, j, wahr, vero, verdadero, verdadeiro, tak, prawda,
    evet, dogru, waar, sant, sann, sandt
"""
_NO = """
    no, n, false, f, 0, 0.0, off, negative, nao, non, nein, faux, falsch, falso, nie, falsz, hayir, yanlis, nee, nej, nei, onwaar,
    falskt, falsk, usant, usand
"""
# States of a customer mean what they say, whatever the column is called.
_LEFT = """
    wc cancelled, wc expired, churned voluntary, churned involuntary, voluntary churn, involuntary churn, voluntarily churned,
    churned, churn, churner, churned customer, customer churned, lost, lost customer, leave, leaver, left, exited, exit, quit,
    departed, gone,
    cancelled, canceled, cancel, attrited, attrited customer, attrition, inactive, closed, closed lost,
    terminated, former, former customer, ex, ex customer, past customer, expired, lapsed, ended, stopped, deactivated,
    disabled,
    unsubscribed, deleted, removed, surrendered, resigned, dropped, disconnected, discontinued, withdrawn, opted out, not
    renewed, non renewed, archived, canc, cancl, cxl, cxld, inact, inac, deact, termd, disco, resil, ex member, former member,
    written off, charged off, incomplete expired, non member, not active,
    deceased, moved out, ported out, port out, defected,
    baja, de baja, dado de baja, dada de baja, perdido, perdida, cancelado, cancelada, cancelo, inactivo, inactiva, ex
    cliente,
    excliente, abandonado, abandonada, abandono, anulado, anulada, finalizado, finalizada, terminado, terminada, cerrado,
    cerrada, desactivado, desactivada, vencido, vencida, expirado, expirada, rescindido, rescindida,
    retirado, retirada, fugado, fugada, desertor, desvinculado, desvinculada, cliente perdido,
    baja voluntaria, baja definitiva, baja por impago, no vigente, no activo, no activa, caducado, caducada, ex socio, ex
    socia, no renovado,
    inativo, inativa, encerrado, encerrada, evadido, evadida, cancelou, desistiu, desistente, saiu, desativado, desativada,
    desligado, desligada, rescindiu, fechado, fechada,
    distratado, distratada, ex aluno, nao renovado, nao ativo, excluido, excluida,
    resilie, resiliee, radie, radiee, demissionnaire, parti, partie, perdu, perdue, inactif, ancien, ancien client, ancienne
    cliente, cloture, cloturee,
    ferme, fermee, termine, terminee, annule, annulee, desactive, desactivee, expire, expiree, desabonne, desabonnee, churne,
    client perdu, sorti, sortie, quitte, non renouvele,
    non actif, echu, echue, ancien adherent, ancien abonne, ancien membre,
    gekundigt, gekuendigt, gekundigter, gekundigter kunde, verloren, inaktiv, ehemalig, ehemaliger kunde, ehemalige, beendet,
    abgewandert, ausgetreten, storniert, geschlossen, deaktiviert, abgelaufen, abgemeldet, exkunde, ex kunde,
    abgesprungen, kunde verloren, verstorben,
    ausgeschieden, widerrufen, ex mitglied, ehemaliges mitglied, nicht aktiv, nicht verlangert,
    abbandonato, abbandonata, perso, persa, cessato, cessata, disdetto, disdetta, inattivo, inattiva, disattivo, disattiva,
    disattivato, disattivata, chiuso, chiusa, scaduto, scaduta, annullato, annullata, terminato, dimesso, dimessa, receduto,
    receduta, cliente perso, uscito, uscita, cess, recesso, decaduto, decaduta,
    disdettato, disdettata, non attivo, non attiva, non rinnovato, non rinnovata, stornato, stornata,
    odszedl, odeszla, zrezygnowal, zrezygnowala, rezygnacja, utracony, utracona, rozwiazany, rozwiazana, rozwiazano,
    wypowiedziana, wypowiedziany, nieaktywny, nieaktywna, nieaktywne, zakonczony, zakonczona, zakonczone, anulowany, anulowana,
    anulowane, wygasly, wygasla, wygasl, byly klient, byla klientka, zamkniety, zamknieta, zamkniete, usuniety, usunieta,
    dezaktywowany, dezaktywowana, nieprzedluzona, nieodnowiona, odlaczony, odlaczona,
    ayrildi, ayrilan, iptal, iptal edildi, iptal etti, pasif, sonlandi, sonlandirildi, feshedildi, fesih, kapali, kapandi,
    kapatildi, kaybedildi, kayip, kayip musteri, eski musteri, eski uye, suresi doldu, sona erdi, terk etti, silindi, yenilenmedi,
    aktif degil,
    opgezegd, opgezegde klant, beeindigd, gestopt, vertrokken, uitgeschreven, geannuleerd, overgestapt, afgemeld, verlopen, weg,
    klant weg, inactief, niet actief, voormalig, voormalige klant, ex klant, ex lid, oud klant, oud lid, gesloten, gedeactiveerd,
    geroyeerd, stopgezet, niet verlengd, overleden, verhuisd, klant verloren,
    uppsagd, uppsagt, sagt upp, avslutad, avslutat, avslutade, avregistrerad, avanmald, lamnat, har lamnat, tappad, forlorad,
    forlorad kund, stangd, stangt, utgangen, utgatt, inaktivt, ej aktiv, inte aktiv, tidigare kund, tidigare medlem, uttradd,
    utflyttad, annullerad, ej fornyad, avliden, avaktiverad, inaktiverad, churnad,
    opsagt, afmeldt, udmeldt, ophort, afsluttet, lukket, udlobet, annulleret, mistet, mistet kunde, tabt kunde,
    ikke aktiv, tidligere kunde, tidligere medlem, fraflyttet, deaktiveret, ikke fornyet, stoppet, afgaet, afdod,
    oppsagt, utmeldt, avsluttet, opphort, kansellert, tapt, tapt kunde, utlopt, sluttet, deaktivert, har sluttet
"""
_STAYED = """
    wc active,
    retained, retain, active, active customer, live, alive, current, current customer, customer, stayed, stay, open, existing,
    existing customer, loyal, renewed, subscribed, ongoing, joined, kept, won, closed won, enabled, continued, paying,
    not churned, no churn, not churn, non churned, in force, in progress, in good standing, supporting, giving, act, actv,
    subscribing, in service, reactivated,
    alta, de alta, activo, activa, vigente, retenido, retenida, cliente activo, cliente activa, renovado, renovada, abierto,
    abierta, vigor, en vigor, en curso, en progreso, em vigor, em andamento, ativo, ativa, retido, retida, cliente ativo,
    dado de alta, dada de alta, al corriente, reactivado, reactivada, em dia, adimplente, reativado, reativada,
    cliente ativa, cliente, aberto, aberta,
    actif, active, fidele, client actif, client, en cours, en vigueur, ouvert, ouverte, renouvele, renouvelee, abonne,
    abonnee,
    aktiv, aktiver kunde, bestehend, bestehender kunde, bestandskunde, kunde, laufend, gehalten, offen, verlangert,
    reaktiviert,
    attivo, attiva, presente, cliente attivo, cliente attiva, in corso, in vigore, aperto, aperta, rinnovato, rinnovata, in
    essere, riattivato, riattivata, in regola,
    aktywny, aktywna, aktywne, klient aktywny, aktywny klient, obecny klient, obowiazuje, obowiazujaca, trwa, w trakcie,
    odnowiona, przedluzona, klient, klientka,
    aktif, aktif musteri, devam, devam ediyor, mevcut, mevcut musteri, acik, yenilendi, musteri, yururlukte,
    actief, actieve klant, klant, lopend, lopende, behouden, bestaande klant, huidige klant, verlengd, gebleven, ingeschreven,
    aktivt, aktiv kund, kund, nuvarande kund, pagaende, lopande, fornyad, befintlig kund, aterkommen,
    aktiv kunde, nuvaerende kunde, igangvaerende, lobende, fornyet, genoptaget,
    navaerende kunde, navaerende medlem, pagaende, eksisterende kunde
"""
# Neither: who tries, pauses or owes may still do either.
_BETWEEN = """
    wc on hold, wc pending, wc pending cancel, evangelist,
    trial, trialing, in trial, paused, on hold, held, past due, overdue, suspended, pending, new, unpaid, incomplete, blocked,
    frozen, dormant, non renewing, at risk, delinquent, grace period,
    future, declined, pending cancel, pending cancellation, barred, grace, onboarding,
    suspendido, suspendida, prueba, en prueba, en pausa, pausado, pausada, pendiente, moroso, morosa, bloqueado, bloqueada,
    en tramite, congelado, congelada, baja temporal,
    suspenso, suspensa, trancado, trancada, pendente, inadimplente, em atraso, em pausa,
    suspendu, suspendue, en pause, en attente, essai, bloque, bloquee, impaye,
    en preavis, a resilier, actif preavis,
    ruhend, pausiert, ausgesetzt, gesperrt, ausstehend, probe, testphase, in mahnung,
    in kundigung, kundigung vorgemerkt, vorgemerkt, mahnung, beitragsfrei, stillgelegt,
    sospeso, sospesa, in pausa, in attesa, prova, in prova, bloccato, bloccata, moroso, insoluto,
    in disdetta, congelato, congelata,
    zawieszony, zawieszona, zawieszone, wstrzymany, wstrzymana, zamrozony, zamrozona, okres probny, w okresie probnym, probny,
    probna, oczekuje, oczekujacy, oczekujaca, wypowiedzenie, w wypowiedzeniu, w okresie wypowiedzenia, zablokowany, zablokowana,
    zalegly, windykacja, nowy, nowa,
    askida, askiya alindi, donduruldu, dondurulmus, deneme, deneme suresi, beklemede, bekliyor, odeme bekliyor, gecikmede,
    gecikmis, borclu, bloke, yeni,
    gepauzeerd, opgeschort, geschorst, geblokkeerd, in behandeling, proef, proefperiode, achterstand, openstaand, opzegging
    ingediend, wanbetaler, bevroren, slapend,
    pausad, vilande, vantande, provperiod, sparrad, fryst, avstangd, forsenad, under uppsagning, obetald, inkasso,
    pauseret, pa pause, afventer, proveperiode, suspenderet, spaerret, i restance, under opsigelse,
    hvilende, pauset, avventer, sperret, suspendert, frosset, under oppsigelse, purring, i bero
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in listed.split(","))


YES, NO, LEFT, STAYED, BETWEEN = (_words(listed) for listed in (_YES, _NO, _LEFT, _STAYED, _BETWEEN))
KNOWN = YES | NO | LEFT | STAYED | BETWEEN


def folded(cell: str) -> str:
    """The cell as words are compared: without accents, case, and marks at its ends, separators as single blanks."""
    return " ".join(letters.plain(cell).translate(_BLANKS).strip(" \t\r\n\x00.!").split())
