"""The table of `make bench-peers`: every system's rate, and how many times ours that is or ours is that."""
import json
import os
import platform
import sys
import time

# Our workloads: the key of the rate, the key of the processor's time, and what is counted.
WORK = {
    ("W1", 1): ("per_s", "cpu_us_per", "W1, 1 in flight, decisions"),
    ("W1", 8): ("per_s", "cpu_us_per", "W1, 8 in flight, decisions"),
    ("W2", None): ("per_s", None, "W2, contexts through ten rules"),
    ("W3", None): ("per_s", None, "W3, tool calls from bytes"),
    ("W7", None): ("verify_per_s", "verify_cpu_us", "W7, records verified"),
}


def digits(number):
    """Three digits are all that one run on a shared machine says."""
    if abs(number) >= 100:
        return "{:,}".format(int(float("%.3g" % number)))
    return "%.3g" % number


def factor(ours, theirs):
    """How many times faster the faster one is, in words."""
    if ours >= theirs:
        return "ours is %s times faster" % digits(ours / theirs)
    return "ours is %s times slower" % digits(theirs / ours)


def processor(line, key):
    """Microseconds of processor for one, from the key that says it or from the rate in a second of processor."""
    return line[key] if key else 1e6 / line["per_cpu_s"]


def model():
    with open("/proc/cpuinfo") as text:
        names = [row.split(":", 1)[1].strip() for row in text if row.startswith("model name")]
    return names[0] if names else platform.machine()


def main():
    lines = [json.loads(text) for text in open(sys.argv[1]) if text.strip()]
    print()
    print("%s, %d cores of %s, Python %s, load %.1f at the end" % (
        time.strftime("%Y-%m-%d", time.gmtime()), os.cpu_count(), model(), platform.python_version(),
        os.getloadavg()[0]))
    print()
    print("| | system | by the clock | processor for one | |")
    print("| --- | --- | --- | --- | --- |")
    for (name, workers), (rate, time_key, words) in WORK.items():
        rows = [line for line in lines if line["w"] == name and workers in (None, line.get("workers"))]
        ours = next((line for line in rows if line["peer"].startswith("mandate")), None)
        for line in rows:
            compared = "" if ours is None or line is ours else factor(ours[rate], line[rate])
            print("| %s | %s | %s/s | %s us | %s |" % (
                words, line["peer"], digits(line[rate]), digits(processor(line, time_key)), compared))


main()
