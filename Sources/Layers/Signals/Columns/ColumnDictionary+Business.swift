import Vocabulary

extension ColumnDictionary {
    /// LinkedIn Campaign Manager, performance reports. Its campaigns carry the daily budget, so they are
    /// campaigns here and its creatives are ads; a campaign group is an attribute of a campaign.
    static let linkedIn = ColumnList(
        platforms: [.linkedIn],
        english: [
            (.id(.account), "Account ID"), (.name(.account), "Account Name"), (.currency, "Currency"),
            (.id(.campaign), "Campaign ID"), (.name(.campaign), "Campaign Name"),
            (.segment("campaign_group"), "Campaign Group ID"), (.beside, "Campaign Group Name|Campaign Group Status"),
            (.id(.ad), "Ad ID|Creative ID"), (.name(.ad), "Ad Name|Creative Name"),
            (.day, "Start Date (in UTC)|Start Date"), (.status(.campaign), "Campaign Status"),
            (.status(.ad), "Ad Status|Creative Status"), (.budget(nil), "Daily Budget"),
            (.metric(.impressions, micros: false), "Impressions"), (.metric(.reach, micros: false), "Reach"),
            (.metric(.clicks, micros: false), "Clicks"), (.metric(.spend, micros: false), "Total Spent"),
            (.metric(.enquiries, micros: false), "Leads"), (.metric(.purchases, micros: false), "Conversions"),
            (.metric(.revenue, micros: false), "Total Conversion Value"),
            (
                .beside,
                """
                Click Through Rate|Average CPM|Average CPC|Reactions|Comments|Shares|Follows|Other Clicks|\
                Total Social Actions|Total Engagements|Engagement Rate|Post-Click Conversions|View-Through Conversions|\
                Conversion Rate|Cost per Conversion|Return on Ad Spend|Lead Forms Opened|Lead Form Completion Rate|\
                Cost per Lead|Click to Open Rate|Cost Type|Campaign Type|Campaign Objective|Total Budget|\
                Campaign Start Date|Campaign End Date|Average Daily Spend|Average Frequency|Frequency
                """
            ),
        ],
        german: [
            (.id(.account), "Konto-ID"), (.name(.account), "Kontoname"), (.currency, "Währung"),
            (.id(.campaign), "Kampagnen-ID"), (.name(.campaign), "Kampagnenname"),
            (.segment("campaign_group"), "Kampagnengruppen-ID"), (.beside, "Name der Kampagnengruppe"),
            (.id(.ad), "Anzeigen-ID"), (.name(.ad), "Anzeigenname"), (.day, "Startdatum (in UTC)"),
            (.status(.campaign), "Kampagnenstatus"), (.budget(nil), "Tagesbudget"),
            (.metric(.impressions, micros: false), "Impressions"), (.metric(.clicks, micros: false), "Klicks"),
            (.metric(.spend, micros: false), "Gesamtausgaben|Ausgaben insgesamt"),
            (.metric(.enquiries, micros: false), "Leads"), (.metric(.purchases, micros: false), "Conversions"),
            (.metric(.revenue, micros: false), "Conversion-Gesamtwert"),
            (.beside, "Klickrate|Durchschnittlicher CPM|Durchschnittlicher CPC|Interaktionen insgesamt"),
        ],
        french: [
            (.id(.account), "ID du compte"), (.name(.account), "Nom du compte"), (.currency, "Devise"),
            (.id(.campaign), "ID de la campagne"), (.name(.campaign), "Nom de la campagne"),
            (.segment("campaign_group"), "ID du groupe de campagnes"), (.beside, "Nom du groupe de campagnes"),
            (.id(.ad), "ID de la publicité"), (.name(.ad), "Nom de la publicité"), (.day, "Date de début (UTC)"),
            (.status(.campaign), "Statut de la campagne"), (.budget(nil), "Budget quotidien"),
            (.metric(.impressions, micros: false), "Impressions"), (.metric(.clicks, micros: false), "Clics"),
            (.metric(.spend, micros: false), "Total dépensé|Dépenses totales"),
            (.metric(.enquiries, micros: false), "Leads"), (.metric(.purchases, micros: false), "Conversions"),
            (.metric(.revenue, micros: false), "Valeur totale des conversions"),
            (.beside, "Taux de clics|CPM moyen|CPC moyen|Total des interactions"),
        ])

