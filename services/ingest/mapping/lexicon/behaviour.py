"""Words for what customers do: visits, use, support, satisfaction, leaving; in six languages."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "LOGIN": """
        login logins log_in log_ins logon logons signin sign_in signins visit visits session sessions access accesses check_in
        checkins checkin acceso accesos conexion conexiones visita visitas sesion sesiones inicio_de_sesion inicio_sesion
        inicios_sesion inicios_de_sesion login_count acesso acessos sessoes sessao connexion connexions visite visites acces
        connection connections anmeldung anmeldungen besuch besuche sitzungen zugriff zugriffe einloggen accesso accessi
        sessioni
    """,
    "ACTIVITY": """
        activity activities interaction interactions engagement_date seen touch event events actividad actividades interaccion
        interacciones atividade atividades interacao interacoes activite activites aktivitat aktivitaet aktivitaten attivita
        interazione interazioni watched listened played used_at use online
    """,
    "ACTIVE": """
        active actives activo activa activos activas ativo ativa ativos actif actifs aktiv aktive aktiver attivo attiva attivi
    """,
    "RETAINED": """
        retained retention stayed is_customer current_customer alive retenido retenidos fidelizado retido retenu fidele gehalten
        gebunden fidelizzato trattenuto loyal renewed_flag still_customer
    """,
    "CHURN": """
        churn churned churner churners churning attrition attrited exited exit left cancelled canceled cancellation cancel
        cancels lapsed lapse defected defection departed terminated termination lost turnover_flag unsubscribed deactivated
        deactivation abandono abandonado abandonaron abandona fuga baja bajas cancelado cancelada cancelacion cancelaciones
        desercion evasao cancelamento cancelou saida saiu desistencia rescisao rotatividade desabonnement desabonne unsubscribe
        resilie resiliation resiliee depart parti perdu annule annulation churne kundigung gekundigt kuendigung gekuendigt
        abgewandert abwanderung abgang austritt ausgetreten storno storniert verloren kundigungs abbandono abbandonato disdetta
        disdetto cancellato cancellazione cancellata recesso cessato cessazione perso uscito cessata annullato disdette
    """,
    "LABEL": """
        yes_no si_no sim_nao oui_non ja_nein s_n o_n j_n label flag flg indicator ind indicador indicateur kennzeichen
        indicatore bandera y_n yn binary outcome bool status_flag marker etiqueta etichetta marca class_label
    """,
    "TARGET": "target outcome label zielvariable cible",
    "IS": "is has have did was are es esta tiene ha foi est ist hat ob will if",
    "STATUS": """
        status state_of_account stage lifecycle lifecycle_stage condition estado estatus situacion situacao statut etat
        situation zustand stand stato situazione lifecycle_status
    """,
    "REASON": """
        reason reasons motivo motivos razon razones motif raison raisons grund grunde ragione causa cause why category_reason
    """,
    "PREDICTED": """
        predicted prediction predictions predict predictive estimated estimate forecast expected projected probability prob
        proba likelihood risk propensity riesgo prediccion estimado probabilidad previsto estimada propension risco previsao
        predicao risque prevu estimation probabilite risiko vorhersage prognose wahrscheinlichkeit rischio previsione
        probabilita stimato naive
    """,
    "SCORE": """
        score scores scoring points index rating ratings puntaje puntuacion puntos puntacion pontuacao nota note notes punkte
        wert bewertung punteggio voto voti valutazione indice grade valoracion calificacion avaliacao evaluation
    """,
    "HEALTH": "health salud saude sante gesundheit salute healthscore",
    "NPS": """
        nps net_promoter net_promoter_score promoter promotor promoter_score recommend recommendation recomendacion empfehlung
        likelihood_to_recommend
    """,
    "SATISFACTION": """
        csat satisfaction satisfied satisf satisfaccion satisfacao satisfait zufriedenheit kundenzufriedenheit soddisfazione
        customer_satisfaction sat_score
    """,
    "SURVEY": """
        survey surveys poll feedback encuesta encuestas pesquisa enquete sondage umfrage sondaggio respuesta questionnaire
    """,
    "TICKET": """
        ticket tickets tkts tkt case cases incident incidents incidencia incidencias reclamo reclamos chamado chamados
        chamadas_suporte supportanfrage supportanfragen anfragen supporttickets segnalazione segnalazioni richiesta_assistenza
        supportfalle helpdesk_tickets demandes_support demande_support solicitud_soporte
    """,
    "COMPLAINT": """
        complaint complaints complain complains complained queja quejas reclamacion reclamaciones reclamacao reclamacoes
        reclamation reclamations plainte plaintes beschwerde beschwerden reclamo reclami
    """,
    "SUPPORT": """
        support helpdesk help_desk service_desk customer_service customer_care customer_support custserv cust_serv
        customerservice care assistance soporte atencion_al_cliente servicio_al_cliente atencion suporte atendimento sav
        service_client kundendienst kundenservice assistenza servizio_clienti soporte_tecnico customer_serv
    """,
    "SERVICE": "service services serv srv servicio servicos dienst dienste servizio servizi servicios",
    "CALL": "call calls llamada llamadas chamada chamadas ligacoes appel appels anruf anrufe chiamata chiamate",
    "CONTACT": """
        contact contacts contacted contacto contactos contactado contactada contacte contatado contattato kontaktiert contato
        contatos kontakt kontakte contatto contatti
    """,
    "REQUEST": """
        request requests inquiry inquiries enquiries query queries issue issues solicitud solicitudes consulta consultas
        peticiones solicitacoes demande demandes requetes anfrage richieste richiesta problema problemas problemi probleme
    """,
    "OPEN": """
        open opened opens submitted raised abierto abiertos abiertas abertos abertas ouvert ouverts offen offene geoffnet aperti
        aperte aperto
    """,
    "CLOSED": """
        closed resolved solved cerrado cerrados resueltos fechado resolvidos ferme fermes resolus geschlossen gelost chiusi
        risolti resolution resolucion
    """,
    "SEAT": """
        seat seats license licenses licence licences lic licencia licencias licenca licencas assento assentos asiento asientos
        puesto puestos siege sieges lizenz lizenzen platz platze plaetze arbeitsplatze postazione postazioni licenza licenze
        posti poste
    """,
    "PURCHASED": """
        purchased licensed bought contracted paid subscribed_seats ordered allocated entitled comprado comprados compradas
        contratado contratados contratadas adquiridos adquiridas achete achetes achetees souscrits gekauft gekaufte gebucht
        gebuchte acquistate acquistati acquistato comprate contrattualizzate available
    """,
    "USED": """
        used assigned occupied consumed utilized utilised usado usados usadas utilizados utilizadas utilizado em_uso en_uso
        utilise utilises utilisees genutzt genutzte belegt belegte verwendet usate usati utilizzate utilizzati in_use in_uso
        in_nutzung
    """,
    "USAGE": """
        usage use utilization utilisation consumption uso utilizacion utilizacao consumo utilisations nutzung auslastung
        verwendung utilizzo
    """,
    "FEATURE": """
        feature features functionality function funcionalidad funcionalidades funciones recursos fonctionnalite fonctionnalites
        funktion funktionen funktions funzionalita funzione funzioni modules
    """,
    "PRODUCT_USE": """
        product app platform producto plataforma produto plateforme produit produkt plattform piattaforma prodotto application
        applicazione aplicacion
    """,
    "ADOPTION": "adoption adopcion adocao adozione adopted einfuhrung",
    "ENGAGEMENT": "engagement engaged engajamento coinvolgimento implicacion participacion",
    "COUNT": """
        count counts cnt qty quantity quantities cantidad cantidades quantidade qtd qtde quantite menge anzahl stueckzahl
        quantita nb nombre anz volume
    """,
    "QUANTITY": "quantity qty quantities cantidad quantidade qtd qtde quantite menge stueckzahl quantita",
    "PERCENT": """
        percent percentage pct perc % porcentaje pctg porcentagem percentual pourcentage pourcent prozent prozentsatz
        percentuale proc
    """,
    "SHARE": """
        rate ratio share fraction proportion tasa razao taxa taux quote rata anteil grad proporcion tasso fraccion
    """,
}
