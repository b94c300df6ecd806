import Vocabulary

extension ToolTraits {
    /// The channels that tools of its platform class work on; empty where it may be any.
    var channels: [String] {
        switch name.text.prefix(while: { $0 != "." }) {
        case "ads": ["paid_social", "paid_search", "display", "video", "affiliate"]
        case "email": ["email"]
        case "app": ["in_app", "push"]
        case "site": ["website"]
        case "social": ["organic_social"]
        case "sales": ["sales"]
        default: []
        }
    }
}
