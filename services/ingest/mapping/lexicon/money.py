"""Words for prices, contracts, plans and payments, in six languages."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "MONEY": """
        charge charges chg chrg fee fees price prices pricing cost costs amount amt amnt revenue rev revenues spend spent
        spending gastado speso depense bill bills billed premium premiums rent expenditure turnover invoiced precio precios
        importe importes cuota cuotas coste costo costos gasto gastos facturacion facturado monto cobro cargo cargos prima
        desembolso preco custo fatura faturamento faturado mensalidade receita cobranca montante valor prix montant montants
        cout couts redevance cotisation facture facturation chiffre_d_affaires ca depenses revenus prime preis preise betrag
        gebuhr gebuhren gebuehr gebuehren kosten umsatz umsatze beitrag beitrage entgelt rechnungsbetrag grundgebuhr zahlbetrag
        erlos prezzo prezzi importo importi canone costi spesa spese fatturato ricavo ricavi incasso addebito addebiti quota
        abschlag abschlage abschlaege pauschale imp pauschalbetrag honorar honorario honorarios dues kontofuhrungsgebuhr mto mnt
        vlr vl frais mensilita retainer rental rentals honoraires loyer pramie pramien premio
        donation donations donated gift gifts giving donativo donativos donacion donaciones doacao doacoes dons spende spenden
        donazione donazioni rate instalment instalments installment installments contribution contributions pledge pledges
        parcela parcelas prestacao prestacoes rata grundpreis arbeitspreis miete aportacion aportaciones aporte aportes recibo
        recibos contribuicao contribuicoes bolletta bollette contributo contributi don sales ventas vendas ventes vendite
        order_value purchase_value contract_value valor_contrato valor_de_contrato vertragswert valeur_contrat
        valore_contratto line_rental premi donado donados doado incassato incassi encaisse encaissement encaissements cobrado
        recaudado arrecadado collected cotis mt tarifa tarifas tariffa tarif tariff expenses despesa despesas ausgaben netwr
        fact fatt
        primes aportado investido tuition zahlbeitrag quota_associativa quota_sociale cuota_social cuota_de_socio quota_social
        premios charged factures prem prec beitr betr abschl ums
    """,
    # What customers spend may be what they pay here, or all that they pay anywhere.
    "SPENT": """
        spend spent spending gastado gasto gastos gasta speso spesa spese depense depenses expenditure expenses despesas
        despesa gastou ausgaben
    """,
    # What customers may pay to somebody else - for a flat, a loan, to a charity - or what they sell.
    "ELSEWHERE": """
        rent miete loyer alquiler aluguel affitto rata donation donations donativo donativos donacion donaciones doacao doacoes
        don dons spende spenden donazione donazioni sales ventas vendas ventes vendite
    """,
    # By the past participle it is what came in so far.
    "PAID": """
        paid pagado pagada pagados pagadas paye payee payes payees verse verses versees bezahlt bezahlte gezahlt gezahlte
        pagato pagati pagate versato versati versate regle reglee regles
    """,
    # One amount, of which nobody knows how many there were before: the singular, unlike premiums or fees.
    "ONE_AMOUNT": """
        amount amt amnt price charge fee cost importe monto precio cuota montant prix betrag preis beitrag importo prezzo valor
        preco valeur payment value wert valore val
    """,
    "MONETARY": "monetary monetario monetaire monetar",
    "RECURRING": """
        recurring recurrente recurrentes recorrente recurrent wiederkehrend ricorrente fijo fija fixo fixa fixe fisso fissa
        recurrents
    """,
    "MRR": """
        mrr monthly_recurring_revenue recurring_revenue arpu monthly_revenue mensualidad mensualidades mensalidade mensualite
        ingreso_recurrente_mensual rrm rmr mrc arpa arpc monthly_recurring_charge cmrr contracted_mrr committed_mrr
    """,
    "ARR": """
        arr annual_recurring_revenue acv annual_contract_value yearly_recurring_revenue tcv_annual ingreso_recurrente_anual
        anuidade anuidades
        anualidad anualidades cuota_anual annualita annual_fee annual_dues yearly_fee
    """,
    "LTV": """
        ltv clv cltv clvt lifetime_value customer_lifetime_value valor_de_vida valeur_vie kundenwert valore_del_cliente
        valor_vida life_time_value tcv total_contract_value
    """,
    "TOTAL": """
        total totals ttl tot sum overall cumulative accumulated cumulated aggregate all_time alltime to_date lifetime
        gross_total
        totale totales totais totaux suma soma somme summe acumulado acumulada cumul cumule cumulee gesamt insgesamt kumuliert
        complessivo complessiva cumulato gesamtumsatz gesamtbetrag gesamtkosten global insg cumulativo totali complessivi
        bisher bisherige so_far a_la_fecha hasta_la_fecha hasta_hoy ate_hoje a_ce_jour ad_oggi finora acum ltd life_to_date
        since_inception cum ges kum kumul lftm lifet totl
    """,
    "TOTAL_MONEY": "gesamtumsatz gesamtbetrag gesamtkosten gesamtrechnung lebenszeitumsatz spendensumme",
    "AVERAGE": """
        average avg mean media promedio medio moyen moyenne durchschnitt durchschnittlich durchschnittliche mittelwert mittlere
        avrg
    """,
    "EXTREME": "max maximum min minimum highest lowest peak median std stddev variance maximo minimo massimo",
    "DISCOUNT": """
        discount discounts disc dscnt rebate markdown promo_discount descuento descuentos desconto descontos remise remises
        rabais
        reduction rabatt rabatte nachlass ermassigung sconto sconti dto dcto dscto rabattsatz ristourne scontistica
        bonificacion bonificaciones bonificacao preisnachlass remise_commerciale desc descto desct rebaja rebajas ribasso skonto
        percent_off pct_off %_off nachlasse rab
    """,
    "CURRENCY_CODE": "usd eur gbp brl mxn chf cad aud inr jpy euro euros dollar dollars reais r$ $ € £ us$ pesos",
    "CURRENCY": "currency moneda moeda devise waehrung wahrung valuta iso_currency waers",
    "CENTS": "cents cent centimos centavos centimes centesimi pence minor_units",
    "REFUND": "refund refunds refunded reembolso remboursement erstattung rimborso credit_note chargeback",
    "BALANCE": """
        due dues unpaid balance balances saldo solde kontostand deposit wallet outstanding credit_limit limit saldo_medio
        revolving debt loan mortgage deuda
    """,
    "CREDIT": "credit credito kredit creditscore credit_score score_credit crcard cr_card has_cr_card credits",
    "TAX": "tax taxes vat iva tva mwst impuesto imposto imposta",
    "EXTRA": """
        extra extras additional adicional adicionales adicionais addon addons add_on supplement supplementaire zusatz zusatzlich
        aggiuntivo aggiuntivi overage one_time setup upsell cross_sell upgrade downgrade expansion upgrades downgrades
    """,
    "LATE": """
        late overdue delay delays delayed delinquent past_due arrears missed failed rejected retraso retrasos rechazados
        pendientes atraso retard impaye verspatung ritardo insoluti
    """,
    "PENDING": "pending pendiente pendente ausstehend",
    "TRANSACTION": """
        transaction transactions trx txn trans transaccion transacciones transacao transacoes transaktion transaktionen
        transazione transazioni basket operation operations operacion operaciones operacao operacoes operazione operazioni
        vorgang ticket_medio ticket_promedio panier_moyen tx txns oper
    """,
    "PURCHASE": """
        purchase purchases order orders buy compra compras pedido pedidos achat achats commande commandes kauf kaufe kaeufe
        bestellung bestellungen einkauf acquisto acquisti ordine ordini booking bookings reserva reservas prenotazione
        prenotazioni buchung buchungen reservation reservations trip trips ride rides
        donation donations donated gift gifts giving donativo donativos donacion donaciones doacao doacoes dons spende spenden
        donazione donazioni don sales ventas vendas ventes vendite auftrag auftrage auftraege comprar acheter comprare kaufen
        aportacion aportaciones ach ord acq purch
    """,
    "ITEM": """
        product products item items article articles producto productos produto produtos produit produits produkt produkte
        prodotto prodotti sku goods producto_ppal producto_principal produto_principal prodotto_principale produit_principal
        hauptprodukt main_product primary_product
    """,
    "PLAN": """
        plan plans tier tiers package pkg edition tariff tariffs tarifa tarif tarife tariffa plano planos forfait formule offre
        tariffario paket pakete piano piani pacchetto paquete pacote plan_name plan_tier licencia_tipo abo abomodell
        modalidad_plan versione_piano subscription_tier subscription_plan abotyp offerta offerte oferta ofertas bundle tarifname
        tarifmodell tarifbezeichnung formula produktpaket rate_plan price_plan pricing_plan offerta_commerciale oferta_comercial
        offre_commerciale bouquet gamme tarifstufe produktname produktvariante piano_tariffario plan_tarifario pack packs
        tarifgruppe tarifvariante produktlinie beitragsgruppe beitragsklasse offer_name tariftyp tarifario tarifaire
        plan_comercial tarifa_de_acceso profilo_tariffario perfil_tarifario profil_tarifaire tarifprofil option_tarifaire
    """,
    "LEVEL": """
        level premium class grade nivel niveau stufe livello klasse velocidade velocidad speed vitesse velocita
        geschwindigkeit lvl nvl niv
    """,
    "SUBSCRIPTION": """
        subscription subscriptions subscribed sub subs suscripcion suscripciones assinatura assinaturas abonnement abonnements
        abo abos abbonamento abbonamenti membership membresia mitgliedschaft adhesion service_plan bezug bezugs pass abono
        abonos season_ticket abb abbon abbonam subscr
    """,
    "POLICY": """
        policy policies poliza polizas apolice apolices police polizza polizze pol versicherung versicherungs assurance
    """,
    "COVERAGE": "coverage cobertura couverture copertura deckung cover vigencia vigenza garantie garantia garanzia",
    "CONTRACT": """
        contract contracts contrato contratos contrat contrats vertrag vertrage vertrags contratto contratti agreement contrct
        contr ctr contrt vertr cto
    """,
    "CONTRACT_TYPE": """
        vertragsart vertragstyp vertragslaufzeit laufzeit billing_cycle zahlungsrhythmus abrechnungsintervall
        abrechnungszeitraum zahlrhythmus zahlturnus zahlungsintervall zahlperiode zahlungsperiode zahlzyklus
    """,
    "TYPE": """
        modell modelo modele modello type types typ kind category categoria categorie kategorie tipo tipos art tipologia
        modalidad modalidade modalite modalita format tp
    """,
    "BILLING": """
        billing billings facturacion faturamento cobranca facturation abrechnung abrechnungs rechnung rechnungs fatturazione
        invoicing invoiced bill billed rechn abr
    """,
    "PAYMENT": """
        payment payments pay pmt paymt paying pago pagos pagamento pagamentos paiement paiements reglement zahlung zahlungs
        zahlungen bezahlung pagamenti tender cobro paid pagado pagada paye payee verse bezahlt pagato pagati pymt pymts pgto
        pgtos pgo gezahlt gezahlte versato versati prelevement prelevements direct_debit lastschrift einzug domiciliacion pag
        autopay auto_pay auto_payment incasso inkasso encaissement recebimento pagto pagtos pagam versement versements regl
        reglt rglt versamenti versamento
    """,
    "UNIT": "unit units einheit einheiten unidad unidades unidade unite unites unita uom",
    "METHOD": """
        method methods mode means instrument channel option mthd metodo metodos forma formas medio medios via metodi methode
        methodes moyen moyens weise art mittel modalita meio meios modo modos mod mezzo verfahren strumento gateway processor
        met meth
    """,
    "PAYMENT_METHOD": """
        zahlungsart zahlungsweg zahlungsmethode zahlungsmittel bezahlart bezahlmethode pagopor paid_by paid_via
        zahlungsweise zahlweise
        bezahlweise zahlart zahlungsmodus fpago tipo_pago forma_pgto zlsch zahlungsform zahlweg zahlform bezahlweg mode_reg
        mode_regl mod_pag mod_pagam f_pago fpgto collection_method collection_type how_paid funding_source payment_form
        payment_provider einzugsart inkassoart form_pago form_pgto frm_pgto med_pago tip_pago moy_paie mod_paie zahl_art bez_art
    """,
    "CARD": "card cards tarjeta carta carte karte kreditkarte cartao carteirinha",
    "PAPERLESS": """
        paperless ebilling e_bill electronic_billing sin_papel auto_pay autopay auto_payment automatic automatica automatico
    """,
    "INVOICE": "invoice invoices factura facturas fatura faturas fattura fatture rechnungen bolletta bollette facture factures",
    "TRIAL": "trial trials freetrial prueba teste essai probe testphase prova",
    "REVENUE": "revenue revenues rev umsatz umsatze ca chiffre_d_affaires fatturato faturamento facturacion turnover",
    # Money that came in, or anything else that somebody got.
    "RECEIVED": "received recibido recibida recebido recebida recu percu ricevuto erhalten eingegangen eingenommen",
    # What a bank charges for its service, or an agent earns.
    "COMMISSION": "commission commissions comision comisiones comissao comissoes commissione commissioni",
    # Said of amounts that are billed, never of what people earn; elsewhere it changes nothing.
    "WITH_TAX": """
        ttc ht netto brutto iva_incl iva_inclusa iva_incluido iva_incluida inkl_mwst incl_vat vat_incl inc_vat ex_vat excl_vat
        c_iva s_iva c_tva iva_inc iva_compresa zzgl_mwst ohne_mwst sin_iva con_iva sem_iva com_iva senza_iva iva_esclusa
        hors_taxe hors_taxes
    """,
    "SIZE": "size groesse grosse tamano tamanho taille taglia",
}
