"""Words for leaving, staying and what is said about either, in six languages."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "RETAINED": """
        retained retention stayed is_customer current_customer alive retenido retenidos fidelizado retido retenu fidele gehalten
        gebunden fidelizzato trattenuto loyal renewed_flag still_customer vigente vigentes in_force inforce en_vigor em_vigor
        en_vigueur in_vigore active_customer active_client aktiver_kunde aktive_kundin bestandskunde cliente_activo
        cliente_ativo
        client_actif cliente_attivo still_active still_a_customer still_a_member still_with_us sigue_activo sigue_activa
        sigue_siendo_cliente ainda_ativo ainda_cliente toujours_client toujours_actif toujours_abonne noch_kunde noch_aktiv
        noch_mitglied ancora_cliente ancora_attivo ancora_iscritto
    """,
    "CHURN": """
        churn churned churner churners churning attrition attrited exited exit left cancelled canceled cancellation cancel
        cancels
        lapsed lapse defected defection departed terminated termination lost turnover_flag unsubscribed deactivated deactivation
        abandono abandonado abandonaron abandona fuga baja bajas cancelado cancelada cancelacion cancelaciones desercion evasao
        cancelamento cancelou saida saiu desistiu desistencia rescisao rotatividade desabonnement desabonne unsubscribe resilie
        anulacao anulacion anulado anulada resiliation resiliee depart parti perdu annule annulation churne kundigung gekundigt
        kuendigung gekuendigt abgewandert
        abwanderung abgang austritt ausgetreten storno storniert verloren kundigungs abbandono abbandonato disdetta disdetto
        cancellato cancellazione cancellata recesso cessato cessazione perso uscito cessata annullato disdette disattivazione
        disattivato disattivata disattivati desactivado desactivacion desactivada desativado desativacao desactivation
        deaktiviert
        deaktivierung deaktivierungs abmeldung abgemeldet kundenverlust desligamento desligado evadido encerramento encerrado
        salida uscita sortie desinscription desinscrit desabonnes abandon abandons abandonne leaver leavers quit drop_out
        dropout
        defect churn_status rescindido resilies gekundigte gekuendigte canc cancl kuendigungs cancelo retirado retirados
        fecha_retiro data_ritiro evadiu encerrou anulada anulado anulacion anuladas dropped_out switched switched_away
        switched_out rotacion kundiger kuendiger desercion_estudiantil aboende perdida perdidas resil resili disiscritto perdido
        perdidos perduto perduti desertor desertores desvinculacion desvinculado cessazioni cessati disconnect disconnected
        disconnection port_out ported_out portado portabilidad_saida baixa ex_cliente ex_client former_customer non_renewal
        nonrenewal not_renewed did_not_renew lost_customer sortant depart_client abgaenger abganger kundigungseingang
        kuendigungseingang weggang verlust stornierung storniert_am desligou largou abbandoni inadempiente_cessato cancela
        cancelaron leaving leave_date surrender surrendered resigned resignation radie radies radiee radiation demission
        demissionnaire demissions dimesso dimessi dimissioni rescindiu rescision ausgeschieden abbestellt abbestellung
        non_renouvele non_renouvellement non_rinnovato nao_renovou no_renovo no_renovado cessation unsubscription decaduto
        decaduta quitte a_quitte sorti deact deactv disc_dt disco_dt disco_date
        disconn resiliu renuncia renunciou rinuncia dado_de_baja
        dada_de_baja switching_out switching_away versorgerwechsel lieferantenwechsel anbieterwechsel auszdat deserto desistio
        abandonou disc_flg disc_flag term_flg term_flag term_ind non_renewed fugado no_renueva nao_renovado disd
        non_ha_rinnovato kuend abmeldedatum terminacion anulac egreso desconexion desconexao annullamento dimissione cess
        encerrada encerradas distrato distratos distratado cxl cxld term_dt offboarded offboarding discontinued
        ex_customer ex_member former_member former_client ex_socio ex_abonne ehemaliges_mitglied abgesprungen disdettato
        disdettata receduto receduta se_dio_de_baja dio_de_baja causo_baja fbaja fecha_de_retiro kund_zum kund_am kund_dat
        kund_datum kund_per ausscheiden ausscheide cambio_de_comercializadora cambio_fornitore cambio_gestore
        mudanca_de_comercializador mudanca_de_fornecedor changement_de_fournisseur supplier_switch decadenza termn resc kdg
        desconx rescind
    """,
    # Leaving, or being away for a while.
    "LEAVE": "leave",
    # What has ended, though not always with the customer leaving.
    "ENDING": """
        stopped stop inactive gone dropped drop withdrawn withdrawal moved_away moved_out ended expired finished closed
        cerrado cerrada fechado fechada ferme geschlossen chiuso chiusa cloture cloturee beendet beendete beendigung inaktiv
        inactivo inactiva inactivos inactif inactifs inativo inativa inativos inattivo inattiva inattivi gewechselt wechsel
        wechsler switched switch switching switcher migrato migrata migrado portabilidad portabilidade arret arrete arretee
        ehemalig ehemalige se_fue abgelaufen vencido vencida expirado expirada scaduto scaduta exclusao exclusion esclusione
        extincion estinzione extinction risoluzione distacco riscatto rescate rachat move_out clot
    """,
    # What has stopped for a time, perhaps for good.
    "SUSPENDED": """
        suspended suspension suspend suspd susp suspendido suspendida suspenso suspensa suspensao suspendu suspendue gesperrt
        sperrung sperre sospeso sospesa sospensione
    """,
    "LABEL": """
        yes_no si_no sim_nao oui_non ja_nein s_n o_n j_n label flag flg indicator ind indicador indicateur kennzeichen
        indicatore
        bandera y_n yn binary outcome bool status_flag marker etiqueta etichetta marca class_label lbl kz flagged fl top sn
    """,
    "TARGET": "target outcome label zielvariable cible",
    "IS": "is has have did was are es esta tiene ha foi est ist hat ob will if erfolgt would",
    "STATUS": """
        status state_of_account stage lifecycle lifecycle_stage condition estado estatus situacion situacao statut
        etat
        situation zustand stand stato situazione lifecycle_status state stat stts sts
    """,
    "REASON": """
        reason reasons motivo motivos razon razones motif raison raisons grund grunde ragione causa cause why category_reason
    """,
    "PREDICTED": """
        predicted prediction predictions predict predictive estimated estimate forecast expected projected probability prob
        proba
        likelihood risk propensity riesgo prediccion estimado probabilidad previsto estimada propension risco previsao predicao
        risque prevu estimation probabilite risiko vorhersage prognose wahrscheinlichkeit rischio previsione probabilita stimato
        naive pred preds logit odds
    """,
}
