"""Words that say nothing, and words that say "something else", in six languages."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    # They change nothing about what a column is.
    "STOP": """
        preferred preferido preferida preferito bevorzugt utc gmt nos nas aos net gross lordo bruto applied aplicado applique
        angewendet applicato of the a an for to in by and or our my their this is_the de del la las los lo el un una en y o al
        para por su do da dos das no na em e os as um uma du des le les l d et ou au aux sur par pour der die dem den von vom im
        und oder zu zum zur fur fuer di dello della dei degli delle il gli i per nel current currently actual actuales atual
        atuais actuel actuelle aktuell aktuelle attuale now curr cur value values val valor wert valeur valore col column field
        var variable raw clean cleaned original dim fact tbl stg src billing_system properties custom standard primary
        standardized unnamed_field regular listed converted became neta neto nette netta real epoch unix vous you ci dell nell
        negli nella nei nelle sull sulla beim granted accorde accordee gewahrt gewahrter gewaehrt concesso concessa concedido
        concedida otorgado otorgada
        fct agg mart vw rpt what which your nostro nostra quale cual qual to_a_friend a_friend a_un_amico a_un_amigo a_um_amigo
        a_un_ami or_colleague
    """,
    "VENDOR": """
        stripe hubspot salesforce sfdc zendesk intercom chargebee recurly zoho pipedrive netsuite chartmogul gainsight shopify
        crm erp sap hs mindbody zuora magento woocommerce
    """,
    "GROUP": """
        group groups grp band bucket bin range segment cohort segmento tramo rango grupo faixa tranche groupe gruppe fascia
        quantile decile cluster grupo_de
    """,
    "ROW": """
        unnamed index rownames rowname row rownumber rownum row_number row_id rownr zeile zeilennummer fila linha ligne riga sno
        s_no sr_no serial sl_no lfd lfdnr idx level_0 row_no
    """,
    "TEXT": """
        comment comments text description desc notes remark remarks message feedback_text explanation comentario comentarios
        observaciones commentaire kommentar bemerkung commento recommendation_text action accion ds descr
    """,
    "SOURCE": """
        source referral campaign medium utm lead acquisition_channel referido canal origen origem origine quelle kanal herkunft
        fonte canale provenienza marketing promo promotion promotions offer opt optin opt_in consent newsletter coupon coupons
        cupom cupon cupones gutschein gutscheine codice_promo
    """,
    "PROMO": """
        promo promotion promotions promocion promociones promocao promozione promozioni coupon coupons cupom cupon cupones
        cupons gutschein gutscheine buono_sconto bon_de_reduction
    """,
    "TREND": """
        trend growth delta diff difference tendencia variacion variation veranderung tendance entwicklung tendenza crecimiento
        subida increase decrease
    """,
    "TIMESPAN_OTHER": """
        response reply wait waiting resolution_time handle handling sla respuesta resposta reponse antwort risposta espera
    """,
    "VOICE": """
        voice voicemail vmail vm international intl int_l roaming domestic local evening eve night sms text_messages
        text_message mms minutes_of calling dialed
    """,
    "NETWORK": """
        internet phone_service dsl fiber streaming security backup protection device devices broadband bandwidth gb mb download
        upload storage movies tv tech_support techsupport lines line router data_usage data_used data_gb
    """,
    "VEHICLE": "vehicle claim claims siniestro sinistre schaden sinistro insurance_type",
    "DEAL": """
        opportunity opportunities opp deal deals oportunidad oportunidades oportunidade geschaft trattativa opportunite
    """,
    "EVENT": "event events evento eventos evenement evenements ereignis eventi",
    "LEAD": "lead leads prospect prospects prospecto interessent",
    "PROCESS": "pipeline project task close closing quote",
    "TICKET_PART": "priority escalation escalated escalations severity agent_name urgency urgent",
    "FINANCE_SCORE": """
        creditscore fico bureau bonus loyalty_points point points_earned earned reward rewards redeemed miles
    """,
    "FEMALE": "female male women men mujer hombre femme homme frau mann donna uomo",
    "CATALOG": """
        content video videos song songs movie show course courses lesson classes clases workout training email_opens
    """,
    "TIMEZONE": """
        timezone time_zone language locale idioma lingua langue sprache lang browser os device_type platform_type url website
        domain
    """,
}
