import Vocabulary

extension ColumnDictionary {
    /// Google Ads, report editor and table downloads. Names as in
    /// support.google.com/google-ads/answer/6312085 and in the German and French help of the same page.
    static let google = ColumnList(
        platforms: [.google],
        english: [
            (.id(.account), "Customer ID|Account ID"), (.name(.account), "Account name|Account"),
            (.id(.campaign), "Campaign ID"), (.name(.campaign), "Campaign"),
            (.id(.adSet), "Ad group ID"), (.name(.adSet), "Ad group"),
            (.id(.ad), "Ad ID"), (.name(.ad), "Ad name"), (.day, "Day"), (.calendar(.week), "Week"),
            (.calendar(.month), "Month"), (.calendar(.quarter), "Quarter"), (.currency, "Currency code|Currency"),
            (.status(.campaign), "Campaign status|Campaign state"), (.status(.adSet), "Ad group status|Ad group state"),
            (.status(.ad), "Ad status|Ad state"), (.budget(nil), "Budget"), (.budgetKind, "Budget type|Budget period"),
            (.metric(.impressions, micros: false), "Impr.|Impressions"), (.metric(.clicks, micros: false), "Clicks"),
            (.metric(.spend, micros: false), "Cost"), (.metric(.purchases, micros: false), "Conversions"),
            (.metric(.revenue, micros: false), "Conv. value|Conversion value"),
            (.segment("network"), "Network|Network (with search partners)"), (.segment("device"), "Device"),
            (.grain("keyword"), "Search keyword|Keyword|Keyword ID"), (.grain("search term"), "Search term"),
            (.grain("conversion action"), "Conversion action"),
            (
                .beside,
                """
                Avg. CPC|Avg. CPM|Avg. cost|CTR|Conv. rate|Cost / conv.|Interactions|Interaction rate|Status|Status reasons|\
                Bid strategy type|Campaign type|Ad type|Optimization score|Optimisation score|Impr. (Top) %|\
                Impr. (Abs. Top) %|Search impr. share|Search lost IS (budget)|View-through conv.|All conv.|\
                All conv. value|Conv. value / cost|Default max. CPC|Final URL|Headline 1|Headline 2|Headline 3|\
                Description 1|Description 2|Budget name|Ad group type|Phone impressions|Phone calls
                """
            ),
        ],
        german: [
            (.id(.account), "Kundennummer"), (.name(.account), "Kontoname|Konto"),
            (.id(.campaign), "Kampagnen-ID"), (.name(.campaign), "Kampagne"),
            (.id(.adSet), "Anzeigengruppen-ID"), (.name(.adSet), "Anzeigengruppe"),
            (.id(.ad), "Anzeigen-ID"), (.name(.ad), "Anzeigenname"), (.day, "Tag"), (.calendar(.week), "Woche"),
            (.calendar(.month), "Monat"), (.calendar(.quarter), "Quartal"), (.currency, "Währungscode|Währung"),
            (.status(.campaign), "Kampagnenstatus"), (.status(.adSet), "Status der Anzeigengruppe"),
            (.status(.ad), "Anzeigenstatus"), (.budget(nil), "Budget"), (.budgetKind, "Budgettyp|Budgetzeitraum"),
            (.metric(.impressions, micros: false), "Impr.|Impressionen"), (.metric(.clicks, micros: false), "Klicks"),
            (.metric(.spend, micros: false), "Kosten"), (.metric(.purchases, micros: false), "Conversions"),
            (.metric(.revenue, micros: false), "Conv.-Wert|Conversion-Wert"),
            (.segment("network"), "Werbenetzwerk"), (.segment("device"), "Gerät"),
            (.grain("keyword"), "Keyword|Suchkeyword"), (.grain("search term"), "Suchbegriff"),
            (.grain("conversion action"), "Conversion-Aktion"),
            (
                .beside,
                """
                Durchschn. CPC|Durchschn. Kosten|Conv.-Rate|Kosten/Conv.|Interaktionen|Interaktionsrate|Statusgründe|\
                Gebotsstrategietyp|Kampagnentyp|Optimierungsfaktor|Alle Conv.|View-through-Conv.|Conv.-Wert/Kosten
                """
            ),
        ],
        french: [
            (.id(.account), "Numéro client"), (.name(.account), "Nom du compte|Compte"),
            (.id(.campaign), "ID de la campagne|ID de campagne"), (.name(.campaign), "Campagne"),
            (.id(.adSet), "ID du groupe d'annonces"), (.name(.adSet), "Groupe d'annonces"),
            (.id(.ad), "ID de l'annonce"), (.name(.ad), "Nom de l'annonce"), (.day, "Jour"),
            (.calendar(.week), "Semaine"), (.calendar(.month), "Mois"), (.calendar(.quarter), "Trimestre"),
            (.currency, "Code de devise|Code devise|Devise"),
            (.status(.campaign), "État de la campagne"), (.status(.adSet), "État du groupe d'annonces"),
            (.status(.ad), "État de l'annonce"), (.budget(nil), "Budget"), (.budgetKind, "Type de budget"),
            (.metric(.impressions, micros: false), "Impr.|Impressions"), (.metric(.clicks, micros: false), "Clics"),
            (.metric(.spend, micros: false), "Coût"), (.metric(.purchases, micros: false), "Conversions"),
            (.metric(.revenue, micros: false), "Valeur de conv.|Valeur de conversion"),
            (.segment("network"), "Réseau"), (.segment("device"), "Appareil"),
            (.grain("keyword"), "Mot clé pour le Réseau de Recherche|Mot clé"),
            (.grain("search term"), "Terme de recherche"),
            (
                .beside,
                """
                CPC moy.|Coût moy.|Taux de conv.|Coût/conv.|Interactions|Taux d'interaction|Motifs de l'état|État|\
                Type de stratégie d'enchères|Type de campagne|Taux d'optimisation|Toutes les conv.
                """
            ),
        ])
}