    /// Microsoft Advertising, reports from the web page and from the reporting service, whose columns are
    /// listed at learn.microsoft.com/advertising/reporting-service (CampaignPerformanceReportColumn and its
    /// siblings).
    static let microsoft = ColumnList(
        platforms: [.microsoft],
        english: [
            (.id(.account), "Account ID|AccountId"), (.name(.account), "Account name"),
            (.id(.campaign), "Campaign ID"), (.name(.campaign), "Campaign name|Campaign"),
            (.id(.adSet), "Ad group ID"), (.name(.adSet), "Ad group name|Ad group"),
            (.id(.ad), "Ad ID"), (.day, "Gregorian date|TimePeriod|Date"), (.currency, "Currency code"),
            (.status(.campaign), "Campaign status"), (.status(.adSet), "Ad group status"), (.status(.ad), "Ad status"),
            (.metric(.impressions, micros: false), "Impressions|Impr."), (.metric(.clicks, micros: false), "Clicks"),
            (.metric(.spend, micros: false), "Spend"),
            (.metric(.purchases, micros: false), "Conversions|ConversionsQualified"),
            (.metric(.revenue, micros: false), "Revenue"), (.segment("network"), "Network"),
            (.segment("device_type"), "Device type"), (.segment("device_os"), "Device OS"),
            (.segment("language"), "Language"), (.segment("ad_distribution"), "Ad distribution"),
            (.segment("bid_match_type"), "Bid match type"),
            (.segment("delivered_match_type"), "Delivered match type"),
            (.segment("top_vs_other"), "Top vs. other"), (.segment("country"), "Country/region|Country"),
            (.grain("keyword"), "Keyword|Keyword ID"), (.grain("search term"), "Search query|Search term"),
            (.grain("conversion goal"), "Goal"),
            (
                .beside,
                """
                Account number|Avg. CPC|CTR (%)|CTR|Avg. position|Conversion rate (%)|CPA|Return on ad spend|\
                All conversions|All conversions qualified|All revenue|Quality score|Budget name|\
                Budget association status|Customer ID|Customer name|Assists
                """
            ),
        ],
        german: [
            (.id(.account), "Konto-ID"), (.name(.account), "Kontoname"), (.id(.campaign), "Kampagnen-ID"),
            (.name(.campaign), "Kampagnenname|Kampagne"), (.id(.adSet), "Anzeigengruppen-ID"),
            (.name(.adSet), "Anzeigengruppenname|Anzeigengruppe"), (.id(.ad), "Anzeigen-ID"),
            (.day, "Gregorianisches Datum|Datum"), (.currency, "Währungscode"),
            (.status(.campaign), "Kampagnenstatus"), (.metric(.impressions, micros: false), "Impressionen"),
            (.metric(.clicks, micros: false), "Klicks"), (.metric(.spend, micros: false), "Ausgaben"),
            (.metric(.purchases, micros: false), "Konversionen|Conversions"),
            (.metric(.revenue, micros: false), "Umsatz"), (.segment("network"), "Netzwerk"),
            (.segment("device_type"), "Gerätetyp"), (.beside, "Kontonummer|Durchschn. CPC|Klickrate (%)"),
        ],
        french: [
            (.id(.account), "ID de compte"), (.name(.account), "Nom du compte"), (.id(.campaign), "ID de campagne"),
            (.name(.campaign), "Nom de la campagne|Campagne"), (.id(.adSet), "ID du groupe d'annonces"),
            (.name(.adSet), "Nom du groupe d'annonces|Groupe d'annonces"), (.id(.ad), "ID d'annonce"),
            (.day, "Date grégorienne|Date"), (.currency, "Code de devise"),
            (.status(.campaign), "État de la campagne"), (.metric(.impressions, micros: false), "Impressions"),
            (.metric(.clicks, micros: false), "Clics"), (.metric(.spend, micros: false), "Dépenses"),
            (.metric(.purchases, micros: false), "Conversions"), (.metric(.revenue, micros: false), "Revenus"),
            (.segment("network"), "Réseau"), (.segment("device_type"), "Type d'appareil"),
            (.beside, "Numéro de compte|CPC moyen|CTR (%)"),
        ])

    /// TikTok Ads Manager, custom reports.
    static let tikTok = ColumnList(
        platforms: [.tikTok],
        english: [
            (.id(.account), "Advertiser ID"), (.name(.account), "Advertiser name"), (.id(.campaign), "Campaign ID"),
            (.name(.campaign), "Campaign name"), (.id(.adSet), "Ad group ID"), (.name(.adSet), "Ad group name"),
            (.id(.ad), "Ad ID"), (.name(.ad), "Ad name"), (.day, "By day|Date"), (.currency, "Currency"),
            (.metric(.impressions, micros: false), "Impressions"), (.metric(.reach, micros: false), "Reach"),
            (.metric(.clicks, micros: false), "Clicks (destination)|Clicks (all)|Clicks"),
            (.metric(.spend, micros: false), "Cost"), (.metric(.purchases, micros: false), "Conversions"),
            (.beside, "CPC (destination)|CTR (destination)|CPM|Cost per conversion|Conversion rate (CVR)|Video views"),
        ])
}
