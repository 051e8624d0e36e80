"""Words for what customers do: visits, use, support, satisfaction; in six languages."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "LOGIN": """
        login logins log_in log_ins logon logons signin sign_in signins visit visits session sessions access accesses check_in
        check_ins checkins checkin acceso accesos conexion conexiones visita visitas sesion sesiones inicio_de_sesion
        inicio_sesion
        inicios_sesion inicios_de_sesion login_count acesso acessos sessoes sessao connexion connexions visite visites acces
        connection connections anmeldung anmeldungen besuch besuche sitzungen zugriff zugriffe einloggen accesso accessi
        sessioni lgn lgns sign_on ingressi presenze presencas presences asistencias asistencia attendance attendances
        einloggungen
        app_opens ingresso acessar acessou conectado conectou conexao conexoes conectividad eingeloggt loggato connecte logou
        collegamento collegamenti passage passages stream streams streamed play plays ecoute ecoutes ascolto ascolti
        wiedergaben reproducciones reproducoes accessed presenza presenca treino treinos trainings workout workouts
        entrenamientos allenamento allenamenti seance seances zutritt zutritte entreno entrenos connessione connessioni
        training attended asistir treinar classes_attended class_attended angemeldet cnx entradas entrees frequencias asistidos
        asistido asistio asistidas assistidos acceder entrar entrer accedere entrare sitzung sessione venue venues presence
        ingresar ingresa sign_ins listens listen frequentation frequentations ingr conn vis vst sess conex asist app_open
    """,
    "ACTIVITY": """
        activity activities interaction interactions engagement_date seen touch event events actividad actividades interaccion
        interacciones atividade atividades interacao interacoes activite activites aktivitat aktivitaet aktivitaten attivita
        interazione interazioni watched listened played used_at use online movimiento movimientos movimento movimentos mouvement
        mouvements movimenti kontobewegung kontobewegungen movimentacao movimentacoes visto vista vu gesehen utilizo venir act
        actv attiv ativ mov movs movto movtos mvt mvts att akt
    """,
    "ACTIVE": """
        active actives activo activa activos activas ativo ativa ativos actif actifs aktiv aktive aktiver attivo attiva attivi
        attive ativas aktiven aktivierte aktivierten actv attiv ativ att akt act
    """,
    # One more use of what is paid for: a stay, a ride, a delivery, a top-up.
    "OCCASION": """
        rental rentals stay stays ride rides trip trips journey journeys flight flights delivery deliveries delivered box boxes
        topup topups top_up top_ups recharge recharges refill refills wash washes parking
        alquiler alquileres estancia estancias viaje viajes vuelo vuelos entrega entregas caja cajas recarga recargas aluguel
        alugueis estadia estadias viagem viagens voo voos recarregamento location_vehicule sejour sejours trajet trajets vol
        vols
        livraison livraisons colis rechargement aufenthalt aufenthalte fahrt fahrten flug fluge einfahrt einfahrten ausfahrt
        lieferungen zustellung zustellungen aufladung aufladungen ubernachtung ubernachtungen noleggio noleggi soggiorno
        soggiorni viaggio viaggi corsa corse volo voli consegna consegne ricarica ricariche pernottamento rchg rchrg recharged
    """,
    # What the company does for itself or with the customer, which says nothing about use.
    "UPKEEP": """
        review reviews audit audits inspection inspections maintenance calibration qbr meeting meetings letter letters mailing
        mailings reminder reminders statement statements notice notices kyc dunning notification notifications sync import
        imported export exported backup meter_reading
        synced refreshed refresh migration increase adjustment revision revisions mantenimiento inspeccion auditoria
        recordatorio reunion lectura manutencao inspecao lembrete leitura entretien relance rappel releve wartung inspektion
        prufung pruefung mahnung mahnungen erinnerung anpassung erhohung erhoehung ablesung zahlerablesung brief
        manutenzione ispezione sollecito promemoria lettura check checks checkup checkups
    """,
    "SCORE": """
        score scores scoring points index rating ratings puntaje puntuacion puntos puntacion pontuacao nota note notes punkte
        wert bewertung punteggio voto voti valutazione indice grade valoracion calificacion avaliacao evaluation idx stars
        star sterne stern estrellas estrelas etoiles stelle intensity intensidad intensidade intensite intensitat intensita avis
        recensione scr
    """,
    "HEALTH": "health salud saude sante gesundheit salute healthscore",
    "NPS": """
        nps net_promoter net_promoter_score promoter promotor promoter_score recommend recommendation recomendacion empfehlung
        likelihood_to_recommend weiterempfehlung weiterempfehlungs weiterempfehlungsbereitschaft recomendaria recomendacao
        recommandation raccomandazione likely_to_recommend reco recom recomm ltr recomienda recomiendan recomendarias recomenda
        recomendar probabilidad_de_recomendacion probabilidad_de_recomendar probabilidade_de_recomendar
        probabilidade_de_recomendacao probabilite_de_recommandation recommander recommandez recommanderiez recommanderait
        empfehlen empfehlungsbereitschaft weiterempfehlungsrate weiterempfehlen consiglieresti consiglierebbe consigliare
        raccomandare raccomanderesti promotore would_recommend how_likely how_likely_are_you likelihood_of_recommending
        recommending con_quale_probabilita_ci_consiglieresti
    """,
    "SATISFACTION": """
        csat satisfaction satisfied satisf satisfaccion satisfacao satisfait zufriedenheit kundenzufriedenheit soddisfazione
        customer_satisfaction sat_score zufrieden gradimento satisfaction_client happiness custsat cust_sat satisfac happy
        zufr contento contentos feliz felice contenti sat_rating soddisf zufriedenh sat_scr sat_scores satisfeito satisfecho csi
        satisfaccion_general satisfacao_geral satisfaction_globale satisfaction_generale soddisfazione_generale how_satisfied
        customer_sat client_sat quanto_sei_soddisfatto soddisfatto soddisfatti satisfechos que_tan_satisfecho wie_zufrieden
        etes_vous_satisfait
    """,
    # Where 1 is the best one, as in German schools, unlike a French or Italian note.
    "SCHOOL_GRADE": "schulnote schulnoten schulnotensystem",
    "IN_GERMAN": "zufriedenheit kundenzufriedenheit zufrieden zufr zufriedenh",
    "SURVEY": """
        survey surveys poll feedback encuesta encuestas pesquisa enquete sondage umfrage sondaggio respuesta questionnaire
        answer answers
    """,
    "TICKET": """
        ticket tickets tkts tkt case cases incident incidents incidencia incidencias reclamo reclamos chamado chamados
        chamadas_suporte supportanfrage supportanfragen anfragen supporttickets segnalazione segnalazioni segnalaz
        richiesta_assistenza supportfalle helpdesk_tickets demandes_support demande_support solicitud_soporte casos caso
        chamados_abertos ocorrencias
        incidentes averias storungen stoerungen storungsmeldungen stoerungsmeldungen supportfaelle serviceanfragen tckt tckts
        guasto guasti fault faults anliegen sollicitation sollicitations disservizio disservizi pannes vorfalle servicefalle
        servicefaelle storung stoerung signalement signalements casi falle faelle partes_de_averia tck tcks incid ocorr
        cham tix reportes_a_soporte
    """,
    # Of a questionnaire: who began it has not signed up by that.
    "SUBMITTED": """
        submit submitted submit_date submit_time submission submission_date date_submitted respondent respondent_id response_id
        responded completion_time completed_at network_id fecha_de_envio data_de_envio date_de_soumission data_di_invio
    """,
    "COMPLAINT": """
        complaint complaints complain complains complained queja quejas reclamacion reclamaciones reclamacao reclamacoes
        reclamation reclamations plainte plaintes beschwerde beschwerden reclamo reclami pqr pqrs complnt cmplnt
        beschwerdeanzahl reclami_aperti reklamation reklamationen reclamos cplnt cplnts reclam reclams aclaracion aclaraciones
        litige litiges lamentela lamentele grievance grievances recl recla beschw rekla reklam
    """,
    "SUPPORT": """
        support helpdesk help_desk service_desk customer_service customer_care customer_support custserv cust_serv
        customerservice care assistance asistencia soporte atencion_al_cliente servicio_al_cliente atencion suporte
        atendimento sav
        service_client kundendienst kundenservice assistenza servizio_clienti soporte_tecnico customer_serv hotline callcenter
        call_center contact_center kundenhotline custcare cust_care customercare sac servicio_tecnico cs sup supporto
        supporto_clienti at_cliente at_al_cliente att_cliente atendimentos trouble trbl call_centre contact_centre technical
        tecnico tecnicos tecnica tecnicas technique techniques technisch technische sc servicio_al_cte supp assist
    """,
    "SERVICE": """
        service services serv srv servicio servicos dienst dienste servizio servizi servicios svc svcs supply belieferung
        lieferung suministro fornecimento fourniture fornitura versorgung liefer suministros
    """,
    "CALL": "call calls llamada llamadas chamada chamadas ligacoes appel appels anruf anrufe chiamata chiamate llam",
    "CONTACT": """
        contact contacts contacted contacto contactos contactado contactada contacte contatado contattato kontaktiert contato
        contatos kontakt kontakte contatto contatti
    """,
    "REQUEST": """
        request requests inquiry inquiries enquiries query queries issue issues solicitud solicitudes consulta consultas
        peticiones solicitacoes demande demandes requetes anfrage richieste richiesta problema problemas problemi probleme
        interventi_tecnici intervento_tecnico interventions_techniques intervention_technique intervenciones_tecnicas
        conversation conversations chats chat conversaciones conversas gesprache solicitacao demandee requested
        solicitada solicitado beantragt atendimentos atendimento protocolo protocolos intervention interventions interventi
        intervento intervencoes intervenciones dossier dossiers meldungen visitas_tecnicas visita_tecnica visites_techniques
        visite_tecniche technikereinsatze serviceeinsatze technician_visits tech_visits truck_rolls asistencias_tecnicas
        ordenes_de_servicio ordens_de_servico work_orders o_s_abertas service_orders calls_cc cc_calls anfr
    """,
    "OPEN": """
        open opened opens submitted raised abierto abiertos abiertas abertos abertas ouvert ouverts offen offene geoffnet aperti
        aperte aperto apertura abertura ouverture eroffnung eroffnungs opening logged opened_total eroffnet reported gemeldet
        gemeldete segnalati segnalate signales signalees declares declarees reportados reportadas registradas ouv apert aper
        abert opn
    """,
    "CLOSED": """
        closed resolved solved cerrado cerrados resueltos fechado resolvidos ferme fermes resolus geschlossen gelost chiusi
        risolti resolution resolucion close closing cierre cerrada cerradas fechamento encerramento fermeture cloture cloturee
        clos schliessung chiusura chiuso chiusa clot closure
    """,
    "SEAT": """
        seat seats desk desks workstation workstations license licenses licence licences lic licencia licencias licenca
        licencas assento assentos asiento asientos
        puesto puestos siege sieges lizenz lizenzen platz platze plaetze arbeitsplatze postazione postazioni licenza licenze
        posti
        poste arbeitsplatz sitze sitzplatze benutzerlizenzen nutzerlizenzen utenze cadeiras cupos liz postaz
    """,
    "PURCHASED": """
        purchased licensed bought contracted paid ordered allocated entitled comprado comprados compradas
        contratado contratados contratadas adquiridos adquiridas achete achetes achetees souscrits gekauft gekaufte gebucht
        gebuchte acquistate acquistati acquistato comprate contrattualizzate souscrites souscrit lizenziert
        lizenzierte bestellt bestellte gezahlt gezahlte owned gek purch
    """,
    # Bought, or left over.
    "AVAILABLE": "available disponible disponibles disponiveis disponibili verfugbar verfugbare",
    "USED": """
        used assigned occupied consumed utilized utilised usado usados usadas utilizados utilizadas utilizado em_uso en_uso
        utilise utilises utilisees genutzt genutzte belegt belegte verwendet usate usati utilizzate utilizzati in_use in_uso
        in_nutzung vergeben vergebene zugewiesen zugewiesene asignadas asignados atribuidas atribuidos attribuees affectees
        ocupadas occupees occupate assegnate assegnati activated provisioned bereitgestellt bereitgestellte provisionnes
        provisionnees filled occupes ocupados util
    """,
    "USAGE": """
        usage use utilization utilisation consumption uso utilizacion utilizacao consumo utilisations nutzung auslastung
        verwendung utilizzo utilizacao_media verbrauch consommation consumi jahresverbrauch kwh util
    """,
    "FEATURE": """
        feature features functionality function funcionalidad funcionalidades funciones recursos fonctionnalite fonctionnalites
        funktion funktionen funktions funzionalita funzione funzioni module modules modulo moduli modulos modul
    """,
    "PRODUCT_USE": """
        product app platform producto plataforma produto plateforme produit produkt plattform piattaforma prodotto application
        applicazione aplicacion web portal portale banking home_banking online_banking digital appli panel control_panel
        dashboard
        console backend backoffice customer_area client_area member_area area_riservata area_clienti area_cliente area_privada
        area_personale area_de_cliente area_do_cliente espace_client espace_personnel espace_membre kundenbereich
        mitgliederbereich
        kundenportal kundenkonto
    """,
    "ADOPTION": "adoption adopcion adocao adozione adopted einfuhrung",
    "ENGAGEMENT": "engagement engaged engajamento coinvolgimento implicacion participacion",
    "COUNT": """
        count counts cnt qty quantity quantities cantidad cantidades quantidade qtd qtde quantite menge anzahl stueckzahl
        quantita nb nombre anz volume cant qt zahl
    """,
    "QUANTITY": "quantity qty quantities cantidad quantidade qtd qtde quantite menge stueckzahl quantita",
    "PERCENT": """
        percent percentage pct perc % porcentaje pctg porcentagem percentual pourcentage pourcent prozent prozentsatz
        percentuale proc proz porc
    """,
    "SHARE": """
        rate ratio share fraction proportion tasa razao taxa taux quote rata anteil grad proporcion tasso fraccion grado grau
        degre tx
    """,
    "ACTIVE_USERS": "mau monthly_active_users wau",
}
