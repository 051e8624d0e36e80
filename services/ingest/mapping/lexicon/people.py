"""Words for customers, their names, ids and attributes, in six languages."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "CUSTOMER": """
        customer customers cust cstmr cus client clients clnt consumer user users usr member members membership subscriber
        subscribers account accounts acct accnt acc buyer shopper patient student learner tenant policyholder cardholder
        guest player donor insured debtor borrower passenger household cliente clientes clienta usuario usuarios usuaria socio
        socios socia abonado abonados suscriptor suscriptores cuenta cuentas miembro miembros alumno alumnos estudiante
        estudiantes afiliado asegurado paciente assinante assinantes conta contas aluno alunos membro membros titular estudante
        segurado clientele abonne abonnes utilisateur utilisateurs compte adherent adherents aderente aderenti membre membres
        assure eleve kunde
        kunden kundin knd kd nutzer benutzer konto abonnent abonnenten mitglied mitglieder mitglieds teilnehmer versicherter
        anwender clienti utente utenti abbonato abbonati conto iscritto iscritti membri studente assicurato cli clte huesped
        hospede ospite gast spieler jugador jogador joueur giocatore gamer contratante tomador souscripteur sottoscrittore
        versicherungsnehmer vertragspartner kontoinhaber abonnee abonnees abbonata iscritta tesserato adherente hogar foyer
        haushalt hh leser lecteur lettore reader rider driver traveler traveller mandant mandanten tessera tesserati clt
        merchant
        merchants intestatario titolare titulaire abonado_id cliente_final titolari kto debitor debitoren
        geschaftspartner geschaeftspartner business_partner mitgl mgl mbr spender spenders spenderin donateur donateurs
        donatore donatori donante donantes doador doadores constituent constituents supporter supporters sostenitore
        sostenitori associado associados filiado filiados societaire societaires versicherten vn sportler forderer foerderer
        bezieher assicurati asegurados contraente contraenti patron patrons payer subscr cte ctes
        holder vertragsinhaber auftraggeber
        rechnungsempfanger anagrafica anagrafico estipulante sacado iscritte soggetto
    """,
    "ACCOUNT": """
        account accounts acct accnt acc cuenta conta compte konto conto membership profile perfil profil profilo
    """,
    # Who is a customer as long as the subscription lasts.
    "SUBSCRIBER": """
        subscriber subscribers suscriptor suscriptora suscriptores abonado abonada abonados assinante assinantes abonne abonnee
        abonnes abonnent abonnentin abonnenten abbonato abbonata abbonati
    """,
    "USERS": """
        admin admins administrator administrators user users usuarios utilisateurs nutzer benutzer anwender utenti utilizadores
        usu
    """,
    "COMPANY": """
        company companies organization organisation organizations org business firm workspace tenant enterprise_account empresa
        empresas organizacion compania negocio organizacao companhia entreprise societe organisme firma unternehmen betrieb
        gesellschaft azienda societa impresa ditta organizzazione
    """,
    "ID": """
        id ids uid uuid guid oid pk key identifier ident identifiant identifiants identificador identificacion identificacao
        identificativo kennung schluessel schlussel clave chave cle chiave sfid crmid gsid kennnummer external_id sk
        distinct_id
    """,
    # Whole names of a customer's key, of which no part says so.
    "CUSTOMER_ID": """
        kunnr kdnr kd_nr kdn mitgliedsnr mitglnr subs_id gpart vkont partner_nr partnernummer bp_number bp_nr cif_no cif_id
        cif_number cardcode card_code gp_nr personenkonto debitorenkonto
        debitorkonto code_tiers ndg msno ncodpers clientnum
    """,
    "CODE": """
        code codes codigo cod codice kuerzel kurzel ref reference referencia referenz riferimento matricula matricola matricule
        cd
        cde folio legajo expediente
    """,
    "NUMBER": "number numbers nummer nr no nbr num numb numero numeros numer n nº n° # nr. nro numeri nbre cant nu",
    "RECORD": """
        record registro enregistrement datensatz individual person personen persona pessoa personne party internal interne
        intern interno
        unique anon anonymous anonymized anonymised hashed hash masked pseudonym external global bill_to sell_to sold_to object
    """,
    "NAME": """
        name names fullname nombre nombres nome nomi nom noms prenom nachname vorname familienname nombre_completo full_name
        first_name last_name surname lastname firstname forename given_name family_name apellido apellidos sobrenome apelido
        nom_de_famille cognome nominativo razon_social razao_social raison_sociale ragione_sociale firmenname denominacion
        denominazione denomination bezeichnung legal_name display_name nome_completo nom_complet nome_e_cognome nm
        nombre_comercial nome_fantasia nom_commercial benennung intitule vor_und_nachname name_vorname rag_sociale rag_soc
        fantasia nome_fant nom_completo nombre_compl nom_compl enseigne nom_d_usage denominacion_social denominacao_social
        denomination_sociale nombre_fiscal intestazione trading_name trading_as first_and_last_name libelle libelles
    """,
    "GIVEN": "first_name firstname forename given_name prenom vorname nombre_de_pila primeiro_nome",
    "SURNAME": """
        surname lastname last_name family_name apellido apellidos sobrenome apelido nom_de_famille nachname familienname cognome
    """,
    "EMAIL": """
        email emails mail e_mail mailadresse correo correo_electronico courriel adresse_mail mel posta_elettronica posta
        email_address e_mail_address mail_address adresse_email email_adresse e_mail_adresse endereco_de_email indirizzo_email
        indirizzo_e_mail direccion_de_correo endereco_eletronico smtp_addr
    """,
    "ANIMAL": """
        pet pets animal animals animale animali animaux dog dogs hund hunde haustier haustiere tier tiere mascota mascotas perro
        perros chien chiens cane cachorro cachorros
    """,
    "PHONE": """
        phone telephone telefono telefone telefon handy mobile_number mobilnummer tel msisdn cellphone telefonnummer rufnummer
        celular cellulare telf
    """,
    "AGE": "quanti_anni_hai how_old_are_you age edad idade alter eta age_years edad_anos lebensalter",
    "BIRTH": """
        birth born birthday birthdate dob nacimiento nascimento naissance geburt geburts geburtsdatum nascita
    """,
    "BIRTH_YEAR": "geburtsjahr yob birthyear jahrgang",
    "GENDER": "gender sex genero sexo genre sexe geschlecht sesso genere gndr geschl m_f m_w m_w_d h_f h_m f_m",
    "SALUTATION": "salutation honorific civilite anrede tratamiento tratamento trattamento title titulo titre titolo",
    "COUNTRY": """
        country countries cntry nation geography pais paises nacion pays land laender staat paese nazione country_region
        country_code herkunftsland wohnland wohnsitzland ctry residence_country country_nm herkunft_land country_of_residence
        naz wohnsitzstaat
    """,
    "NATIONALITY": "nationality nacionalidad nacionalidade nationalite nationalitat nazionalita citizenship",
    "PLACE": """
        region location market geo territory area continent ubicacion mercado regione mercato localizacao regiao standort gebiet
        markt zona emplacement marche posizione
    """,
    "ADDRESS": """
        address house street city town zip zipcode zip_code postal postcode postal_code state province county district lat long
        latitude longitude latlong neighborhood suburb ciudad calle direccion provincia codigo_postal estado cp municipio
        localidad cidade rua endereco cep bairro ville rue adresse code_postal departement stadt strasse plz postleitzahl ort
        bundesland citta via indirizzo cap comune lon lng barrio poblacion pstlz stras branch branches sucursal sucursales
        agence agences agencia agencias filial filiale filialen filiali succursale succursali niederlassung
    """,
    "INDUSTRY": """
        industry industries sector branch_of_industry naics sic business_type line_of_business industria rubro setor
        segmento_de_mercado ramo_de_atividade secteur branche branchen wirtschaftszweig industrie settore settore_merceologico
        sector_empresarial secteur_activite secteur_d_activite domaine_activite sektor wirtschaftsbereich cnae ateco
        actividad_economica atividade_economica segmento_mercado ramo_atividade branchenbezeichnung industry_cd brsch naf
        area_de_atuacao vertical_market giro_comercial sett_merc sect_act ramo_de_actividad ramo_di_attivita ramo_activ
        categoria_merceologica industriezweig geschaftsfeld tatigkeitsbereich industry_vertical sector_econ giro_empresa
        domaine_d_activite settore_att settore_di_attivita
    """,
    "OWNER": """
        owner manager rep representative agent salesperson seller vendor advisor adviser csm executive assignee assigned_to
        supervisor trainer coach teacher doctor employee staff creator author responsible referrer sponsor propietario gestor
        gerente comercial vendedor asesor agente responsable entrenador profesor empleado proprietario responsavel consultor
        consultora atendente professor proprietaire gestionnaire commercial conseiller charge_de_compte vendeur besitzer inhaber
        betreuer verantwortlicher verkaufer vertreter ansprechpartner bearbeiter mitarbeiter berater responsabile venditore
        commerciale referente consulente dipendente competitor competitors competidor wettbewerber concurrent concorrente
    """,
    "EMPLOYEES": """
        employees headcount workforce company_size staff_size employee_count empleados plantilla funcionarios colaboradores
        effectif effectifs salaries mitarbeiterzahl mitarbeiteranzahl dipendenti addetti anzahl_mitarbeiter num_dipendenti
    """,
    # A company's income is what its customers pay, a person's is not; these words mean either.
    "EARNED": "ingresos ingreso receitas entrate einnahmen revenus revenu renta",
    "SENIOR": "senior seniors retiree pensioner jubilado anziano anziani elderly rentner",
    "FAMILY": """
        partner spouse dependents dependent children child kids marital married single civil familie figli hijos filhos enfants
        kinder kidhome teenhome
    """,
    "EDUCATION": """
        education degree school university job occupation profession employment educacion formacion escolaridade beruf
        istruzione
    """,
    "INCOME": """
        income salary wage wages earnings net_worth ingresos ingreso renta salario sueldo renda revenu revenus salaire einkommen
        gehalt lohn reddito stipendio
    """,
    "PROVIDER": """
        bank banco banque banca insurer provider operator network us seguradora aseguradora assicurazione books book club clube
        verein nosotros nous noi uns
    """,
    "FUND": "comparto fund fondo fonds linea_di_investimento investment_line",
    "NATIONAL_ID": """
        cedula dni nif nie cif cpf cnpj rut rfc curp siret siren ssn codice_fiscale partita_iva passport steuernummer ust_id
        vat_number vat_id tax_id
    """,
    "BRANCH": "comparto ramo giro ambito vertical",
    # For whom an employer may pay.
    "INSURED": """
        beneficiario beneficiaria beneficiarios beneficiary beneficiaries beneficiaire beneficiaires
        begunstigter begunstigte beguenstigter beguenstigte insured assicurato
        assicurata asegurado asegurada segurado segurada assure assuree versicherter versicherte versicherten
    """,
    # Where energy or water is delivered, and the account for it: customers may have several, and most have one.
    "SUPPLY_POINT": """
        cups nmi mpan mprn pce prm pdl pod pdr malo cpe zahlpunkt zahlernummer zaehlernummer meter_number meter_no
        punto_de_suministro punto_di_prelievo point_de_livraison vk_nr vk_nummer vertragskonto vertragskontonummer
        cuenta_contrato compte_de_contrat conto_contrattuale
    """,
}
