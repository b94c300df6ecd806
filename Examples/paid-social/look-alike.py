#!/usr/bin/env python3
"""Makes ads-look-alike.csv: 300 invented ads of three campaigns, with the columns of a real export and nobody's data.

The same seed makes the same file, byte for byte. `--swift FILE` also writes what `mandate demo` carries with it: the file
and the example charter as Swift texts. Run it from the project's root:

    python3 Examples/paid-social/look-alike.py --swift Sources/Programs/mandate/Demo/DemoFiles.swift
"""
import random
import sys

SEED = 20170701
HEADER = ("ad_id,xyz_campaign_id,fb_campaign_id,age,gender,interest,Impressions,Clicks,Spent,"
          "Total_Conversion,Approved_Conversion")
AGES = ["30-34", "35-39", "40-44", "45-49"]
# campaign, ads, median spend, spread of spend, cost of a click, enquiries per click, purchases per enquiry
CAMPAIGNS = [
    ("701", 24, 5.5, 0.6, 1.45, 0.16, 0.38),
    ("802", 96, 21.0, 0.8, 1.40, 0.27, 0.36),
    ("903", 180, 170.0, 1.1, 1.55, 0.045, 0.33),
]


def count(rng, chance, tries):
    """How often something of that chance happens in so many tries."""
    return sum(1 for _ in range(tries) if rng.random() < chance)


def ads():
    rng = random.Random(SEED)
    number = 500_000
    for campaign, size, median, spread, click, enquire, buy in CAMPAIGNS:
        for _ in range(size):
            number += rng.randint(1, 40)
            age, gender = rng.choice(AGES), rng.choice("FM")
            spend = min(median * rng.lognormvariate(0, spread), 900.0)
            clicks = max(1, round(spend / (click * rng.uniform(0.85, 1.15))))
            # Some ads promise what their page does not keep.
            factor = 0.05 if rng.random() < 0.22 else rng.uniform(0.7, 1.5)
            enquiries = count(rng, min(0.9, enquire * factor), clicks)
            purchases = count(rng, buy, enquiries)
            impressions = clicks * rng.randint(3_500, 6_500)
            yield (f"{number},{campaign},{int(campaign) * 100 + AGES.index(age) * 2 + (gender == 'M')},{age},{gender},"
                   f"{rng.randint(2, 66)},{impressions},{clicks},{spend:.2f},{enquiries},{purchases}")


def literal(name, comment, text):
    body = "\n".join(("        " + line.replace("\\", "\\\\")).rstrip() for line in text.rstrip("\n").split("\n"))
    return f'    /// {comment}\n    static let {name} = """\n{body}\n\n        """\n'


def main():
    text = HEADER + "\n" + "".join(line + "\n" for line in ads())
    with open("Examples/paid-social/ads-look-alike.csv", "w", encoding="utf-8") as file:
        file.write(text)
    if "--swift" not in sys.argv:
        return
    out = sys.argv[sys.argv.index("--swift") + 1]
    # Comments say what people need and the demo does not; the rest is the example's charter.
    charter = "".join(line.split("  #")[0].rstrip() + "\n" for line in open("Examples/paid-social/charter.yaml",
                      encoding="utf-8") if not line.startswith("#"))
    with open(out, "w", encoding="utf-8") as file:
        file.write("// Made by Examples/paid-social/look-alike.py; a test compares it with the example's files.\n\n")
        file.write("/// The files that the demo plays with.\nenum DemoFiles {\n")
        file.write(literal("charter", "The example's charter, without its comments.", charter))
        file.write("}\n")
    with open(out.replace("DemoFiles", "DemoFiles+Ads"), "w", encoding="utf-8") as file:
        file.write("// Made by Examples/paid-social/look-alike.py; a test compares it with the example's files.\n\n")
        file.write("extension DemoFiles {\n")
        file.write(literal("ads", "300 invented ads.", text))
        file.write("}\n")


main()
