"""Headers as systems export them - CRMs, ERPs, utilities, clubs, charities - are understood beside the cells they stand over."""

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import mapper

ROWS = 120
KEYS = [f"{100_000 + 17 * row}" for row in range(ROWS)]
DAYS = [f"20{18 + row % 8}-{1 + row % 12:02}-{1 + row % 28:02}" for row in range(ROWS)]
CELLS = {
    "customer_id": KEYS,
    "customer_name": [f"Ann Lee {row}" for row in range(ROWS)],
    "email": [f"ann{row}@example.org" for row in range(ROWS)],
    "tenure_months": [str(1 + row % 80) for row in range(ROWS)],
    "monthly_charges": [f"{9 + row * 7 % 80}.50" for row in range(ROWS)],
    "total_charges": [f"{90 + row * 71 % 8000}.50" for row in range(ROWS)],
    "churned": ["Y", "N", "N"] * (ROWS // 3),
    "churn_date": [day if row % 4 == 0 else "" for row, day in enumerate(DAYS)],
    "signup_date": DAYS,
    "last_activity_date": DAYS,
    "last_activity_days_ago": [str(row * 7 % 200) for row in range(ROWS)],
    "logins_last_30d": [str(row * 7 % 45) for row in range(ROWS)],
    "support_tickets": [str(row * 7 % 9) for row in range(ROWS)],
    "csat_score": [str(1 + row % 5) for row in range(ROWS)],
    "plan": ["Orchid", "Weekend", "Family"] * (ROWS // 3),
    "payment_method": ["SEPA", "Credit card", "Invoice"] * (ROWS // 3),
    "discount": ["0", "10", "25"] * (ROWS // 3),
    "nps_score": [str(row * 7 % 11) for row in range(ROWS)],
    "seats_used": [str(1 + row * 7 % 50) for row in range(ROWS)],
    "contract_type": ["Monthly", "Annual", "Quarterly"] * (ROWS // 3),
    "seats_purchased": [str(1 + row * 7 % 50) for row in range(ROWS)],
    "country": ["DE", "FR", "ES"] * (ROWS // 3),
}


def column(header: str, cells: list[str]) -> ColumnMapping:
    """What the column is taken for in a file with no more than keys, unless it is the keys itself."""
    first = ("zzqx", ["a", "b", "c"] * (ROWS // 3)) if cells is KEYS else ("Customer ID", KEYS)
    return mapper.map_columns([first[0], header], [first[1], cells])[1]


def of_field(written: str, field: str, decision: Decision) -> list[str]:
    """Those of the headers, divided by "|", that are not taken for the field, and so decided."""
    found = {header: column(header, CELLS[field]) for header in written.split("|")}
    return [header for header, each in found.items() if (each.field, each.decision) != (field, decision)]


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("customer_id", "KUNNR|KDNR|Debitoren-Nr.|Mitgl.-Nr.|MitglNr|MBR_NBR|VKONT|GPART|Geschäftspartnernummer"),
        ("customer_id", "Constituent ID|Supporter ID|Spender-ID|N° donateur|Nº de doador|Person ID|Party ID|hashed_user_id"),
        ("customer_name", "NAME1|Name 1|Vor- und Nachname|Donateur|Spender"),
        ("email", "SMTP_ADDR|EMAIL_ID|Email 1|Login Email|Invoice Email"),
        ("country", "LAND1|Country ISO2"),
        ("tenure_months", "Durée d'abonnement (mois)|Policy age months|Contract age (months)|Months since first purchase"),
        ("contract_type", "Durée d'engagement|Invoice frequency|Cadenza pagamento|Zahlrhythmus|Rythme de facturation"),
        (
            "monthly_charges",
            "Monthly rate|Monthly instalment|Monthly pledge|Monatsrate|Grundpreis/Monat|Rate per week",
        ),
        ("monthly_charges", "Beitrag_Woche|Aportación mensual|Recibo mensual|Prestação mensal|Parcela mensal"),
        ("monthly_charges", "Prélèvement mensuel|MT_COTIS_MENS|Bolletta mensile|Tariffa mensile|Tarifa mensual"),
        ("total_charges", "LTD_BILLED_AMT|IMP_FACT_ACUM|Lebenszeitumsatz|Umsatz seit Beginn|Total donado|Totale incassato"),
        ("total_charges", "Gezahlte Beiträge|Primas pagadas|Premi versati|Bisher gezahlt"),
        (
            "churned",
            "Switching out|Lapsed at renewal|Radié|Non renouvelé|Versorgerwechsel|Ausgeschieden|Dimesso|Rescindiu|TOP_RESIL",
        ),
        ("churn_date", "DT_RADIATION|DEACT_DT|Beendet am|Date de démission|Fecha de rescisión|Resignation date|Supply end date"),
        (
            "signup_date",
            "ERDAT|ACTV_DT|Date de signature|Account opened|Supply start|Abo seit|Erstspende|Erfasst am|Tenure start",
        ),
        ("last_activity_date", "dernier_passage|Dernière séance|Last stream date|Letzter Auftrag|Última presença|Dernier don"),
        ("last_activity_days_ago", "daysSinceLastStream|Dormancy (days)|Último acesso há (dias)"),
        ("logins_last_30d", "nb_passages_30j|Workouts last 30 days|Séances par mois|Plays 30d"),
        ("support_tickets", "Complaints|Reklamationen|Complaints YTD|TCKT_CNT_6M|Guasti|Anliegen"),
        ("customer_id", "Bill-to Customer No.|Sell-to Customer No.|Patron ID|CardCode|Payer No."),
        ("monthly_charges", "CMRR|Prezzo mensile IVA incl.|Monthly tuition"),
        ("total_charges", "cum_revenue|Umsatz ges.|Fact. acumulada|Total cuotas pagadas|Cumul des versements|Total réglé"),
        ("payment_method", "Payment gateway|Zahlungsverfahren|Mode d'encaissement|Modalità incasso|Forma de pagto"),
        (
            "signup_date",
            "REG_DATE|EFF_DT|Mitglied ab|Erstanlage|Criado em|Fecha de firma|Entrée en relation|Data prima attivazione",
        ),
        ("churn_date", "Lapsed since|Disdetta dal|Data cess.|Fecha de terminación|Kündigungstermin|Date d'effet de résiliation"),
        ("churned", "DISC_FLG|Non-renewed|Não renovado|Non ha rinnovato"),
        ("last_activity_days_ago", "Days w/o activity|Tage seit letztem Training|inaktiv_seit_tagen|Nb jours sans connexion"),
        (
            "last_activity_date",
            "Letztes Training|Letzter Zutritt|Zuletzt angemeldet|Ultima connessione|last_attended|LAST_ACT_DT",
        ),
        ("logins_last_30d", "login_freq_month|Entrées par mois|Classes attended last 30 days"),
        ("support_tickets", "SERVICE_CALLS_6M|service_requests_12m|Störungstickets"),
        ("last_activity_date", "Última aportación"),
        ("logins_last_30d", "Frequências Mês"),
        ("churned", "FL_CONTA_ENCERRADA"),
        (
            "last_activity_date",
            "Last Rental|DT_ULT_RECARGA|Última estadia|letzte Einfahrt|last_box_delivered|Dernière livraison|Ultima consegna",
        ),
        ("last_activity_days_ago", "jours_depuis_dernier_trajet|days_since_last_top_up"),
        ("signup_date", "first_box_date|First rental date"),
        ("last_activity_date", "Last Panel Login|Dernière connexion appli|Ultimo accesso area riservata"),
        ("support_tickets", "zendesk_tickets_ltm"),
        ("signup_date", "date_activ|cust_orig_date"),
        ("customer_id", "individual_id|Cod. aderente"),
        ("seats_purchased", "Desks|admin_licenses"),
        ("payment_method", "Invoiced via"),
        ("contract_type", "Plan Duration|Billed"),
        ("discount", "promo_pct"),
        ("monthly_charges", "curr_ann_amt|Anuidade (EUR)|RMR|abonnement_mensuel"),
        ("total_charges", "Despesa acumulada (EUR)"),
        ("discount", "RABATT_PROZ|PORC_DTO"),
        ("seats_purchased", "Subscribed seats"),
        ("csat_score", "Happy? (1-5)|satisfacao_1a5|Zufr. (1-5)"),
        ("plan", "RATE_PLAN_DESC|DESC_TARIFA|Tarifário|plano_velocidade|Tarifgruppe|Beitragsklasse|Tipo de abono"),
        ("customer_id", "NUM_CTE|GP-Nr.|Debitorenkonto|NDG|Codice anagrafica|Record ID - Contact"),
        ("customer_name", "Nome fantasia|NOM_COMPLETO|Denominación social|Vertragsinhaber|Libellé client|Trading name"),
        ("tenure_months", "Monate dabei|Meses conosco|Mois chez nous|Mesi con noi|ANZ_MESI|Treue (Monate)"),
        ("monthly_charges", "GrossPremiumPCM|Revenu mensuel HT|Contracted MRR|Factures mensuelles"),
        ("total_charges", "Total compras (€)|Totale versamenti|LFTM_BILLED"),
        ("discount", "DESC_%|cupom_pct|pct_off|% off|Rebaja %|Skonto %|Tx remise"),
        ("contract_type", "Zahlweise|Zahlperiode|Durata|Modalidad de pago|Commitment type"),
        ("payment_method", "MODE_REG|MET_PAGO|Mod. pag.to|PayMeth|Collection method"),
        ("last_activity_days_ago", "DIAS_SIN_MOVTO|DIAS_INACT|Jours inactifs|Días sin entrar|Time since last login (days)"),
        ("last_activity_date", "FEC_ULT_ACC|DT_ULT_MOV|Último ingreso|Letzte Sitzung|Dernière venue|LAST_ACTV_DT"),
        ("logins_last_30d", "DiasAsistidosMes|Sign-ins last 30 days|Fréquentation du mois"),
        (
            "support_tickets",
            "atendimentos_suporte|TRBL_TKT_CNT_6M|Appels SC 6 mois|Tickets last quarter|Calls to call centre|ACLARACIONES_12M",
        ),
        ("support_tickets", "NB_RECLAM|Contactos con soporte|SEGNALAZ_GUASTO|Casi aperti|Support-Fälle|Litiges"),
        ("nps_score", "Reco (0 à 10)|Would recommend (0-10)|Ci consiglieresti (0-10)|Empfehlungsbereitschaft"),
        ("csat_score", "NVL_SATISF_1A10|Zufriedenh. (1-5)|SAT_SCR|SODDISF"),
        ("signup_date", "INSTL_DT|DT_ATTIV|Data iscr.ne|Iscr. dal|Vertragsbeg.|CUST_SINCE_DT|Dabei seit|DT_SOUSC|Inclusão"),
        ("signup_date", "Policy issue date|Fecha emisión póliza|Data 1ª compra|Data installazione|Attivato il|Erstelldatum"),
        ("churn_date", "DT_CESSAZ|DT_DISTRATO|Lieferende|Fecha de cambio de comercializadora|CXL_DT|Künd. zum|Chiusura conto"),
        ("signup_date", "SGNUP_DT|DT_ATTIVAZ|VERTR_BEGINN|FEC_SUSCRIP|DT_SOTTOSCR|INCEP_DT"),
        ("churn_date", "TERMN_DT|DISCNCT_DT|FEC_RESC|KDG_DAT|DT_ANNULL|DT_RESILIAT|DT_DISATT"),
        ("last_activity_date", "LST_VST_DT|LAST_PURCH_DT|ULT_CONEX|DT_DERN_ACH|LTZ_AKT_DAT|DT_ULT_ATT|ULT_INGR"),
        ("last_activity_days_ago", "DAYS_INACTV|GG_INATTIV|DIAS_INACTIV"),
        ("monthly_charges", "MTHLY_PREM|PREC_MES|BEITR_MTL|RECHN_BETR_MTL|ABSCHL_MTL"),
        ("total_charges", "TOTL_CHRG_AMT|UMS_GES|SUM_RECHN"),
        ("support_tickets", "NB_RECLA|ANZ_BESCHW|ANZ_REKLA|RECL_12M|SUPP_ANFR"),
        ("logins_last_30d", "SESS_30D|VST_CNT_MTH|CONN_30J|NB_VIS_MOIS|INGR_30GG|ASIST_MES"),
        ("churned", "Still a customer|Noch Mitglied|Sigue activo|Toujours abonné"),
        ("signup_date", "Date de 1ère souscription|Data di prima iscrizione|Initial contract date|Became a member on"),
        ("churn_date", "Account closure date|Kündigung wirksam zum"),
        ("last_activity_date", "Data dell'ultimo accesso|last_app_open_date"),
        ("tenure_months", "Dauer als Kunde (Monate)|Mois en tant que client"),
        ("nps_score", "How likely are you to recommend us (0-10)|Last NPS answer"),
        ("csat_score", "Satisfacción general|Satisfaction globale|How satisfied are you?|service_satisfaction"),
        ("discount", "Remise accordée (%)|Gewährter Rabatt (%)|Sconto concesso (%)"),
        ("logins_last_30d", "Login frequency 30 days"),
        ("churned", "CTE_BAJA|Baja (S/N)|Kündigung erfolgt|Ex-customer|Churned next month|Receduto|Account closed"),
    ],
)
def test_what_systems_call_a_field_is_understood(field: str, written: str) -> None:
    assert of_field(written, field, Decision.AUTO) == []


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("tenure_months", "Months enrolled|Mesi da iscrizione|Kunde seit Monaten|Meses en la empresa"),
        ("seats_purchased", "Nombre d'utilisateurs"),
        ("monthly_charges", "Monthly rent|Monatsmiete|Loyer mensuel|Rata mensile|Don mensuel|Client monthly sales"),
        ("monthly_charges", "Monthly spend|gasto mensual|spesa mensile|monatliche Ausgaben|Abschlag|Unit price"),
        ("churned", "Stopped|Closed|CLOSED_FLG|Is inactive|Beendet|Arrêt du don|Stopped giving|Gewechselt|Chiuso|Ehemalig"),
        ("churned", "Résiliation demandée|Cancellation requested"),
        ("monthly_charges", "Importo medio bolletta|Ø Rechnungsbetrag|Average bill"),
        ("churn_date", "Switch date|Withdrawal date"),
        ("last_activity_days_ago", "meses_ultima_interacao"),
        ("support_tickets", "Contacts Last 12 Months|qtd_atendimentos_12m|issue_count_30d"),
        ("plan", "Cover Type|Giving Level|Internet plan|Policy Type"),
        ("total_charges", "Monetary value|Monetary"),
        ("last_activity_date", "Last Signal|Ultimo conferimento|Last Zzqx|letzte Zzqxung|Last zzqx date"),
        ("last_activity_days_ago", "days_since_last_run|Days Since Last Arm|months since last zzqx"),
        ("signup_date", "first_zzqx_date"),
        ("seats_purchased", "Betreute Arbeitsplätze"),
        ("support_tickets", "CALLS_12M|Interventi tecnici anno"),
        (
            "monthly_charges",
            "Monthly Min. Commitment ($)|actual_amount_paid|Amount paid|Importe pagado|Gezahlter Betrag|Montant payé",
        ),
        ("plan", "Monitoring Level|box_type"),
        ("last_activity_date", "Last login zzqx zzqy zzqz"),
        ("customer_id", "Phone number|CPF|NIF|Contract account|Card number|ID_TARJETA"),
        ("customer_id", "Cod. beneficiario|Beneficiary id|Begünstigter Nr.|Numéro bénéficiaire|Main customer id"),
        ("customer_name", "Beneficiary|Beneficiário titular|Nom du bénéficiaire"),
        ("signup_date", "Main start date|Data principale inizio"),
        ("monthly_charges", "Comisión mensual|Abonnement HT|Importo fattura"),
        ("total_charges", "Total received|Total Recebido"),
        ("support_tickets", "O.S. abertas|Visitas técnicas|Interventions"),
        ("churn_date", "Data de cancelamento do plano|Plan cancelled date|Plan churn date"),
        ("churned", "Will cancel next month|Next churn|Past churn|Churned last year|Cancelled in the past"),
        ("signup_date", "Admission date|Data de admissão"),
        ("churn_date", "Exclusão|Data estinzione|Move out date"),
        ("last_activity_date", "last_email_opened"),
        ("seats_used", "MAU"),
        ("tenure_months", "Meses no plano|Nb mois|meses_de_clube"),
    ],
)
def test_what_may_be_a_field_is_asked_for(field: str, written: str) -> None:
    assert of_field(written, field, Decision.ASK) == []


@pytest.mark.parametrize(
    ("header", "field"), [("Login interval 30 days", "logins_last_30d"), ("Disco", "churned"), ("ABM", "churned")]
)
def test_a_word_that_means_another_thing_as_often_names_nothing(header: str, field: str) -> None:
    assert column(header, CELLS[field]).field is None


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Termin storniert", CELLS["churned"]),
        ("Termin gekündigt", CELLS["churned"]),
        ("Kündigungstermin", DAYS),
        ("Cancel by date", DAYS),
        ("Pet sex", ["male", "female"] * (ROWS // 2)),
        ("Seat number", [str(1000 + 37 * row) for row in range(ROWS)]),
        ("License number", [str(100_000 + 37 * row) for row in range(ROWS)]),
    ],
)
def test_what_is_said_of_another_thing_is_left_out(header: str, cells: list[str]) -> None:
    assert column(header, cells).field is None


@pytest.mark.parametrize("header", ["Monthly invest", "Monthly parcel", "Total collect", "Last watch"])
def test_a_word_of_its_own_is_not_taken_for_a_longer_one(header: str) -> None:
    cells = DAYS if "Last" in header else [f"{amount} €" for amount in CELLS["total_charges"]]

    assert column(header, cells).decision is not Decision.AUTO


def test_the_last_time_that_the_company_did_something_is_no_activity() -> None:
    written = (
        "Last Name|Last Payment|Last invoice|Last price change|Last contacted|Last contact by rep|Last contract|Last renewal|"
        "Last modified|Last updated|Last review|Letzte Mahnung|Dernière relance|Última lectura|Last Date|"
        "Letzte Änderung|Última actualización|Ultima modifica|Dernière mise à jour|Last KYC|Last statement|Final notice"
    )
    for header in written.split("|"):
        assert column(header, DAYS).field is None, header
        assert column(f"Days since {header}", CELLS["last_activity_days_ago"]).field is None, header
