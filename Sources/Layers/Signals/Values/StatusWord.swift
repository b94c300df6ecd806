import Vocabulary

/// What the platforms write, in English, German and French, for whether an entity runs.
enum StatusWord {
    /// The status that a cell states; nil for a word that is not known.
    static func status(_ text: String) -> EntityStatus? { words[text.lowercased()] }

    private static let words: [String: EntityStatus] = {
        let lists: [(EntityStatus, String)] = [
            (
                .active,
                """
                active|enabled|eligible|eligible (limited)|running|learning|learning limited|aktiviert|aktiv|geeignet|\
                lernphase|lernphase eingeschränkt|wird ausgeliefert|activé|activée|actif|active
                """
            ),
            (
                .paused,
                """
                paused|inactive|not delivering|not_delivering|off|suspended|draft|pausiert|inaktiv|aus|entwurf|\
                nicht ausgeliefert|wird nicht ausgeliefert|en pause|en veille|mis en veille|désactivé|désactivée|\
                inactif|inactive
                """
            ),
            (
                .deleted,
                """
                removed|deleted|archived|completed|ended|canceled|cancelled|entfernt|gelöscht|archiviert|\
                abgeschlossen|supprimé|supprimée|archivé|archivée|terminé|terminée
                """
            ),
        ]
        var words: [String: EntityStatus] = [:]
        for (status, list) in lists {
            for word in list.split(separator: "|") { words[String(word)] = status }
        }
        return words
    }()
}
