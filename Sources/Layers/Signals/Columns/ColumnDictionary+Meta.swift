import Vocabulary

extension ColumnDictionary {
    /// Meta Ads Manager, table and report exports, as facebook.com/business/help/447834205249495 names the
    /// columns.
    ///
    /// `Results` is left out on purpose: it counts whatever each ad set is optimised for. Of the clicks, link
    /// clicks are the ones that reach a page, so they come first.
    static let meta = ColumnList(
        platforms: [.meta],
        english: [
            (.id(.account), "Account ID"), (.name(.account), "Account name"),
            (.id(.campaign), "Campaign ID"), (.name(.campaign), "Campaign name"),
            (.id(.adSet), "Ad set ID"), (.name(.adSet), "Ad set name"),
            (.id(.ad), "Ad ID"), (.name(.ad), "Ad name"), (.day, "Day"), (.calendar(.month), "Month"),
            (.periodStart, "Reporting starts"), (.periodEnd, "Reporting ends"), (.currency, "Currency"),
            (.status(.campaign), "Campaign delivery"), (.status(.adSet), "Ad set delivery"),
            (.status(.ad), "Ad delivery"), (.status(nil), "Delivery"), (.budget(.campaign), "Campaign budget"),
            (.budget(.adSet), "Ad set budget"),
            (.budgetKind, "Campaign budget type|Ad set budget type"), (.startDate, "Starts|Start date"),
            (.metric(.impressions, micros: false), "Impressions"), (.metric(.reach, micros: false), "Reach"),
            (.metric(.clicks, micros: false), "Link clicks|Clicks (all)"),
            (.metric(.spend, micros: false), "Amount spent"),
            (.metric(.enquiries, micros: false), "Leads|Website leads|On-Facebook leads"),
            (.metric(.purchases, micros: false), "Purchases|Website purchases"),
            (
                .metric(.revenue, micros: false),
                "Purchases conversion value|Purchase conversion value|Website purchases conversion value"
            ),
            (.segment("age"), "Age"), (.segment("gender"), "Gender"), (.segment("country"), "Country"),
            (.segment("region"), "Region"), (.segment("platform"), "Platform"), (.segment("placement"), "Placement"),
            (.segment("device"), "Impression device|Device platform"),
            (
                .beside,
                """
                Results|Result indicator|Result type|Cost per results|Cost per result|Frequency|Delivery status|\
                Delivery level|Attribution setting|Objective|Ends|Quality ranking|Engagement rate ranking|\
                Conversion rate ranking|CPM (cost per 1,000 impressions)|CPC (cost per link click)|CPC (all)|\
                CTR (link click-through rate)|CTR (all)|Purchase ROAS (return on ad spend)|Landing page views|\
                Cost per purchase|Cost per lead|Adds to cart|Checkouts initiated|Outbound clicks|Unique link clicks
                """
            ),
        ],
        german: [
            (.id(.account), "Konto-ID"), (.name(.account), "Kontoname"),
            (.id(.campaign), "Kampagnen-ID"), (.name(.campaign), "Kampagnenname|Name der Kampagne"),
            (.id(.adSet), "Anzeigengruppen-ID"), (.name(.adSet), "Anzeigengruppenname|Name der Anzeigengruppe"),
            (.id(.ad), "Anzeigen-ID"), (.name(.ad), "Anzeigenname|Name der Anzeige"), (.day, "Tag"),
            (.calendar(.month), "Monat"), (.periodStart, "Berichtsstart|Beginn des Berichtszeitraums"),
            (.periodEnd, "Berichtsende|Ende des Berichtszeitraums"), (.currency, "Währung"),
            (.status(.campaign), "Kampagnenauslieferung|Auslieferung der Kampagne"),
            (.status(.adSet), "Anzeigengruppenauslieferung|Auslieferung der Anzeigengruppe"),
            (.status(.ad), "Anzeigenauslieferung|Auslieferung der Anzeige"),
            (.status(nil), "Auslieferung"), (.budget(.campaign), "Kampagnenbudget"),
            (.budget(.adSet), "Anzeigengruppenbudget"), (.budgetKind, "Art des Kampagnenbudgets|Budgetart"),
            (.startDate, "Beginn|Startdatum"),
            (.metric(.impressions, micros: false), "Impressionen"), (.metric(.reach, micros: false), "Reichweite"),
            (.metric(.clicks, micros: false), "Link-Klicks|Klicks (alle)"),
            (.metric(.spend, micros: false), "Ausgegebener Betrag"),
            (.metric(.enquiries, micros: false), "Leads"),
            (.metric(.purchases, micros: false), "Käufe|Website-Käufe|Käufe auf der Website"),
            (
                .metric(.revenue, micros: false),
                "Conversion-Wert von Käufen|Conversion-Wert für Käufe|Kauf-Conversion-Wert"
            ),
            (.segment("age"), "Alter"), (.segment("gender"), "Geschlecht"), (.segment("country"), "Land"),
            (.segment("region"), "Region"), (.segment("platform"), "Plattform"),
            (.segment("placement"), "Platzierung"),
            (
                .beside,
                """
                Ergebnisse|Ergebnisindikator|Kosten pro Ergebnis|Frequenz|Auslieferungsstatus|Auslieferungsebene|\
                Attributionseinstellung|Ziel|Ende|Endet|CPM (Kosten pro 1.000 Impressionen)|CPC (Kosten pro Link-Klick)|\
                CPC (alle)|CTR (Link-Klickrate)|CTR (alle)|ROAS (Käufe)|Kosten pro Kauf|Landingpage-Aufrufe
                """
            ),
        ],
        french: [
            (.id(.account), "ID du compte"), (.name(.account), "Nom du compte"),
            (.id(.campaign), "ID de la campagne"), (.name(.campaign), "Nom de la campagne"),
            (.id(.adSet), "ID de l'ensemble de publicités"), (.name(.adSet), "Nom de l'ensemble de publicités"),
            (.id(.ad), "ID de la publicité"), (.name(.ad), "Nom de la publicité"), (.day, "Jour"),
            (.calendar(.month), "Mois"), (.periodStart, "Début des rapports"), (.periodEnd, "Fin des rapports"),
            (.currency, "Devise"), (.status(.campaign), "Diffusion de la campagne"),
            (.status(.adSet), "Diffusion de l'ensemble de publicités"), (.status(.ad), "Diffusion de la publicité"),
            (.status(nil), "Diffusion"), (.budget(.campaign), "Budget de la campagne"),
            (.budget(.adSet), "Budget de l'ensemble de publicités"),
            (.budgetKind, "Type de budget de la campagne|Type de budget de l'ensemble de publicités"),
            (.startDate, "Début"),
            (.metric(.impressions, micros: false), "Impressions"),
            (.metric(.reach, micros: false), "Couverture|Portée"),
            (.metric(.clicks, micros: false), "Clics sur un lien|Clics sur le lien|Clics (tous)"),
            (.metric(.spend, micros: false), "Montant dépensé"),
            (.metric(.enquiries, micros: false), "Prospects|Leads"),
            (.metric(.purchases, micros: false), "Achats|Achats sur le site web"),
            (.metric(.revenue, micros: false), "Valeur de conversion des achats"),
            (.segment("age"), "Âge"), (.segment("gender"), "Genre|Sexe"), (.segment("country"), "Pays"),
            (.segment("region"), "Région"), (.segment("platform"), "Plateforme"), (.segment("placement"), "Placement"),
            (
                .beside,
                """
                Résultats|Indicateur de résultats|Coût par résultat|Coût par résultats|Répétition|Fréquence|\
                Statut de diffusion|Niveau de diffusion|Paramètre d'attribution|Fin|CPM (Coût pour 1 000 impressions)|\
                CPC (coût par clic sur un lien)|CPC (tous)|CTR (taux de clics sur le lien)|CTR (tous)|\
                ROAS (retour sur les dépenses publicitaires) des achats
                """
            ),
        ])
}
