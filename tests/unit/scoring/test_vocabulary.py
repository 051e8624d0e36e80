"""Texts of customers in twelve languages."""

import pytest

from services.scoring import vocabulary


@pytest.mark.parametrize(
    ("term", "texts"),
    [
        (
            "monthly",
            "Month-to-month,month to month,MONTHLY,Monthly,mensual,Mensal,mensuel,mensile,monatlich,mes a mes,1,1 month,1.0,P1M",
        ),
        ("quarterly", "Quarterly,trimestral,trimestriel,trimestrale,vierteljährlich,3,3 Monate,3 meses"),
        ("half_yearly", "half-yearly,Semestral,semestriel,semestrale,halbjährlich,6,6 months"),
        (
            "yearly",
            "One year,1 year,Annual,annually,Anual,annuel,annuale,jährlich,12,12.0,12 Monate,1 an,un año,um ano,un anno,12m,P1Y",
        ),
        ("yearly", "Annual (paid monthly),Vertrag 1 Jahr,OneYear,yr"),
        ("multi_year", "Two year,2 years,24,24 Monate,zwei Jahre,zweijährig,dos años,dois anos,2 ans,deux ans,due anni"),
        (
            "multi_year",
            "biennale,36 mois,multi-year,Vertrag 24 Monate",
        ),
        ("flexible", "No contract,pay as you go,prepaid,sin contrato,sem fidelidade,sans engagement,ohne Vertrag,senza vincoli"),
        ("free", "Free,Gratis,gratuit,kostenlos,Trial"),
        ("monthly", "maandelijks,per maand,månadsvis,1 mån,månedlig,1 mnd"),
        ("quarterly", "per kwartaal,kvartalsvis,3 måneder"),
        ("yearly", "jaarlijks,1 jaar,eenjarig,årsvis,12 månader,1 år,årlig,12 mdr"),
        ("multi_year", "24 maanden,twee jaar,24 mån,3 år,24 mnd"),
        ("flexible", "zonder contract,onbepaalde tijd,utan bindningstid,tillsvidare,uden binding,uten binding,løbende"),
        ("weekly", "weekly,semanal,wöchentlich,hebdomadaire,settimanale"),
        ("monthly", "miesięczna,Miesięcznie,1 miesiąc,aylık,AYLIK,1 ay"),
        ("quarterly", "kwartalnie,3 miesiące,üç aylık,3 aylık"),
        ("half_yearly", "półroczna,6 miesięcy,altı aylık"),
        ("yearly", "roczna,12 mies.,na rok,yıllık,12 Ay,1 yıl"),
        ("multi_year", "24 mies.,dwuletnia,2 lata,iki yıl,24 ay"),
        ("flexible", "nieokreślony,bez zobowiązań,taahhütsüz,süresiz"),
    ],
)
def test_contract_terms_are_understood_in_six_languages(term: str, texts: str) -> None:
    assert {text: vocabulary.contract_term(text) for text in texts.split(",")} == dict.fromkeys(texts.split(","), term)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("electronic_check", "Electronic check,E-check,eCheck,Cheque electrónico,elektronischer Scheck,assegno elettronico"),
        ("paper_check", "Mailed check,cheque,chèque,Scheck,assegno"),
        (
            "bank_debit",
            "Direct debit,Lastschrift,SEPA-Lastschrift,domiciliación bancaria,débito automático,prélèvement,addebito diretto,ACH",
        ),
        ("bank_debit", "Bank transfer (automatic),Bankeinzug"),
        ("bank_transfer", "Bank transfer,Überweisung,transferencia,virement,bonifico,wire"),
        ("card", "Credit card (automatic),credit_card,CreditCard,Kreditkarte,tarjeta de débito,cartão de crédito"),
        (
            "card",
            "carte bancaire,Visa,debit card",
        ),
        ("bank_debit", "Automatische incasso,Autogiro,Betalingsservice,AvtaleGiro"),
        ("bank_transfer", "iDEAL,Overboeking,Banköverföring,Bankoverførsel"),
        ("card", "Betaalkaart,Betalkort,Dankort,Bankkort"),
        ("wallet", "Swish,MobilePay,Vipps"),
        ("invoice", "Factuur,Faktura,eFaktura"),
        ("wallet", "PayPal,Apple Pay,Digital Wallet,UPI,Bizum"),
        ("invoice", "Invoice,Rechnung,factura,facture,fattura,fatura,Net 30"),
        ("bank_transfer", "przelew,Havale,EFT"),
        ("bank_debit", "polecenie zapłaty,Otomatik Ödeme"),
        ("card", "karta płatnicza,Kredi Kartı,banka kartı"),
        ("wallet", "BLIK"),
        ("one_off", "gotówka,Nakit,karta podarunkowa"),
        ("one_off", "Cash,Gift card,Voucher,efectivo,Barzahlung,contanti,boleto"),
    ],
)
def test_ways_to_pay_are_understood_in_six_languages(kind: str, texts: str) -> None:
    assert {text: vocabulary.payment_kind(text) for text in texts.split(",")} == dict.fromkeys(texts.split(","), kind)


@pytest.mark.parametrize(
    ("tier", "text"), [("free", "Free trial"), ("entry", "Básico"), ("middle", "Pro"), ("top", "ENTERPRISE")]
)
def test_plan_tiers_are_understood(tier: str, text: str) -> None:
    assert vocabulary.plan_tier(text) == tier


@pytest.mark.parametrize("text", ["", " ", "xyz", "99", "7", "½", "x" * 10_000, "month " * 100, "\x00"])
def test_a_text_that_says_nothing_is_never_guessed(text: str) -> None:
    assert vocabulary.contract_term(text) is None
    assert vocabulary.payment_kind(text) is None
    assert vocabulary.plan_tier(text) is None
