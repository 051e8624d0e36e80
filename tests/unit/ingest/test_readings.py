"""Headers in any of twelve languages name the fields that people mean, and look-alikes do not."""

import re

import pytest

from services.ingest.fields import FIELDS
from services.ingest.mapping import headers, readings
from services.ingest.mapping.aliases import ALWAYS_ALLOWED, FAMILIES, RULES
from services.ingest.mapping.lexicon import CONCEPTS

SURE = 2.5


def named(header: str) -> set[str]:
    """The fields that the header names beyond doubt."""
    return {reading.field for reading in readings.of(headers.read(header)) if reading.log_odds >= SURE}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_named_by_its_own_name(field: str) -> None:
    assert field in named(field)


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("customer_id", "Client No.|Número de cliente|código do cliente|N° client|Kunden-Nr.|Codice cliente|acct_num"),
        (
            "tenure_months",
            "Months as customer|antigüedad (meses)|meses como cliente|ancienneté (mois)|Vertragsdauer|mesi di anzianità",
        ),
        (
            "monthly_charges",
            "Monthly fee|cuota mensual|mensalidade|prix mensuel (€)|Monatsbeitrag|canone mensile|MRR|price per month|"
            "average monthly bill",
        ),
        ("total_charges", "Lifetime spend|importe total|faturamento total|montant total|Gesamtumsatz (EUR)|totale speso"),
        ("contract_type", "Billing cycle|tipo de contrato|fréquence de facturation|Vertragsart|tipo contratto|ciclo de cobrança"),
        ("payment_method", "Payment mode|forma de pago|forma de pagamento|moyen de paiement|Zahlungsart|metodo di pagamento"),
        ("seats_used", "Licenses used|licencias usadas|licenças em uso|licences utilisées|genutzte Lizenzen|licenze utilizzate"),
        (
            "last_activity_days_ago",
            "Days since last login|días sin actividad|dias sem acesso|jours d'inactivité|Tage seit letztem Login",
        ),
        (
            "last_activity_date",
            "Last seen|último acceso|dernière connexion|letzte Aktivität|ultimo accesso|data do último acesso",
        ),
        (
            "logins_last_30d",
            "Logins (last 30 days)|visitas últimos 30 días|connexions par mois|Anmeldungen pro Monat|accessi mensili",
        ),
        (
            "support_tickets",
            "Support calls|complaint tickets|incidencias|chamados|demandes de support|Supportanfragen|chiamate assistenza",
        ),
        ("signup_date", "Customer since|fecha de alta|data de adesão|date d'inscription|Kunde seit|data iscrizione|created_at"),
        ("churned", "Attrition flag|abandono|evasão|résilié|gekündigt|disdetta|Exited"),
        ("churn_date", "Cancelled at|fecha de baja|data do cancelamento|date de résiliation|Kündigungsdatum|data disdetta"),
    ],
)
def test_a_field_is_named_in_six_languages(field: str, written: str) -> None:
    missed = [header for header in written.split("|") if field not in named(header)]

    assert missed == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("SeniorCitizen", "age"),
        ("Account age", "age"),
        ("age_group", "age"),
        ("PaperlessBilling", "payment_method"),
        ("churn_reason", "churned"),
        ("churn_probability", "churned"),
        ("previous_cancellations", "churned"),
        ("next_renewal_date", "churn_date"),
        ("expiry_date", "churn_date"),
        ("date_of_birth", "signup_date"),
        ("updated_at", "last_activity_date"),
        ("last_payment_date", "last_activity_date"),
        ("email_opt_in", "email"),
        ("ticket_id", "support_tickets"),
        ("order_id", "customer_id"),
        ("row number", "customer_id"),
        ("account_manager_name", "customer_name"),
        ("customer_lifetime_value", "total_charges"),
        ("refund_amount", "total_charges"),
        ("annual_income", "monthly_charges"),
        ("mrr_per_seat", "monthly_charges"),
        ("storage_used_gb", "seats_used"),
        ("visits_last_7_days", "logins_last_30d"),
        ("health_score", "feature_usage_score"),
        ("credit_score", "csat_score"),
        ("discount_amount", "discount"),
        ("international_plan", "plan"),
        ("New MRR", "monthly_charges"),
        ("Switched in", "churned"),
    ],
)
def test_a_look_alike_is_not_taken_for_the_field(header: str, field: str) -> None:
    assert field not in named(header)


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("customer_id", "Numer klienta|ID klienta|Nr członka|Müşteri numarası|MÜŞTERİ NO|Üye No|Cari Kodu"),
        ("customer_name", "Imię i nazwisko|Nazwa firmy|Nazwa klienta|Adı Soyadı|Müşteri Adı|Firma Unvanı"),
        ("tenure_months", "Staż (mies.)|Liczba lat współpracy|Üyelik Süresi (Ay)|Müşterilik süresi"),
        ("signup_date", "Data zawarcia umowy|Klient od|Data rejestracji|Abonelik başlangıç tarihi|Kayıt Tarihi"),
        ("churn_date", "Data rezygnacji|Data rozwiązania umowy|İptal Tarihi|Ayrılma tarihi"),
        ("churned", "Czy zrezygnował|Odszedł|Ayrıldı mı|İptal edildi mi"),
        ("monthly_charges", "Opłata miesięczna netto|Abonament mies. (zł)|Aylık Ücret (TL)|AYLIK BEDEL"),
        ("total_charges", "Łączna kwota|Suma wpłat|Toplam Ciro|Toplam Tutar"),
        ("contract_type", "Okres umowy|Rodzaj umowy|Cykl rozliczeniowy|Sözleşme Türü|Taahhüt Süresi"),
        ("payment_method", "Forma płatności|Sposób płatności|Ödeme Şekli|Ödeme Yöntemi"),
        ("plan", "Pakiet|Rodzaj karnetu|Üyelik Tipi|Paket Adı"),
        ("last_activity_date", "Ostatnie logowanie|Data ostatniej wizyty|Son Giriş Tarihi|Son ziyaret"),
        ("last_activity_days_ago", "Dni od ostatniego logowania|Liczba dni od ostatniej wizyty"),
        ("logins_last_30d", "Logowania (30 dni)|Liczba wizyt w ostatnich 30 dniach|Son 30 Gün Giriş Sayısı"),
        ("support_tickets", "Liczba zgłoszeń|Zgłoszenia do BOK|Destek Talebi Sayısı|Arıza kaydı sayısı"),
    ],
)
def test_a_field_is_named_in_polish_and_in_turkish(field: str, written: str) -> None:
    missed = [header for header in written.split("|") if field not in named(header)]

    assert missed == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Data następnej płatności", "last_activity_date"),
        ("Kwota zaległości", "total_charges"),
        ("Opłata jednorazowa", "monthly_charges"),
        ("Powód rezygnacji", "churned"),
        ("Okres wypowiedzenia", "contract_type"),
        ("Numer faktury", "customer_id"),
        ("Liczba członków rodziny", "seats_purchased"),
        ("Son Ödeme Tarihi", "last_activity_date"),
        ("Aylık Gelir", "monthly_charges"),
        ("Kayıt Ücreti (tek seferlik)", "monthly_charges"),
        ("İptal Nedeni", "churned"),
        ("Müşteri Temsilcisi Adı", "customer_name"),
        ("Toplam Harcama (12 Ay)", "monthly_charges"),
        ("DNI cliente", "tenure_months"),
        ("lat", "tenure_months"),
        ("Cena", "monthly_charges"),
    ],
)
def test_a_look_alike_in_polish_or_turkish_is_not_taken(header: str, field: str) -> None:
    assert field not in named(header)


def test_an_unknown_word_leaves_a_doubt_and_is_told() -> None:
    reading = next(read for read in readings.of(headers.read("zzqx monthly fee")) if read.field == "monthly_charges")

    assert reading.unknown == ("zzqx",)
    assert reading.log_odds < SURE


def test_every_concept_of_a_rule_has_words() -> None:
    known = {concept for concepts in CONCEPTS.values() for concept in concepts} | {"DIGITS", "DAYS_30"}
    terms = {term for lines in RULES.values() for term in re.findall(r"[A-Z][A-Z_0-9]*", lines)}
    used = {concept for term in terms for concept in FAMILIES.get(term, term).split("|")} | ALWAYS_ALLOWED

    assert used - known == set()
