"""Times Python's csv module on a table: rows, species mapped, boxes as numbers. Prints JSON."""

import csv
import json
import sys
import time

MAPPING = {"bottlenose_dolpin": "bottlenose_dolphin", "kiler_whale": "killer_whale"}


def main(path):
    start = time.perf_counter()
    rows = []
    with open(path, encoding="utf-8", newline="") as file:
        for image, species, individual, box in list(csv.reader(file))[1:]:
            rows.append((
                image, MAPPING.get(species, species), individual,
                [float(number) for number in box.split()] if box else None))
    seconds = time.perf_counter() - start
    boxes = sum(row[3] is not None for row in rows)
    print(json.dumps({"rows": len(rows), "boxes": boxes, "seconds": seconds}))


main(sys.argv[1])
