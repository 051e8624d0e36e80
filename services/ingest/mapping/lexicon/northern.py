"""Words in Dutch, Swedish, Danish and Norwegian: who, when and whether they stay."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "CUSTOMER": """
        klant afnemer debiteur gebruiker deelnemer leden verzekerde verzekeringnemer polishouder rekeninghouder contractant
        contracthouder huurder klantnaam kund medlem medlemmar prenumerant abonnenter anvandare elev forsakringstagare
        kontoinnehavare avtalsinnehavare hyresgast medlemmer bruger brugere deltager deltagere forsikringstager kontohaver
        debitorer bruker brukere deltaker deltakere forsikringstaker leietaker stottemedlem
    """,
    "SUBSCRIBER": "prenumerant abonnenter",
    "USERS": "gebruiker beheerder anvandare anvandar bruger brugere bruker brukere",
    "COMPANY": "bedrijf bedrijven onderneming organisatie foretag bolag virksomhed selskab bedrift selskap virksomhet bsns",
    "CUSTOMER_ID": """
        lidnummer lidnr lid_nr lid_nummer lid_id lidmaatschapsnummer relatienummer relatienr relatie_nr relatie_nummer
        relatiecode relatie_id debiteurnummer debiteurnr debiteurennummer klantkenmerk kundid kundkod medlemsnummer medlemsnr
        medlemsid medlemskod kundnr kundnummer kundekode debitornr debitornummer kundenr kundenummer
    """,
    "CODE": "kod kode kenmerk referentie referens referanse",
    "NAME": """
        naam achternaam voornaam bedrijfsnaam familienaam tenaamstelling naam_van handelsnaam statutaire_naam namn fornamn
        efternamn foretagsnamn bolagsnamn namnet navn fornavn efternavn etternavn firmanavn virksomhedsnavn bedriftsnavn
        selskabsnavn selskapsnavn
    """,
    "GIVEN": "voornaam roepnaam fornamn tilltalsnamn fornavn",
    "SURNAME": "achternaam familienaam efternamn efternavn etternavn slektsnavn",
    "EMAIL": """
        mailadres emailadres e_mailadres epost e_post epostadress e_postadress epostadresse e_postadresse mejl mejladress
        emailadresse
    """,
    "ANIMAL": "huisdier hond husdjur kaeledyr kjaeledyr husdyr",
    "PHONE": """
        telefoon telefoonnummer telefoonnr mobielnummer mobiele_nummer mobiel_nummer gsm_nummer telefonnr mobilnr mobiltelefon
        mobiltelefonnummer tlf tlf_nr tlfnr tlfn
    """,
    "AGE": "leeftijd alder",
    "BIRTH": "geboorte geboortedatum geboren fodelse fodelsedatum fodelsedag fodd fodsel fodselsdato fodselsdag fodt",
    "BIRTH_YEAR": "geboortejaar fodelsear fodselsar fodselsaar",
    "GENDER": "geslacht kon kjonn man_vrouw kvinna_man man_kvinna mand_kvinde mann_kvinne m_k k_m v_m m_v",
    "SALUTATION": "aanhef tiltale tilltal aanspreekvorm",
    "COUNTRY": "landcode landkod landkode landekode woonland vestigingsland hemland bosattningsland bopaelsland",
    "NATIONALITY": "nationaliteit nationalitet nasjonalitet medborgarskap statsborgerskab statsborgerskap",
    "PLACE": "regio gebied omrade marknad",
    "ADDRESS": """
        adres straat straatnaam huisnummer huisnr postadres woonplaats plaats plaatsnaam stad gemeente vestiging filiaal wijk
        gatuadress postnummer postnr postort kommun stadsdel butik gadenavn vejnavn vej bynavn bopael kommune landsdel
        gateadresse poststed fylke butikk kommunenavn
    """,
    "INDUSTRY": """
        bedrijfstak bedrijfssector bedrijfsactiviteit branchecode sbi sbi_code bransch branschkod naringsgren verksamhetsomrade
        sni_kod branchekode erhverv erhvervsomrade bransje bransjer bransjekode naering naeringskode naeringsgruppe nace
        nace_kode naringskod
    """,
    "OWNER": """
        accountmanager accounthouder relatiebeheerder relatiemanager klantmanager klantbeheerder verkoper adviseur tussenpersoon
        vertegenwoordiger contactpersoon medewerker behandelaar eigenaar docent aangemaakt_door ingevoerd_door begeleider
        verzekeringsadviseur kundansvarig kontoansvarig saljare agare handlaggare kontaktperson radgivare maklare formedlare
        ansvarig tranare larare skapad_av registrerad_av konkurrent handledare kundeansvarlig saelger ejer sagsbehandler
        radgiver konsulent maegler ansvarlig oprettet_af medarbejder forhandler traener selger saksbehandler kundebehandler
        megler opprettet_av kundekontakt medarbeider trener broker brokers
    """,
    "EMPLOYEES": """
        medewerkers werknemers personeelsomvang bedrijfsgrootte aantal_medewerkers aantal_werknemers fte anstallda
        antal_anstallda ansatte antal_ansatte antall_ansatte medarbejdere antal_medarbejdere
    """,
    "EARNED": "inkomsten inntekter indtaegter",
    "SENIOR": "gepensioneerd gepensioneerde pensionar pensionist",
    "FAMILY": """
        kinderen gezin gezinsleden gezinsgrootte gezinssamenstelling burgerlijke_staat gehuwd huwelijkse_staat
        aantal_gezinsleden aantal_kinderen aantal_personen familjemedlemmar civilstand hushall hushallsstorlek antal_barn
        antal_personer antal_familjemedlemmar familiemedlemmer husstand civilstatus sivilstand sivilstatus antall_barn
        antall_personer antal_born antal_boern husholdning familiestorrelse familjestorlek
    """,
    "EDUCATION": "opleiding opleidingsniveau beroep utbildning yrke uddannelse utdanning",
    "INCOME": """
        inkomen jaarinkomen salaris loon inkomst arsinkomst manadslon indkomst husstandsindkomst inntekt arsinntekt
        husstandsinntekt
    """,
    "PROVIDER": "bij_ons leverancier hos_oss hos_os leverantor leverandor",
    "NATIONAL_ID": """
        bsn burgerservicenummer kvk kvk_nummer kvknummer btw_nummer btwnummer btw_nr btw_id personnummer personnr
        organisationsnummer organisationsnr org_nr orgnr orgnummer momsnummer cpr cpr_nr cprnr cvr cvr_nr cvrnr cvrnummer
        fodselsnummer organisasjonsnummer org_nummer
    """,
    "INSURED": """
        verzekerde meeverzekerde begunstigde forsakrad forsakrade formanstagare forsikrede forsikret begunstiget sikrede
    """,
    "SUPPLY_POINT": """
        anlaggnings_id anlaggningsid anlaggningsnummer matarnummer matpunkt matpunkts_id malernummer malepunkt malepunktid
        malepunkts_id malepunkt_id malernr meternummer meternr aansluitingsnummer aftagenummer
    """,
    "DATE": "dato tijdstip tidpunkt tidspunkt datum_van",
    "APPOINTMENT": "afspraak afspraken bokad_tid bokade_tider timebestilling",
    "TIME": "tijd tijdstip klokkeslett",
    "YEAR": "antal_ar antall_ar ar_som_kund ar_som_medlem ar_som_kunde aar_som_kunde lidmaatschapsjaren",
    "MINUTE": "minuut",
    "SECOND": "seconde sekund",
    "DAILY": "dagelijks dagelijkse per_dag daglig daglige pr_dag om_dagen",
    "WEEKLY": "wekelijks wekelijkse per_vecka veckovis ugentlig ugentligt pr_uge ukentlig per_uke pr_uke i_veckan om_ugen",
    "MONTHLY": """
        maandelijks maandelijkse per_maand p_mnd per_mnd maandbasis manatlig manatliga manatligt manadsvis per_manad i_manaden
        varje_manad kr_man per_man manedlig manedlige manedligt maanedlig maanedlige maanedligt pr_maned pr_maaned per_maned
        per_maaned pr_md pr_mdr pr_mnd om_maneden om_maaneden i_maneden i_mnd kr_md kr_mnd dkk_md nok_mnd kr_maned manedsvis
    """,
    "QUARTERLY": """
        per_kwartaal driemaandelijks driemaandelijkse kwartaalbasis per_kvartal pr_kvartal kvartalsvis kvartalsvise kvartalsvist
        i_kvartalet
    """,
    "YEARLY": """
        jaarlijks jaarlijkse per_jaar op_jaarbasis jaarbasis arlig arliga arligt arsvis per_ar pr_ar per_aar pr_aar arlige
        aarlig aarlige aarligt om_aret i_aret kr_ar
    """,
    "SINCE": "sinds sedan siden verstreken",
    "WITHOUT": "zonder utan uden uten",
    "AGO": "geleden",
    "LAST": """
        laatste laatst recentste meest_recente meest_recent afgelopen senaste senast sista sidste seneste senest siste nyligste
        de_seneste de_siste
    """,
    "FIRST": "eerste eerst forsta forste",
    "NEXT": """
        volgende eerstvolgende aankomende toekomstige nasta kommande naeste kommende neste_faktura neste_betaling neste_forfall
        neste_fornyelse neste_time neste_avtale neste_trekk framtida fremtidig
    """,
    "PREVIOUS": "vorige vorig voormalige voorgaande foregaende tidigare forra forrige tidligere",
    "START": """
        aanvang ingegaan geactiveerd activatiedatum actief_sinds actief_vanaf vanaf aansluiting aansluitdatum startad startade
        aktiverad aktiverades aktivering paborjad borjade ikrafttradande inflyttning inflytt giltig_fran startar startet
        ikrafttraedelse aktiveret indflytning begyndt gyldig_fra tilslutning levering_start begyndelsesdato startede aktivert
        innflytting oppstart ikrafttredelse tilkoblet tilkobling
    """,
    "END": """
        eind geldig_tot eindigt slut slutar giltig_till giltigt_till avslut slutt gyldig_til slutdag afslutning avslutning
        einde_contract einde_abonnement einde_lidmaatschap einde_overeenkomst
    """,
    "EXPIRY": """
        vervaldatum vervalt verloopt verloopdatum afloopdatum afloop utgangsdatum forfallodatum forfallodag utgar forfaldsdato
        forfalder udlob udlobsdato utlop utlopsdato forfallsdato forfall
    """,
    "CREATED": """
        aangemaakt aangemaakt_op aanmaak aanmaakdatum toegevoegd skapad skapat skapades skapades_datum upplagd upprettad
        oprettet oprettelse opprettet opprettelse
    """,
    "SIGNUP": """
        inschrijfdatum ingeschreven ingeschreven_op inschrijving aangemeld aangemeld_op aanmelding aanmelddatum registratie
        registratiedatum geregistreerd geregistreerd_op klant_sinds klant_vanaf klant_geworden lid_sinds lid_vanaf lid_geworden
        lidmaatschap_sinds toetreding toetredingsdatum abonnee_sinds aanmeldmaand registrering registrerad registrerades
        inskriven inskrivning intrade intradesdatum kund_sedan kund_fran medlem_sedan medlem_fran tecknad tecknades tecknat
        tecknande tecknings blev_kund blev_medlem ansluten anslutning anslot inskrivningsdatum tilmeldt tilmelding indmeldt
        indmeldelse indmelding kunde_siden kunde_fra medlem_siden medlem_fra registreret blev_kunde kundestart tegnet innmeldt
        innmelding registrert pameldt pamelding ble_kunde ble_medlem kunde_fra_dato tegnings ingangsdatum ingangsmaand
        ingangsjaar lid_geworden_op
    """,
    "UPDATED": """
        gewijzigd bijgewerkt wijziging aangepast uppdaterad uppdaterades andring aendret opdateret aendring opdatering endret
        oppdatert endring oppdatering senast_andrad
    """,
    "RENEWAL": """
        verlenging verlengdatum vernieuwing prolongatie hernieuwing fornyelse fornyelsedatum forlangning forlaengelse
        forlengelse fornying
    """,
    "RENEWED": "verlengd vernieuwd hernieuwd fornyad fornyat forlangd fornyet forlaenget forlenget",
    "TENURE": """
        klantduur lidmaatschapsduur ancienniteit klantleeftijd als_lid lidmaatschapsjaren duur_klantrelatie duur_lidmaatschap
        kundtid medlemstid medlemskapstid kundalder tid_som_kund tid_som_medlem som_kund som_medlem kundlangd
        kundrelationens_langd ar_som_kund ar_som_medlem anciennitet kundeanciennitet kundetid medlemsanciennitet tid_som_kunde
        som_kunde som_abonnent kundeforholdets_laengde ar_som_kunde aar_som_kunde ansiennitet kundeansiennitet medlemskapslengde
    """,
    "DURATION": "duur looptijd lengte tijdsduur varaktighet langd loptid varighed lobetid laengde varighet lopetid lengde",
    "LIFETIME": "levensduur livslangd levetid",
    "TERM": """
        looptijd contractduur contractlooptijd contracttermijn bindningstid bindningsperiod avtalstid avtalslangd loptid
        bindingsperiode binding bindingstid aftaleperiode avtaleperiode avtalelengde lobetid lopetid
    """,
    "INTERVAL": "frequentie termijn betaaltermijn factuurfrequentie betaalfrequentie frekvens hyppighed hyppighet ritme",
    "FREQUENCY": "frequentie frekvens hyppighed hyppighet",
    "UNTIL_NEXT": """
        resterende resterend dagen_tot aterstaende kvarvarande dagar_till dagar_kvar dage_til dager_til gjenstaende dage_tilbage
        dager_igjen
    """,
    "RECENCY": "inactief inactieve inactiviteit afwezig inaktivitet inaktiva franvaro fravaer",
    "RELATION": "klantrelatie kundrelation kundforhallande kundeforhold kunderelation kunderelasjon zakelijke_relatie",
    "LOYALTY": "loyaliteit klantloyaliteit klantenbinding lojalitet loyalitet kundlojalitet",
    "ISSUED": "uitgiftedatum utfardad utfardat utstalld udstedt udstedelse utstedt utstedelse afgiftedatum",
    "LAST_LOGIN": """
        sist_innlogget sist_inloggad sist_logget_inn sist_aktiv senest_logget_ind senast_sedd sist_sett sidst_logget_ind
        sidst_aktiv sidst_set
    """,
    "RETAINED": """
        nog_klant nog_lid nog_actief klant_gebleven actieve_klant bestaande_klant huidige_klant fortfarande_kund kvar_som_kund
        aktiv_kund ar_kund stadig_kunde aktiv_kunde er_kunde fortsat_kunde fortsatt_kunde fremdeles_kunde
    """,
    "CHURN": """
        opgezegd opgezegd_op opgezegde opzegging opzeg uitgeschreven uitgeschreven_op uitschrijving uitschrijf geannuleerd
        annulering vertrokken vertrek klantverlies overgestapt overstap klant_weg klant_verloren klant_kwijt geroyeerd royement
        stopgezet stopzetting afgemeld afmelding afmeld opzegger leverancierswissel uitgestroomd beeindigd_op uitgetreden
        uittreding uppsagd uppsagda uppsagt uppsagning sade_upp sagt_upp har_sagt_upp uttrade uttrad uttradd lamnat_oss
        har_lamnat lamnade_oss tappad_kund tappad forlorad forlorad_kund avregistrerad avregistrering avanmald churnad churnade
        annullerad annullering bytt_leverantor leverantorsbyte kundbortfall avhopp avhoppad avslutad_kund opsagt opsagte
        opsigelse opsigelser har_opsagt afmeldt udmeldt udmeldelse udmelding ophor ophort afgang annulleret tabt_kunde
        mistet_kunde frafald frafaldet kundeafgang leverandorskifte oppsagt oppsigelse oppsigelser sagt_opp har_sagt_opp utmeldt
        utmelding opphor opphort kansellert kansellering tapt_kunde tapt frafall frafalt leverandorbytte annullert sluttet
    """,
    "ENDING": """
        gestopt beeindigd beeindiging verlopen vervallen verhuisd gesloten avslutad avslutat avslutade stangd stangt utgangen
        utflyttad utflyttning afsluttet udlobet fraflyttet fraflytning lukket stoppet avsluttet utlopt fraflytting utflytting
        overleden avliden avdod
    """,
    "SUSPENDED": """
        opgeschort geschorst gepauzeerd pauzering geblokkeerd pausad avstangd sparrad pauseret suspenderet sparret pauset
        suspendert sperret
    """,
    "LABEL": "ja_nee ja_nej ja_nei jn",
    "REASON": "reden reden_van oorzaak orsak anledning arsag aarsag begrundelse arsak aarsak begrunnelse",
    "PREDICTED": """
        kans risico voorspelling voorspeld voorspelde verwacht verwachte waarschijnlijkheid geschat geschatte sannolikhet
        prognos forvantad forvantat forutsagd uppskattad sandsynlighed forventet forventede forudsagt estimeret sannsynlighet
        forutsagt estimert
    """,
    "STOP": "huidige huidig voor nuvarande nuvaerende navaerende og och",
    "GROUP": "groep grupp klantgroep leeftijdsgroep",
    "ROW": """
        volgnummer volgnr regelnummer regelnr rijnummer radnummer radnr lopnummer lopnr lobenummer lobenr lopenummer lopenr
    """,
    "TEXT": """
        opmerking toelichting omschrijving notitie kommentarer anteckning anteckningar beskrivning anmarkning bemaerkning
        beskrivelse merknad notat
    """,
    "SOURCE": """
        bron herkomst kortingscode actiecode wervingskanaal kalla kampanj kampanjkod rabattkod kilde kampagne kampagnekode
        rabatkode kampanje kampanjekode rabattkode
    """,
    "PROMO": """
        actiecode kortingscode kampanj kampanjkod rabattkod kampagne kampagnekode rabatkode kampanje kampanjekode rabattkode
    """,
    "TREND": "groei stijging tillvaxt forandring okning minskning vaekst udvikling vekst utvikling",
    "TIMESPAN_OTHER": """
        reactietijd responstijd wachttijd oplostijd opzegtermijn svarstid vantetid losningstid uppsagningstid svartid ventetid
        opsigelsesvarsel opsigelsesfrist responstid oppsigelsestid oppsigelsesfrist behandlingstid handlaggningstid
    """,
    "VOICE": "belminuten samtalsminuter taletid ringeminutter",
    "NETWORK": """
        datagebruik dataverbruik databundel datategoed dataanvandning dataforbrukning datamangd surfmangd bredband dataforbrug
        datamaengde dataforbruk datamengde datos
    """,
    "VEHICLE": """
        schade schadeclaim schademeldingen schadevrije kenteken voertuig skada skador skadeanmalan skadeanmalningar fordon
        registreringsnummer skade skader skadeanmeldelser skademeldinger skadesaker kjoretoy koretoj
    """,
    "TICKET_PART": "prioriteit prioritet escalatie eskalering",
    "FEMALE": "vrouw kvinna kvinnor kvinde kvinder kvinne kvinner",
    "TIMEZONE": "taal taalcode sprog tidszon tidszone tidssone tijdzone sprakkod",
}
