"""Cell texts that give a column away: genders, contract terms, payment methods, plans, industries."""

import re

from services.ingest.mapping.countries import COUNTRIES
from services.runtime.letters import plain

# Whole cells, without accents and case.
_GENDERS = """
    m f w d x h male female man woman other diverse non-binary nonbinary divers unknown
    hombre mujer varon masculino feminino femenino homem mulher outro homme femme masculin feminin autre mann frau mannlich
    weiblich
    maennlich uomo donna maschio femmina maschile femminile altro prefer_not_to_say
    mr mr. mrs mrs. ms ms. miss m. mme mlle monsieur madame herr frau sr sr. sra sra. srta senor senora senhor senhora sig sig.
    sig.ra signor signora dr dr. v u masc masc. fem fem. hembra macho otro otra outra autres sonstige sonstiges neutral neutre
    nb non_binaire no_binario nao_binario non_binario keine_angabe k.a. unspecified undisclosed not_specified no_especificado
    nao_informado non_precise non_specificato mezczyzna kobieta k erkek kadin bay bayan e belirtilmemis
    vrouw dhr dhr. mevr mevr. mevrouw de_heer heer anders onbekend kvinna kvinnor annat annan okand ej_angivet kvinde mand andet
    ukendt kvinne mann annet ukjent ikke_oppgitt ikke_angivet k
"""
_GENDER_SURE = """
    male female man woman hombre mujer varon masculino feminino femenino homem mulher homme femme masculin feminin mann frau
    mannlich
    weiblich maennlich uomo donna maschio femmina maschile femminile m f
    mr mr. mrs mrs. ms ms. mme mlle monsieur madame herr sr. sra sra. senor senora senhor senhora sig. sig.ra signor signora
    masc masc. fem fem. hembra mezczyzna kobieta erkek kadin bay bayan
    vrouw dhr dhr. mevr mevr. mevrouw kvinna kvinde kvinne mand
"""
# Stems that occur in the cells of a column of the kind, as whole words or at the beginning of a word.
_STEMS = {
    "contract_type": """
        month-to-month month_to_month monthly month annual annually year yearly one_year two_year biennial quarterly weekly
        half-yearly semi-annual
        semiannual mensual mes_a_mes anual trimestral semestral bienal mensal mensuel annuel trimestriel
        semestriel
        sans_engagement avec_engagement monatlich jahrlich jaehrlich quartalsweise vierteljahrlich monate jahr mensile annuale
        trimestrale semestrale
        fixed_term open-ended indefinido determinado rolling no_contract sin_permanencia 12_m 24_m 36_m pay_as_you_go payg
        multi-year mois meses mes mesi anni anos ans sem_fidelidade sin_compromiso senza_vincolo annualmente
        months years mtm m2m biweekly bi-weekly fortnightly bimonthly bi-monthly biannual semiannually semi-annually
        half-year every_month every_year 1m 3m 6m 12m 18m 24m 36m 48m 60m 1y 2y 3y wk wks wkly mthly yrly one_month two-year
        one-year 1_year 2_year 1yr 2yr 1-year 2-year
        mensuales anuales trimestrales semestrales bimestral bimestrale bimestriel bimensuel quincenal quinzenal cuatrimestral
        quadrimestral quadrimestrale quadrimestriel quadriennal mensais anuais mensuelle mensuels mensuelles annuelle annuels
        annuelles trimestrielle trimestriels semestrielle hebdomadaire semanal settimanale wochentlich woechentlich mensili
        annuali trimestrali semestrali semestralmente mensualmente mensalmente anualmente mensuellement annuellement
        monatl monatl. mtl mtl. jahrl jahrl. jahrliche monatliche halbjahrlich halbjaehrlich zweijahrig unbefristet
        befristet ohne_laufzeit ohne_bindung duree_indeterminee determine indetermine indeterminato determinato
        miesieczny miesieczna miesieczne miesiecznie kwartalny kwartalna kwartalnie polroczny polroczna polrocznie roczny roczna
        rocznie dwuletni dwuletnia mies mies. miesiac miesiace miesiecy rok lata lat nieokreslony nieokreslona bezterminowa
        bezterminowo bez_zobowiazan okreslony
        aylik yillik haftalik ay yil 3_aylik 6_aylik suresiz belirsiz_sureli taahhutsuz taahhutlu
        maandelijks maandelijkse maand maanden per_maand jaarlijks jaarlijkse jaar per_jaar kwartaal per_kwartaal halfjaar
        halfjaarlijks onbepaalde_tijd bepaalde_tijd doorlopend maandelijks_opzegbaar 1-jarig 2-jarig eenjarig tweejarig
        manad manader manadsvis manatlig manatligt per_manad arsvis arlig arligt kvartalsvis kvartal halvar halvarsvis
        tillsvidare utan_bindningstid bindningstid bindning tills_vidare
        maned maneder manedlig manedligt manedsvis mdr mnd arligt kvartalsvist halvarlig uden_binding uten_binding lobende lopende
        ars_binding mnd_binding maneders_binding
    """,
    "payment_method": """
        credit_card debit_card card check cheque bank_transfer transfer wire ach sepa direct_debit paypal cash apple_pay
        google_pay stripe
        invoice crypto wallet voucher gift_card electronic_check mailed_check visa mastercard amex upi net_banking
        tarjeta domiciliacion transferencia efectivo recibo bizum contado
        cartao boleto pix dinheiro debito
        carte prelevement virement especes cheque
        kreditkarte lastschrift uberweisung ueberweisung rechnung vorkasse bar sofort giropay klarna bankeinzug
        automatische_incasso incasso machtiging doorlopende_machtiging ideal overboeking overschrijving acceptgiro factuur contant
        pinpas pinnen betaalkaart bancontact domiciliering
        autogiro e-faktura efaktura faktura kort betalkort kontokort kreditkort swish bankgiro plusgiro bankoverforing
        kontant betalingsservice leverandorservice mobilepay dankort betalingskort bankoverforsel girokort fi-kort pbs
        avtalegiro vipps bankkort kredittkort girobetaling
        carta_di_credito carta bonifico addebito rid contanti bollettino
        vir prel chq cb dd cc sdd riba ri.ba. mav rav domic transf tpv tdc tdd dac pac giro standing_order eft bacs
        money_order prepaid_card direct_deposit online_payment mobile_money m-pesa paysafecard twint ideal mb_way mbway
        multibanco mercado_pago oxxo pse spei pagofacil paypal_express tarjetas cheques letra pagare remesa adeudo
        cartao_credito cartao_debito deposito carnet carne boleto_bancario conta_corrente tef lettre_cheque mandat numeraire
        tip ec ec-karte girokarte bankuberweisung dauerauftrag barzahlung nachnahme uberw uberw. lasts lasts.
        einzugsermachtigung
        przelew przelew_bankowy karta karta_kredytowa karta_platnicza gotowka blik polecenie_zaplaty zlecenie_stale
        pobranie faktura havale nakit kredi_karti banka_karti otomatik_odeme talimat kapida_odeme fatura
        contrassegno bancomat assegno satispay postepay addebito_diretto sepa_dd bonif bonif.
    """,
    "plan": """
        basic starter standard extended pro professional premium enterprise free team teams business plus gold silver bronze
        platinum diamond growth
        komfort rundum scale essential essentials advanced ultimate lite solo personal family unlimited vip trial elite core
        basico estandar profesional empresa empresarial gratis gratuito avanzado esencial oro plata
        padrao profissional avancado essencial ouro prata
        essentiel avance entreprise gratuit or argent
        basis fortgeschritten unternehmen kostenlos
        base azienda avanzato professionale gratuito oro argento
        classic clasico clasica classico classica classique klassik bronce bronzo bronze diamante diamant platin platino
        platine platina deluxe ultra prime mini maxi confort comfort light hobby ilimitado ilimitada illimitato illimitata
        basispakket uitgebreid zakelijk voordelig goud zilver brons guld gull solv bas standaard onbeperkt obegransad grund
        foretag familj erhverv bedrift
        illimite illimitee unbegrenzt familiar familiale famille familie famiglia familiare avanzada basica
        podstawowy podstawowa zaawansowany rozszerzony profesjonalny firmowy biznes rodzinny zloty srebrny darmowy bez_limitu
        temel standart kurumsal profesyonel altin gumus ucretsiz aile bireysel sinirsiz baslangic
    """,
    "industry": """
        software saas technology tech fintech healthtech edtech devtools cybersecurity healthcare health retail finance
        financial banking education manufacturing
        media insurance government logistics hospitality consulting telecom telecommunications energy automotive pharma
        biotech construction
        real_estate agriculture nonprofit e-commerce ecommerce transportation travel legal gaming entertainment food marketing
        salud tecnologia educacion finanzas comercio manufactura construccion turismo energia seguros
        saude varejo educacao industria financas servicos
        sante commerce distribution banque assurance technologie
        handel gesundheit gesundheitswesen industrie bildung finanzen versicherung maschinenbau logistik bau
        detailhandel groothandel zorg gezondheidszorg bouw onderwijs horeca zakelijke_dienstverlening overheid financieel vervoer
        landbouw vastgoed techniek maakindustrie
        vard halsovard tillverkning tillverkningsindustri bygg detaljhandel handel utbildning transport fastighet fastigheter
        livsmedel jordbruk offentlig_sektor konsult
        sundhed byggeri uddannelse detail produktion landbrug ejendomme
        helse varehandel bygg_og_anlegg utdanning eiendom landbruk offentlig industri
        sanita commercio istruzione finanza industria edilizia manifatturiero turismo
        mfg finserv public_sector pub_sector professional_services hospitals hotels restaurants utilities wholesale mining
        aerospace chemicals oil_&_gas engineering advertising ngo non-profit telecoms transport banks hosteleria
        restauracion comercio servicios transporte agricultura inmobiliaria inmobiliario consultoria alimentacion minorista
        mayorista sanidad banca educativo construcao alimentacao agronegocio agro imobiliario imobiliaria comercio_varejista
        atacado hotelaria juridico contabilidade transportes btp restauration hotellerie agroalimentaire immobilier conseil
        informatique tourisme artisanat enseignement transports energie agriculture juridique batiment einzelhandel
        grosshandel handwerk gastronomie dienstleistung dienstleistungen immobilien chemie elektrotechnik lebensmittel
        medien verkehr landwirtschaft offentlicher_dienst baugewerbe trasporti
        manifattura ristorazione edile alimentare agricoltura immobiliare consulenza informatica servizi logistica
        metalmeccanico studi_professionali artigianato
        produkcja uslugi budownictwo finanse edukacja zdrowie ochrona_zdrowia gastronomia nieruchomosci ubezpieczenia rolnictwo
        turystyka logistyka przemysl motoryzacja
        perakende uretim insaat saglik egitim tekstil lojistik turizm otomotiv gida finans yazilim bilisim bankacilik sigorta
        tarim danismanlik enerji hizmet e-ticaret
    """,
}


def _cells(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())


def _pattern(words: str) -> re.Pattern[str]:
    stems = sorted(_cells(words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, stems)) + r")(?!\w)")


GENDERS, SURE_GENDERS = _cells(_GENDERS), _cells(_GENDER_SURE)
_PATTERNS = {kind: _pattern(stems) for kind, stems in _STEMS.items()}


def normal(cell: str) -> str:
    """The cell as categories are compared: without accents, case and doubled blanks, "_" as a blank."""
    return " ".join(plain(cell).replace("_", " ").split())


def is_known(kind: str, cell: str) -> bool:
    """The normal ``cell`` names one of ``kind``: a country, a gender, or a field of which words are listed here."""
    if kind == "country":
        return cell in COUNTRIES
    if kind == "gender":
        return cell in GENDERS
    return _PATTERNS[kind].search(cell) is not None


KINDS = ("country", "gender", *_PATTERNS)
