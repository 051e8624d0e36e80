"""Which columns of a list of outcomes say who, whether and when, in English, Spanish, Portuguese, French, German and Italian."""

from collections.abc import Sequence

from services.runtime import letters

# Headers without case, accents, spaces and marks. Where a list has several of them the one that stands first here counts, so
# that a name beside an id is not taken for one.
_NAMES = {
    "customer_id": """
        customerid clientid accountid memberid userid subscriberid contactid customerno customernumber
        idcliente clienteid codigocliente codcliente numerocliente nrocliente numcliente
        idclient codeclient numeroclient numclient noclient nclient
        kundennummer kundennr kundenid kundeid kdnr debitor mitgliedsnummer mitgliedsnr vertragsnummer
        codicecliente codcliente numerotessera
        idklienta nrklienta numerklienta kodklienta
        musteriid musterino musterinumarasi musterikodu uyeno aboneno
        klantnummer klantnr klantid klantcode debiteurnummer lidnummer lidnr relatienummer relatienr
        kundnummer kundnr kundid medlemsnummer medlemsnr
        kundenummer kundenr kundeid medlemsnummer medlemsnr medlemsid
        id customer client cliente kunde klient musteri klant kund account
    """,
    "churned": """
        churned churn haschurned ischurned left hasleft cancelled canceled exited attrited
        baja abandono abandona cancelado cancelada cancelou saiu evadido evasao desistiu
        resilie resiliation resilier parti depart desabonne attrition
        gekuendigt gekundigt kuendigung kundigung abgewandert ausgetreten storniert
        abbandono abbandonato disdetta disdettato recesso cessato uscito
        odszedl odeszla zrezygnowal rezygnacja
        ayrildi ayrildimi iptal iptaletti
        opgezegd opzegging uitgeschreven beeindigd vertrokken overgestapt
        uppsagd uppsagt uppsagning avslutad avslutat lamnat
        opsagt opsigelse ophort udmeldt afmeldt oppsagt oppsigelse avsluttet utmeldt
        status estado situacao situacion statut stato durum
    """,
    "date": """
        date churndate enddate canceldate cancellationdate leftdate leavingdate
        fecha fechabaja fechadebaja fechacancelacion
        data datacancelamento datadecancelamento datasaida
        dateresiliation dateresil datederesiliation datedepart
        datum kuendigungsdatum kundigungsdatum austrittsdatum
        datadisdetta datarecesso datacessazione
        datarezygnacji dataodejscia datarozwiazania datarozwiazaniaumowy
        tarih iptaltarihi ayrilmatarihi ayrilistarihi
        opzegdatum opzeggingsdatum uitschrijfdatum einddatum
        uppsagningsdatum slutdatum avslutsdatum
        dato opsigelsesdato ophorsdato udmeldelsesdato oppsigelsesdato slutdato sluttdato utmeldingsdato
    """,
}


def columns_of(headers: Sequence[str]) -> dict[str, int]:
    """The position of each of customer_id, churned and date in ``headers``; one that is missing has none."""
    known = [_plain(header) for header in headers]
    found = {}
    for field, names in _NAMES.items():
        name = next((name for name in names.split() if name in known), None)
        if name is not None:
            found[field] = known.index(name)
    return found


def _plain(header: str) -> str:
    return "".join(filter(str.isalnum, letters.plain(header)))
