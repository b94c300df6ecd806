/// The sentences between the tables of the reference pages.
enum CharterReferenceText {
    static let opening = """
        # The charter file

        A charter says what one agent may do: one YAML file an agent, kept in git, read by a marketer, a lawyer and a
        machine. `Examples/paid-social/charter.yaml` is a whole one. `mandate charter check` explains every mistake
        ([all findings](charter-findings.md)), `mandate charter schema` prints the JSON Schema for editors,
        `mandate charter docs` prints a charter in plain words, and `mandate charter new` asks the questions that lead to one.

        Six parts are needed: goal, actions, constraints, escalation, review, owner. What is absent is not allowed; a limit
        that is absent where a tool needs it is an error. Zero is a limit and means none.

        How the file is read:

        - YAML 1.2, one document, at most 1 MiB, 64 levels, 100,000 values. No aliases, anchors, tags, merge keys,
          duplicate keys or tabs in front of a line. A bare `yes`, `no`, `on`, `off`, `y` or `n` is refused: put it in quotes.
        - Every quantity carries its unit: `4 h`, `15 %`, `500 GBP`, `3 times`. A relative one says of what.
        - `per: day` is a calendar window in the charter's zone (weeks begin on Monday), `in_any: 7 d` a rolling one. Money caps
          count the days of the account, which is billed by them; `charter check --against HOME` says where the two differ.
        - Money is in the charter's currency; another one is refused, never converted.
        - An unknown key is an error, with the nearest known one.

        How it is judged:

        - The entries of one tool are tried in order, `may` and then `with_approval`. The first whose condition is true and
          whose bounds hold decides. A false condition or a passed bound goes on to the next; an error in a condition
          refuses; where none is left the proposal is refused. `never` beats everything; an error in its condition forbids.
        - A bound that a later entry of a tool does not name is inherited from the entry before: `floor: 10 GBP` under `may`
          also binds `with_approval`, which widens only what it names itself.
        - A move of budget is asked for itself and for each of its parts. Where several of them need a yes, only who may
          answer all of them can say it; where nobody can, the move is refused: propose its parts one by one.
        - A limit is asked only of the tools it concerns. A limit that cannot be known refuses; a trigger without a source
          is inactive, and named.
        - `about: { campaign: "brand-*" }` covers everything below those campaigns as well, and a new campaign of such a name;
          letter case does not matter. Where a name would decide and is not known, it refuses.
        - Widening a charter takes a second person. In the tables below, *wider when* says which change of a key widens;
          what is not provably narrower counts as wider.

        """

    static let values = """

        ## Values

        | value | how to write it | example |
        | --- | --- | --- |

        """

    static let facts = """

        ## Facts for conditions

        A condition is an expression of CEL over these facts; `has(entity.purchases)` asks whether one is known. Names that
        end in `_minor` are whole minor units (pence), so that no condition computes money in fractions. Of enquiries and
        purchases that attribution splits a condition sees the whole ones; everything else counts their parts too.

        | fact | type |
        | --- | --- |

        """

    static let tools = """

        ## Tools

        Connectors may add more. A tool that cannot be taken back is never given in `may`. Pricing, positioning, target
        market, strategy and the charter itself have no tools: they are for people.

        | tool | what it does | effect | what a charter has to say |
        | --- | --- | --- | --- |

        """

    static let organisation = """

        ## The organisation's file

        `organisation.yaml` has the keys `organisation`, `constraints`, `never` and `owner` in the same shape, for limits and
        prohibitions that hold for every agent beside those of the charter, and `metrics` for what is added to the catalogue. `mandate charter apply organisation.yaml` brings it
        into force, `mandate charter schema --organisation` is its JSON Schema. Limits of a kind that may stand more than once
        hold beside the charter's, under keys that begin with `organisation.`; of what stands once, the stricter holds, and
        channels, markets and data are those that both name. What is not written there is not limited. Windows are counted by the
        charter's zone; of `owner`, `person`, `deputies` and `may_change` rule, which say who may change these limits; a hold or an
        escalation that a limit asks for goes to whom the charter asks. A charter that says more of the same, over the same and in
        the same window, is an error (`laxer-than-organisation`). docs/how-to/limit-every-agent.md shows how to use it.

        """

    static let metrics = """

        A formula takes counted metrics only, built-in ones or those of the same file; its unit is `money` exactly where its upper
        side is money and its lower side is not. A name that a charter in force uses keeps its formula, unit and direction: give
        another meaning another name. What no source counts yet cannot be measured, and `charter check --against HOME` says so.
        docs/how-to/add-a-metric.md shows how to use it.

        """

    static let closing = """

        ## Versions

        The file states an intent. `mandate charter apply` records it with a version and the SHA-256 of its bytes,
        which people sign. `mandate charter diff` compares what two files say, whatever their spelling.

        """

    static let findingsOpening = """
        # Findings of `mandate charter check`

        A finding is printed as `file:line:column severity code message`, and on the next line how to put it right. An error
        keeps a charter from being applied; a warning says that it probably does not do what its writer meant; advice says
        what would make it better. The exit code is 1 with an error and 0 otherwise.


        """
}
