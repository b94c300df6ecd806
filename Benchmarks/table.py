"""The table of `make bench`: one row a figure with its target and by how much that is missed."""
import json
import sys

TARGETS = [
    (("W1", 1), "per_s", 3000, "decisions/s, 1 in flight"),
    (("W1", 1), "p99_ms", -1, "ms p99, 1 in flight"),
    (("W1", 8), "per_s", 6000, "decisions/s, 8 in flight"),
    (("W1", 8), "p99_ms", -4, "ms p99, 8 in flight"),
    (("W1", 8), "syncs_per", -0.6, "syncs a decision, 8 in flight"),
    (("W1", 64), "per_s", 20000, "decisions/s, 64 in flight"),
    (("W1", 64), "cpu_us_per", -50, "us of processor a decision"),
    (("W1", 64), "bytes_per", -1536, "bytes a decision with its leaves"),
    (("W2", None), "per_s", 5000000, "contexts/s through ten rules"),
    (("W3", None), "per_s", 700000, "tool calls/s from bytes"),
    (("W7", None), "verify_per_s", 2857143, "leaves/s verified (1 million in 0.35 s)"),
    (("import", None), "per_s", 100000, "rows/s imported durably"),
    (("import", None), "gate_p99_ms", None, "ms p99 of the gate meanwhile"),
    (("import", None), "rss_mb", None, "MB at most"),
    (("dispatch", None), "p50_ms", -5, "ms from a yes to the connector"),
    (("halt", None), "p50_ms", None, "ms p50 from the press of halt to the last effect"),
    (("halt", None), "p99_ms", -1000, "ms p99 from the press of halt to the last effect"),
    (("halt", None), "return_p99_ms", None, "ms p99 from the press of halt to its return"),
    (("start", "--version"), "p50_ms", -50, "ms for `mandate --version`"),
    (("start", "inbox"), "p50_ms", -50, "ms for `mandate inbox`"),
]


def matches(line, key):
    name, detail = key
    if line["w"] != name:
        return False
    if name == "W1":
        return line["workers"] == detail
    return detail is None or line["peer"].startswith(detail)


def main():
    lines = [json.loads(text) for text in open(sys.argv[1]) if text.strip()]
    print()
    print("%14s %14s  %-44s %s" % ("ours", "target", "what", "missed by"))
    for key, field, target, words in TARGETS:
        for line in (line for line in lines if matches(line, key)):
            ours = line[field]
            if target is None:
                print("%14s %14s  %-44s" % (ours, "-", words))
                continue
            limit = abs(target)
            isMet = ours >= limit if target > 0 else ours <= limit
            factor = limit / max(ours, 1e-9) if target > 0 else ours / limit
            missed = "" if isMet else "a factor of %.1f" % factor
            print("%14s %14s  %-44s %s" % (ours, limit, words, missed))


main()
