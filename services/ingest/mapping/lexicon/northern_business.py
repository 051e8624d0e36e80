"""Words in Dutch, Swedish, Danish and Norwegian: what customers pay, and what they do."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "MONEY": """
        bedrag prijs prijzen tarief tarieven premie contributie abonnementsgeld lidgeld lidmaatschapsgeld termijnbedrag
        voorschot voorschotbedrag omzet omzetten factuurbedrag vergoeding besteding uitgaven gefactureerd belopp avgift kostnad
        omsattning forsaljning intakter fakturerat fakturerad prenumerationsavgift pris_per pris_pr pris_kr pris_sek pris_dkk
        pris_nok pris_inkl pris_exkl pris_eks pris_ekskl belob gebyr omsaetning praemie praemier udgift faktureret
        medlemskontingent kontingent_pr kontingent_kr manedligt_kontingent abonnementspris belop omsetning fakturert
        medlemsavgift utgift treningsavgift huur huurprijs hyra husleje husleie
    """,
    "SPENT": "uitgaven uitgegeven besteed besteding spenderat utgifter udgifter",
    "ELSEWHERE": "huur huurprijs hyra husleje husleie forsaljning",
    "PAID": "betaald betaalde betalat betald betalda betalt betalte inbetalt inbetald indbetalt innbetalt",
    "ONE_AMOUNT": "bedrag prijs premie factuurbedrag tarief belopp avgift kostnad belob belop gebyr praemie",
    "RECURRING": """
        terugkerend terugkerende periodiek periodieke aterkommande lopande tilbagevendende lobende gjentakende lopende
        gentagende
    """,
    "MRR": """
        manadspris manadsintakt manedspris maanedspris pris_man pris_mnd pris_md pris_maned pris_manad avgift_man avgift_mnd
        kostnad_man belopp_man kontingent_md kontingent_mnd manedskontingent maanedskontingent pris_mdr
    """,
    "ARR": """
        arsavgift arskostnad arspris arsbelopp arspremie arsbelob aarsbelob arspraemie arsbelop arskontingent aarspris pris_ar
        jaarcontributie
    """,
    "LTV": "klantwaarde kundvarde kundevaerdi kundeverdi livstidsvarde livstidsvaerdi livstidsverdi",
    "TOTAL": """
        totaal cumulatief gecumuleerd tot_nu_toe t_m_heden tot_heden tot_en_met_heden opgeteld totalt totala sammanlagt
        ackumulerat ackumulerad hittills summa i_alt ialt akkumuleret til_dato indtil_nu hidtil akkumulert hittil
    """,
    "TOTAL_MONEY": """
        samlet_belob samlet_belop samlet_omsaetning samlet_omsetning samlet_betalt samlet_pris samlet_fakturert
        samlet_faktureret totaalomzet totaalbedrag
    """,
    "AVERAGE": """
        gemiddeld gemiddelde genomsnitt genomsnittlig genomsnittligt genomsnittliga medelvarde snitt gennemsnit gennemsnitlig
        gennemsnitligt gjennomsnitt gjennomsnittlig
    """,
    "EXTREME": "hoogste laagste maximaal minimaal hogsta lagsta hojeste laveste hoyeste",
    "DISCOUNT": "korting rabattsats rabat rabatter rabatsats prisavdrag rabattprosent",
    "CURRENCY_CODE": "sek dkk nok kr kronor kroner",
    "CURRENCY": "munteenheid",
    "REFUND": """
        terugbetaling terugbetaald restitutie creditnota aterbetalning aterbetald kreditfaktura tilbagebetaling kreditnota
        refusjon tilbakebetaling
    """,
    "BALANCE": """
        openstaand openstaande kredietlimiet utestaende obetalt obetalda kreditgrans gaeld udestaende skyldig ubetalt ubetalte
        gjeld kredittgrense kreditgraense hypotheek lening schulden openstaande_schuld
    """,
    "CREDIT": "krediet kreditt",
    "TAX": "btw moms mva belasting skatt skat",
    "EXTRA": """
        eenmalig eenmalige toeslag aanvullend aanvullende instapkosten aansluitkosten opstartkosten inschrijfgeld
        inschrijfkosten bijbetaling engangs engangsavgift engangskostnad engangsbelopp tillagg tillaggstjanst tillval
        startavgift uppstartsavgift anslutningsavgift intradesavgift aviavgift engangsbelob engangsgebyr tillaeg tilvalg
        oprettelsesgebyr startgebyr indmeldelsesgebyr etableringsgebyr tillaegsydelser engangsbelop tillegg tilleggstjenester
        etableringsavgift innmeldingsavgift oppstartsgebyr
    """,
    "LATE": """
        achterstand achterstallig achterstallige te_laat betalingsachterstand forsenad forsenade forfallna forfallen forsinket
        forsinkede restance restancer forfalt forfalte restanse restanser
    """,
    "PENDING": "in_behandeling vantande afventer afventende avventer ventende",
    "TRANSACTION": "transactie transaktioner transaksjon",
    "PURCHASE": """
        aankoop aankopen bestelling bestel boeking ordernummer kop inkop bestallning bestallningar bokning bokningar orderbelopp
        ordrar ordervarde kob indkob bestilling ordrer ordrenr ordrenummer ordre_nr ordre_nummer ordre_id ordredato ordresum
        ordrebelob kjop innkjop ordrebelop ordreverdi bestillingsdato
    """,
    "ITEM": """
        artikel artikelnummer artiklar artikelnr varor produkter varer varenummer varenr hoofdproduct huvudprodukt hovedprodukt
    """,
    "PLAN": "pakket pakketten tarief tariefplan tariefgroep bundel prisplan prismodell prisgrupp pakke pakker",
    "LEVEL": "niva snelheid hastighet hastighed",
    "SUBSCRIPTION": """
        abonnementen lidmaatschap abonnemang prenumeration medlemskap medlemskab medlemsskab abonnementsgeld abonnementspris
        abonnementer
    """,
    "POLICY": """
        polissen verzekering forsakring forsakringar forsikring policenr policenummer polise polisnummer polisnr polis_nr
        polis_nummer
    """,
    "COVERAGE": "dekking daekning dekning forsakringsskydd",
    "CONTRACT": "contracten overeenkomst avtal kontrakt aftale aftaler avtale",
    "CONTRACT_TYPE": """
        looptijd contractvorm contractsoort betaaltermijn betaalfrequentie betaalperiode factuurfrequentie avtalsform avtalstyp
        betalningsintervall faktureringsintervall betalningsperiod faktureringsperiod aftaleform aftaletype betalingsfrekvens
        betalingsinterval faktureringsfrekvens betalingsperiode avtaleform avtaletype betalingsintervall betalingshyppighet
        betalingshyppighed
    """,
    "TYPE": "soort kategori",
    "BILLING": "facturatie facturering fakturering debitering afregning opkraevning",
    "PAYMENT": """
        betaling betaal betaald betaalde betalning betalningar betal inbetalning inbetalningar indbetaling innbetaling betalt
        betalat automatische_incasso betaalherinnering
    """,
    "UNIT": "eenheid eenheden enhet enhed",
    "METHOD": "wijze manier metod metode",
    "PAYMENT_METHOD": """
        betaalwijze betaalmethode betaalmiddel betaalvorm betaalmanier betalingswijze betalingsmethode wijze_van_betaling
        betaald_met betaald_via betalsatt betalningssatt betalningsmetod betalmetod betalmedel betalningsmedel betalningsform
        satt_att_betala betalar_med betalingsmetode betalingsmade betalingsmaade betalingsform betalingsmiddel betalingsmate
        betalingsmaate betalingstype betalingsvej betalningstyp
    """,
    "CARD": """
        kaart betaalkaart kaartnummer klantenkaart kortnummer kortnr betalkort kreditkort kredittkort kundkort kundekort
        medlemskort
    """,
    "PAPERLESS": "autogiro avtalegiro betalingsservice automatische_incasso e_faktura efaktura",
    "INVOICE": "factuur facturen factuurnr faktura fakturor fakturanr regning pa_faktura",
    "TRIAL": "proefperiode proefabonnement proefmaand proefversie provperiod provmanad proveperiode provemaned",
    "REVENUE": "omzet omsattning intakter omsaetning omsetning",
    "RECEIVED": "ontvangen erhallet mottaget modtaget mottatt",
    "COMMISSION": "afsluitprovisie kurtage",
    "WITH_TAX": """
        incl_btw inkl_btw excl_btw inclusief_btw exclusief_btw ex_btw zonder_btw met_btw inkl_moms ink_moms exkl_moms ex_moms
        eks_moms ekskl_moms excl_moms incl_moms utan_moms uden_moms med_moms uten_mva inkl_mva eks_mva ekskl_mva med_mva ex_mva
    """,
    "SIZE": "grootte omvang storlek storrelse storrelser",
    "LOGIN": """
        inlog ingelogd bezoek sessie aanmeldingen aangemeld aanwezigheid trainingen groepslessen inlogg inloggning inloggningar
        inloggad inloggningsdatum besok incheckning incheckningar traningar traningspass traningstillfallen narvaro logget_ind
        besog fremmode traening sessioner logindato innlogging innlogget logget_inn oppmote trening treningsokter
    """,
    "ACTIVITY": "activiteit interactie gezien aktivitet interaktion interaksjon handelse hendelse",
    "ACTIVE": "actief actieve aktivt aktiva",
    "OCCASION": """
        levering bezorging verblijf overnachtingen laadsessie oplading leverans resor laddning laddningar ophold rejse rejser
        opladning reise reiser opphold
    """,
    "UPKEEP": """
        onderhoud onderhoudsbeurt meterstand meteropname herinnering betaalherinnering aanmaning keuring inspectie vergadering
        underhall besiktning avlasning matarstallning matarstand paminnelse paminnelser vedligeholdelse eftersyn aflaesning
        malerstand pamindelse rykker rykkere vedlikehold avlesning purring
    """,
    "SCORE": "cijfer beoordeling waardering rapportcijfer betyg betygsattning omdome poang vurdering poeng poengsum karakter",
    "NPS": """
        aanbevelen aanbeveling aanbevelingsscore rekommendera rekommenderar rekommendation rekommendationsvilja anbefale
        anbefaling anbefaler anbefalingsvillighed
    """,
    "SATISFACTION": """
        tevredenheid klanttevredenheid tevreden nojdhet kundnojdhet nojd nki nojd_kund_index tilfredshed kundetilfredshed
        tilfreds tilfredshet kundetilfredshet fornoydhet fornoyd
    """,
    "SURVEY": """
        onderzoek vragenlijst klantonderzoek enkat undersokning undersokelse undersogelse sporgeskema sporreundersokelse
        kundundersokning
    """,
    "TICKET": """
        melding incidenten storingsmeldingen servicemeldingen arende supportarende felanmalan felanmalningar supportsag
        supportsak feilmeldinger fejlmeldinger storingen
    """,
    "COMPLAINT": "klacht klagomal reklamationer klage klager reklamasjon",
    "SUPPORT": """
        klantenservice klantendienst ondersteuning kundtjanst kundservice kundsupport kundeservice kundesupport kundestotte
        brukerstotte brugersupport
    """,
    "SERVICE": "diensten dienstverlening tjanst tjeneste tjenester",
    "CALL": "oproepen samtal opkald",
    "CONTACT": "contacten contactmoment kontakter kontakttillfallen",
    "REQUEST": """
        vraag vragen verzoek serviceverzoeken aanvraag aanvragen fragor forfragan forfragningar sporgsmal foresporgsel
        foresporgsler henvendelse henvendelser sporsmal foresporsel foresporsler supportvragen klantvragen
    """,
    "OPEN": "openstaande oppna oppnade abne apne gemeld gemelde",
    "CLOSED": "gesloten opgelost opgeloste afgehandeld stangd stangda stangt lukket lukkede",
    "SEAT": """
        licentie werkplekken gebruikerslicenties licens anvandarlicenser brugerlicenser lisens brukerlisenser licensplatser
    """,
    "PURCHASED": """
        gekocht gekochte aangeschaft aangeschafte aangekocht aangekochte afgenomen gecontracteerd gecontracteerde besteld
        bestelde ingekocht ingekochte kopta kopt inkopta bestallda avtalade kobte kobt indkobte bestilte kjopte kjopt innkjopte
        avtalte
    """,
    "USED": """
        gebruikt gebruikte in_gebruik toegewezen geactiveerde anvanda anvand anvant nyttjade utnyttjade tilldelade i_bruk brugt
        brugte anvendte anvendt tildelte i_brug brukte brukt benyttede benyttet
    """,
    "USAGE": """
        gebruik verbruik jaarverbruik anvandning forbrukning arsforbrukning nyttjande nyttjandegrad utnyttjandegrad forbrug
        arsforbrug forbruk arsforbruk utnyttelse udnyttelse benyttelse
    """,
    "FEATURE": "functie functionaliteit funktioner funksjon",
    "PRODUCT_USE": "klantportaal klantenportaal mijn_omgeving kundportal mina_sidor kundeportal selvbetjening min_side",
    "ADOPTION": "adoptie",
    "ENGAGEMENT": "betrokkenheid engagemang engasjement",
    "COUNT": "aantal aantallen hoeveelheid antal antall mangd maengde mengde",
    "QUANTITY": "hoeveelheid mangd maengde mengde",
    "PERCENT": "procent procentsats prosentsats",
    "SHARE": "aandeel graad",
}
