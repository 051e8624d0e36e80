"""Words for dates, spans and how often, in six languages."""

from services.ingest.reading import spans

# Alone in a header these are no spans: the d is an article (durée d'abonnement), DNI an id of Spaniards, lat a latitude, AY the
# year of a school, and AR accounts receivable.
_NO_SPANS = frozenset(["d", "dni", "lat", "ay", "ar"])
_DAYS, _MONTHS, _YEARS = (
    " ".join(word for word in spans.WORDS[unit].split() if word not in _NO_SPANS) for unit in ("days", "months", "years")
)

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "DATE": """
        date dates dt datetime timestamp ts fecha fechas data datum zeitpunkt dia_de jour_de day_of horodatage fech dte fec fch
        datestamp fcha dta dat termin
    """,
    # With a doctor, say. In German it is any date as well.
    "APPOINTMENT": """
        termin appointment appointments appt appts cita citas rendez_vous rdv appuntamento appuntamenti agendamento
    """,
    "ON": "at on am le el il",
    "TIME": "time hora heure zeit tempo orario tiempo temps hour_of",
    "DAY": _DAYS,
    "WEEK": spans.WORDS["weeks"],
    "MONTH": _MONTHS + " meses_de_casa",
    "QUARTER": spans.WORDS["quarters"],
    "YEAR": _YEARS,
    "TO_DATE": "ytd year_to_date mtd ltm ttm l12m last_twelve_months trailing_twelve_months",
    "HOUR": spans.WORDS["hours"],
    "MINUTE": "minute minutes min mins minutos minuten minuti",
    "SECOND": "second seconds sec secs segundos secondes sekunden secondi",
    "DAILY": """
        daily diario diaria diariamente quotidien taglich taeglich giornaliero per_day al_dia por_dia par_jour pro_tag al_giorno
    """,
    "WEEKLY": """
        weekly semanal hebdomadaire hebdo woechentlich wochentlich settimanale per_week por_semana par_semaine pro_woche
        a_settimana pw
    """,
    "MONTHLY": """
        monthly mthly mensual mensuales mensualmente mensal mensais mensuel mensuelle mensuels mensuelles monatlich monatliche
        monatlicher monatliches monats mensile mensili mensilmente per_month per_mo a_month por_mes al_mes ao_mes par_mois
        pro_monat im_monat al_mese pm p_m mnthly /mo each_month mtl monatl mensuelement /m mens pcm per_calendar_month
    """,
    "QUARTERLY": "quarterly trimestral trimestriel trimestrielle vierteljahrlich quartalsweise trimestrale trim",
    "YEARLY": """
        yearly annual ann annually annualized annualised anual anuales anualizado anuais annuel annuelle annuels jahrlich
        jaehrlich
        jahrliche jahres annuale annuali annuo annua per_year a_year per_annum por_ano al_ano par_an pro_jahr all_anno p_a pa
    """,
    "SINCE": """
        since desde depuis seit dal dall dalla dallo da_quando hace elapsed transcurridos passed decorridos ecoules vergangen
        trascorsi
    """,
    "WITHOUT": "without sin sem sans ohne senza w_o",
    # Of a contract: it may be the customer's first or a later one.
    "PRESENT": """
        current currently present running actual actuales atual atuais actuel actuelle aktuell aktuelle aktueller attuale
        laufend en_cours in_corso en_curso em_curso em_vigor
    """,
    "AGO": "ago atras back fa passados vor",
    "LAST": """
        last latest recent most_recent lst ultimo ultima ultimos ultimas ult dernier derniere derniers dernieres letzte letzter
        letztem letzten letztes letztmalig ultimi ultime final past trailing previous_period mas_reciente mais_recente
        plus_recent zuletzt letztmals derniers_jours derniers_j dern ltz ltzt letzt
    """,
    "FIRST": """
        first earliest initial primer primera primero primeiro primeira premier premiere erste erster erstes ersten prima primo
        inicial erst 1_er 1_ere 1_re 1_st 1_a 1_o
    """,
    "NEXT": """
        next upcoming proximo proxima prochain prochaine nachste nachster nachstes prossimo prossima future prox new
        recommended
    """,
    "PREVIOUS": """
        previous prior prev earlier anterior anteriores precedent precedente precedents vorherige vorheriger precedenti former
        historical old
    """,
    "START": """
        start started starts init inception begin began beginning beginn starting inicio inicial comienzo inicio_de debut
        commencement anfang inizio effective onboarding onboarded activation activ orig origination activated active_since
        active_from commenced
        abschluss abschlussdatum activacion ativacao aktivierung attivazione valid_from from
        alta_desde decorrenza begonnen effet incp strt startdatum antritt stipula debut_contrat
        efecto efeito effetto beginndatum inizio_rapporto einzdat einzugsdatum move_in connection_date
        mise_en_service freischaltung freigeschaltet anschlussdatum gultig_ab gueltig_ab actv actvn inkrafttreten ini
        iniz date_deb eff effective_from connected_since connected_on beg attiv ativ aktiviert attivato attivata attivati
        activado activada ativado ativada ab deb decorr connect_date conn_dt anschluss prise_d_effet allaccio
        allacciamento raccordement eff_dt abschl wirksam
    """,
    "END": """
        end ended ending ends fin finalizacion final fim termino ende enddatum endet fine finish finished stop
        stopped until hasta bis valid_to valid_until finalizada endtermin datafine
        beendet beendigung beendigungsdatum arret auszug termine
    """,
    "EXPIRY": """
        cancel_by cancel_before
        expire expiry expiration expires expiring vencimiento vencimento echeance ablauf ablaufdatum scadenza caducidad validade
    """,
    "CREATED": """
        created create creation creacion criacao creation_date cree creee erstellt erstellung angelegt anlage creato creata
        creazione added inserted ingreso incorporacion erdat erfasst erfassung entry inserimento inserito criado criada creado
        creada inclusao inclusion inclusione erstell crt creat ingr
    """,
    "SIGNUP": """
        signup sign_up signedup signed_up registration registered register registro registrado enrollment enrolment enrolled
        enroll join joined joining joindate subscribed subscription_date alta alta_de inscripcion suscrito afiliacion ingresso
        cadastro cadastrado inscricao adesao entrada inscription inscrit adhesion enregistrement souscription anmeldung anmelde
        registrierung registriert beitritt eintritt eintritts eintrittsdatum iscrizione registrazione adesione abbonamento_dal
        acquisition acquired onboard became_customer became_a_customer customer_since member_since cliente_desde client_depuis
        kunde_seit cliente_dal cliente_da socio_desde kundenseit first_seen install installed installation matricula
        matriculacion vinculacion filiacao afiliacao aufnahme anmeldedatum kundenanlage anmeldungs souscrit_le erstanmeldung
        contratacion contratacao entree affiliation zugang sottoscrizione stipulazione go_live golive live_since vinculo
        fecha_contrato doj neukunde signature unterzeichnung unterschrift signed fecha_firma data_firma switched_in port_in
        ported_in reg angemeldet tesseramento acquisizione kunde_ab mitglied_ab vertrag_ab vertrag_vom fecha_de_firma
        data_di_firma registado registrato registrata instalacion instalacao installazione instalado instalada installiert
        installe installee installato installata inst instl dt_cad data_cad matriculado matriculada inscrito inscrita inscritos
        iscr isc inscr insc iscritto iscritta sousc souscr sottoscr registr registo firma
        went_live neukunden sgnup suscrip afil assin adh ades stip acq became_member became_a_member signing
    """,
    # To a club or to a hospital.
    "ADMISSION": "admission admissions admissao admision ammissione",
    "UPDATED": """
        updated modified changed change update modificacion modificaciones modifica modifiche modificacao alteracao
        actualizacion actualizaciones atualizacao aggiornamento aggiornamenti anderung anderungen aenderung aenderungen
        aktualisierung aktualisiert mise_a_jour maj actualizado atualizado modifie geandert aggiornato modification
        upgrade_date aedat
    """,
    "RENEWAL": """
        renewal renew renews renovacion renovaciones renovacao renouvellement verlangerung erneuerung rinnovo rinnovi
        auto_renew autorenew
    """,
    "RENEWED": """
        renewed renovado renovada renovo renovou renouvele renouvelee verlangert verlaengert erneuert rinnovato rinnovata
    """,
    "TENURE": """
        tenure tenur seniority_months antiguedad antiguidade anciennete anzianita permanencia permanenza vertragsdauer
        kundendauer mitgliedsdauer tempo_de_casa tempo_de_contrato tempo_de_cliente tiempo_como_cliente on_book on_books mob
        vintage time_as_customer betriebszugehorigkeit zugehorigkeit kundenzugehorigkeit fidelite_mois longevity
        time_with_company tempo_como_cliente duree_de_vie_client customer_for temps_client tnr antig seniority tiempo_de_cliente
        verweildauer mitgliedschaftsdauer anciennete_client durata_rapporto time_on_books months_on_book aon
        age_on_network anc meses_de_casa bestandsdauer anz_mesi antig_meses anc_mois kundenzeit anzian tmp_casa
    """,
    # Of a phone: since when somebody is a customer, or calls to others of them.
    "ON_NETWORK": "on_net on_network onnet",
    "DURATION": """
        duration length len span lifespan duracion longitud duracao duree dauer laufzeit durata lunghezza period_of time_on dur
    """,
    "LIFETIME": "lifetime tiempo_de_vida tempo_de_vida duree_de_vie lebensdauer durata_di_vita vida_del_cliente",
    "AS": "as como comme als come with con avec mit com chez bei en_tant_que en_tant_qu",
    "TERM": """
        term terms plazo prazo terme laufzeit vertragslaufzeit mindestlaufzeit termine commitment compromiso
        permanencia_contrato engagement_type mvlz bindefrist bindung compromisso engagement_mois duree_engagement durata_minima
        vincolo permanencia fidelidad fidelidade fidelizacion fidelizacao
    """,
    "INTERVAL": """
        interval frequency freq cycle cadence recurrence periodicity period frecuencia ciclo periodicidad periodo periodicidade
        frequencia frequence periodicite periode frequenz intervall rhythmus turnus zyklus zahlungsweise frequenza periodicita
        fractionnement fraccionamiento fracionamento frazionamento schedule cadenza cadencia rythme ritmo recorrencia
        recurrencia ricorrenza echeancier rateizzazione rateazione zahlweise cyc fraz fracc frec
    """,
    # How often, while an interval or a period may just as well be how long.
    "FREQUENCY": "frequency freq frecuencia frequencia frequence frequenz frequenza frec rhythmus rythme ritmo",
    "STREAK": "streak racha serie_dias sequencia consecutive consecutivos",
    "UNTIL_NEXT": """
        until_renewal hasta_renovacion days_until days_to dias_hasta dias_ate jours_avant tage_bis giorni_a remaining restantes
    """,
    "RECENCY": """
        recency recencia recence rezenz inactivity inactive inactividad inatividade inactivite inaktiv inaktivitat inattivita
        inattivo inactivo inactiva inactivos inactif inativo inativos inattivi inaktive dormant idle ausente ausencia absence
        abwesend assenza assente dormancy absent absents ausentes inact inatt inat inakt inactifs inactivas inactives inativas
        inaktiven inattiv inactiv inactv inativ
    """,
    "RELATION": """
        relation relationship relacion relacionamento relazione beziehung kundenbeziehung geschaftsbeziehung rapporto
        rapport_client relations dabei conosco connosco im_bestand with_us w_us been_a_customer been_with_us sei_nostro_cliente
    """,
    "LOYALTY": "loyalty fidelite fedelta treue kundentreue",
    # Of policies and contracts, or of bills.
    "ISSUED": "issue_date issued emision emissao emissione emission emitida emitido emessa ausstellung ausgestellt",
    "LAST_LOGIN": "ult_acc ult_cnx ultimo_ingreso lastlogin lastlogon",
}
