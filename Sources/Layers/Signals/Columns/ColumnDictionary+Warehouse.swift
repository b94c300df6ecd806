import Vocabulary

extension ColumnDictionary {
    /// Plain words that many reports share, and the columns of the social-ads file.
    static let common = ColumnList(
        platforms: [.generic],
        english: [
            (.id(.account), "account_id"), (.name(.account), "account|account name"),
            (.id(.campaign), "campaign_id|xyz_campaign_id"), (.name(.campaign), "campaign|campaign name"),
            (.id(.adSet), "ad_set_id|adset_id|ad_group_id|fb_campaign_id"),
            (.name(.adSet), "ad set|adset|ad group|ad set name|adset name|ad group name"),
            (.id(.ad), "ad_id"), (.name(.ad), "ad|ad name"), (.day, "day|date"), (.calendar(.week), "week"),
            (.calendar(.month), "month"), (.periodStart, "period start|start date"),
            (.periodEnd, "period end|end date"),
            (.currency, "currency|currency code"), (.zone, "time zone|timezone"), (.status(nil), "status|state"),
            (.budget(nil), "budget|daily budget"), (.metric(.impressions, micros: false), "impressions|impr"),
            (.metric(.reach, micros: false), "reach"), (.metric(.clicks, micros: false), "clicks"),
            (.metric(.spend, micros: false), "spend|spent|cost|amount spent"),
            (.metric(.enquiries, micros: false), "enquiries|inquiries|leads|total_conversion"),
            (.metric(.purchases, micros: false), "purchases|approved_conversion|orders|conversions"),
            (.metric(.revenue, micros: false), "revenue|conversion value"), (.segment("age"), "age"),
            (.segment("gender"), "gender"), (.segment("interest"), "interest"), (.segment("device"), "device"),
            (.segment("country"), "country"), (.segment("region"), "region"),
            (.inBundle, "in bundle|is in bundle|part of a bundle"),
            (.inExperiment, "in experiment|is in experiment|part of an experiment"),
            (.beside, "ctr|cpc|cpm|roas|frequency|conversion rate|cost per click|cost per conversion"),
        ])

    /// Tables that connectors load into warehouses: snake case, one table a grain. Columns that only one
    /// platform has tell whose they are.
    static let warehouse: [ColumnList] = [
        ColumnList(
            platforms: [.google],
            english: [
                (.id(.account), "customer_id"), (.metric(.spend, micros: true), "cost_micros"),
                (.metric(.revenue, micros: false), "conversions_value"), (.segment("network"), "ad_network_type"),
                (.segment("keyword"), "keyword_ad_group_criterion"), (.ownName, "descriptive_name"),
                (.grain("keyword"), "ad_group_criterion_criterion_id|keyword_text|keyword_match_type|base_campaign_id"),
                (.grain("search term"), "search_term"),
                (
                    .beside,
                    """
                    base_campaign|campaign_base_campaign|base_ad_group|ad_group_base_ad_group|view_through_conversions|\
                    interaction_event_types|interactions|active_view_impressions|active_view_measurability|\
                    active_view_measurable_cost_micros|active_view_measurable_impressions|active_view_viewability|\
                    auto_tagging_enabled|optimization_score|advertising_channel_type|advertising_channel_subtype|\
                    serving_status|tracking_url_template|final_urls|display_url|final_url_suffix|manager|\
                    manager_customer_id|test_account|hidden|pay_per_conversion_eligibility_failure_reasons
                    """
                ),
            ]),
        ColumnList(
            platforms: [.meta],
            english: [
                (.metric(.clicks, micros: false), "inline_link_clicks"), (.grain("action type"), "action_type"),
                (.beside, "creative_id|_7_d_click|_1_d_view|inline|index"),
            ]),
        ColumnList(
            platforms: [.linkedIn],
            english: [
                (.metric(.spend, micros: false), "cost_in_local_currency"),
                (.metric(.revenue, micros: false), "conversion_value_in_local_currency"),
                (.metric(.purchases, micros: false), "external_website_conversions"),
                (.metric(.enquiries, micros: false), "one_click_leads"),
                (.metric(.reach, micros: false), "approximate_unique_impressions"),
                (.segment("campaign_group"), "campaign_group_id"), (.updated, "last_modified_at"),
                (.status(nil), "intended_status"),
                (
                    .beside,
                    "cost_in_usd|version_tag|click_uri|text_ad_landing_page|spotlight_landing_page|total_engagements"
                ),
            ]),
        ColumnList(
            platforms: [.microsoft],
            english: [
                (.grain("keyword"), "match_type|keyword_id"), (.segment("location"), "location_id"),
                (.segment("location_type"), "location_type"), (.segment("city"), "city"),
                (.segment("postal_code"), "postal_code"), (.segment("state"), "state"),
                (.beside, "title_part_1|title_part_2|title_part_3|domain|final_url|county|metro_area"),
            ]),
        ColumnList(
            platforms: [.generic],
            english: [
                (.ownID, "id"), (.ownName, "name"),
                (.updated, "updated_at|updated_time|last_modified_time|modified_time"),
                (.startDate, "start_date"),
                (.beside, "_fivetran_id|_fivetran_synced|created_time|end_date|type|title"),
            ]),
    ]
}
