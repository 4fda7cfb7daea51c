"""Changing single cells of a dumped package."""

import csv
import io


def rows(folder, table):
    return list(csv.DictReader(io.StringIO((folder / f"{table}.csv").read_text())))


def write(folder, table, changed):
    with (folder / f"{table}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, changed[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)


def change(folder, table, slug, **cells):
    write(folder, table, [{**row, **cells} if row["slug"] == slug else row for row in rows(folder, table)])


def remove(folder, table, slug):
    header = (folder / f"{table}.csv").read_text().splitlines()[0]
    left = [row for row in rows(folder, table) if row["slug"] != slug]
    write(folder, table, left) if left else (folder / f"{table}.csv").write_text(f"{header}\n")
