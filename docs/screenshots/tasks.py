"""The tasks of docs/editors.md, followed to the letter, in its order."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Browser

from docs.screenshots.desk import Desk

SUMMIT = "us21-2026-06-19-supreme-council"
ALCOHOL = "/admin/roadmaps/roadmap/us19-alcohol-trade/change/"
PAYMENTS = "/admin/roadmaps/roadmap/us21-payment-systems/change/"


def walk(browser: Browser, site: str, folder: Path) -> None:
    superuser, editor, reviewer = (Desk(browser, site, name) for name in ("editor", "second-editor", "reviewer"))
    what_is_missing(superuser)
    for_the_readme(superuser)
    a_summit_took_place(editor)
    a_source_contradicts_us(editor, reviewer)
    a_claim_was_mistranslated(editor)
    a_road_map_was_split(editor)
    a_source_gives_a_count(editor)
    a_source_and_its_archive_address(editor)
    many_rows_in_a_spreadsheet(reviewer, folder)
    two_edited_the_same_record(editor, reviewer)
    a_change_is_taken_back(reviewer)


def what_is_missing(desk: Desk) -> None:
    desk.open("/admin/")
    desk.picture("missing", ".missing")


def for_the_readme(desk: Desk) -> None:
    desk.open("/admin/roadmaps/roadmap/?negotiation__slug__exact=union-state-2019&all=")
    desk.picture("road-maps", "#header", "#result_list tbody tr:nth-child(3)")
    desk.open("/api/docs/")
    desk.page.locator(".opblock").first.wait_for()
    desk.picture("api-docs", ".swagger-ui .information-container", ".opblock >> nth=2")


def a_summit_took_place(desk: Desk) -> None:
    desk.open("/admin/roadmaps/summit/add/")
    desk.choose("negotiation", "union programmes")
    desk.type("Title:", "Supreme State Council in Minsk")
    desk.type("Slug:", SUMMIT)
    desk.type("Held on:", "2026-06-19")
    desk.type("Place:", "Minsk")
    desk.select("Level:", "heads of state")
    desk.choose("parties", "Belarus", "Russia")
    for row, subject in enumerate(("united gas market", "markets of oil")):
        desk.press("Add another Agenda item")
        desk.choose(f"agenda-{row}-road_map", subject)
    desk.picture("summit", ".field-negotiation", ".field-participants")
    desk.press("Save and continue editing")
    desk.press("Record its outcome")
    its_outcome(desk)


def its_outcome(desk: Desk) -> None:
    desk.choose("statement-speaker", "Supreme State Council")
    desk.select("Voice:", "the parties jointly")
    desk.choose("statement-party", "Union State")
    desk.type("What was said, in our own words:", "The decree on the gas market was signed; the price of oil stays open.")
    new_source(desk, "Supreme State Council meets in Minsk", "2026-06-19")
    desk.type("Web address:", "https://gazette.example/supreme-state-council")
    its_claims(desk)
    desk.press("Show what this changes")
    desk.picture("preview", "section[aria-labelledby=changes-title]", "input[name=save]")
    desk.press("Save all of it")
    desk.sees("Recorded, with its claims: 2")


def its_claims(desk: Desk) -> None:
    gas, oil = "Formation of a united gas market", "Unified markets of oil and oil products"
    desk.select(f"{gas}: says", "signed (approved)")
    desk.select(f"{gas}: and the record", "adopts it")
    desk.select(f"{oil}: says", "disputed")
    desk.choose("us21-oil-market-disputed_on", "Oil")
    desk.select(f"{oil}: and the record", "adopts it")
    desk.picture("outcome", ".grid h2", ".grid tbody tr:nth-child(4)")


def new_source(desk: Desk, title: str, published_on: str) -> None:
    """On the page of a source, or under “New source”."""
    desk.type("Title:", title)
    desk.type("Publisher:", "The Gazette")
    desk.type("Published on:", published_on)
    desk.type("Language:", "en")
    desk.select("Kind:", "news")
    desk.select("Quality:", "press")
    desk.select("How much of it was read:", "in full")


def a_source_contradicts_us(desk: Desk, reviewer: Desk) -> None:
    desk.open(ALCOHOL)
    desk.press("Add a claim: record the statement that makes it")
    desk.select("Voice:", "the press")
    desk.type("Said on:", "2019-12-21")
    desk.type("What was said, in our own words:", "Alcohol was still being negotiated.")
    new_source(desk, "Alcohol not settled", "2019-12-21")
    desk.select("Alcohol trade: says", "negotiating")
    desk.type("Alcohol trade: Effective on", "2019-12-20")
    desk.press("Show what this changes")
    desk.sees("No standing of today changes.")
    desk.sees("contradicts")
    desk.press("Save all of it")
    desk.open(ALCOHOL)
    desk.picture("contradicted", "#course")
    reviewer.open(ALCOHOL)
    reviewer.press("Adopt", within="tr.contradicts")
    reviewer.type("Reason:", "The Gazette saw the text.")
    reviewer.picture("adopt", "#content form")
    reviewer.confirm()
    reviewer.open(ALCOHOL)
    reviewer.press("Adopt", within="tr:has-text('Maxim Oreshkin')")
    reviewer.type("Reason:", "The Gazette corrected itself.")
    reviewer.confirm()


def a_claim_was_mistranslated(desk: Desk) -> None:
    desk.open(PAYMENTS)
    desk.press("Withdraw", within="tr.in_force")
    desk.type("Reason:", "Mistranslated: “is being introduced”, not “has been introduced”.")
    desk.confirm()
    desk.open(PAYMENTS)
    desk.picture("withdrawn", "#course")
    desk.press("1 source", within="tr.withdrawn")
    desk.press("Add another Status claim")
    desk.choose("claims-1-road_map", "Integration of payment systems")
    desk.page.locator("[name=claims-1-slug]").fill("us21-payment-systems-2023-06-corrected")
    desk.page.locator("[name=claims-1-status]").select_option(label="implementing")
    desk.page.locator("[name=claims-1-effective_on]").fill("2023-06")
    desk.type("Reason for the change:", "Translated anew.")
    desk.press("Save and continue editing")
    desk.open(PAYMENTS)
    desk.press("Adopt", within="tr:has-text('implementing')")
    desk.type("Reason:", "Translated anew.")
    desk.confirm()


def a_road_map_was_split(desk: Desk) -> None:
    desk.open("/admin/roadmaps/succession/add/")
    desk.choose("from_road_map", "Trade regulation")
    desk.select("Kind:", "splits into")
    desk.choose("to_road_map", "Labelling of goods")
    desk.type("Slug:", "us21-labelling-from-trade")
    desk.type("On:", "2021")
    desk.press("Add another Source")
    desk.choose("citations-0-source", "Supreme State Council meets in Minsk")
    desk.picture("succession", ".field-from_road_map", ".field-on")
    desk.press("Save")
    desk.sees("successfully")


def a_source_gives_a_count(desk: Desk) -> None:
    desk.open("/admin/roadmaps/statement/record/?negotiation=union-programmes-2021")
    desk.select("Voice:", "the press")
    desk.type("Said on:", "2026-06-19")
    desk.choose("citations-0-source", "Supreme State Council meets in Minsk")
    desk.type("Counted on:", "2026-06-19")
    desk.select("Stage:", "carried out")
    desk.type("Agreed, at least:", "20")
    desk.type("Agreed, at most:", "20")
    desk.type("Of a total of:", "28")
    desk.type("As worded:", "Twenty of the 28 programmes have been carried out.")
    desk.picture("tally", "fieldset:has(> [name=tallies-TOTAL_FORMS])")
    desk.press("Show what this changes")
    desk.press("Save all of it")
    desk.open("/admin/roadmaps/tally/")
    desk.sees("20 of 28")


def a_source_and_its_archive_address(desk: Desk) -> None:
    desk.open("/admin/roadmaps/source/add/")
    new_source(desk, "What became of the programmes", "2026-06-20")
    assert desk.field("Slug:").input_value() == "the-gazette-2026-06-20"
    desk.press("Save")
    desk.open("/admin/roadmaps/source/belta-2019-12-20/change/")
    address = desk.field("Web address:").input_value()
    desk.type("Archived at:", f"https://web.archive.org/web/2019/{address}")
    desk.type("Reason for the change:", "Archived copy added.")
    desk.press("Save")
    desk.sees("successfully")


def many_rows_in_a_spreadsheet(desk: Desk, folder: Path) -> None:
    desk.open("/admin/roadmaps/source/?missing=date")
    with desk.page.expect_download() as download:
        desk.press("Export as CSV")
    exported = folder / "sources.csv"
    download.value.save_as(exported)
    for typed in ("28.12.2018", "2018-12-28"):
        desk.open("/admin/roadmaps/negotiation/import/?table=source")
        with_date(exported, "uawire-2018-12-28", typed)
        desk.field("File:").set_input_files(exported)
        desk.press("Show what it would change")
        if typed == "28.12.2018":
            desk.picture("import-refused", "section[aria-labelledby=problems-heading]")
        else:
            desk.picture("import", "section[aria-labelledby=plan-heading]", ".submit-row")
    desk.type("Reason for the import:", "The page speaks of Friday 28 December.")
    desk.press("Import just this")
    desk.sees("Imported: 0 created, 1 updated, 23 unchanged.")


def with_date(file: Path, slug: str, text: str) -> None:
    """What an editor does in a spreadsheet program."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        if row["slug"] == slug:
            row["published_on"] = text
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def two_edited_the_same_record(desk: Desk, other: Desk) -> None:
    for one in (desk, other):
        one.open(ALCOHOL)
    other.type("Title:", "Trade in alcohol")
    other.type("Summary:", "Named only in reports of the summit of 20 December 2019.")
    other.type("Reason for the change:", "Plainer.")
    other.press("Save and continue editing")
    desk.type("Summary:", "Named only in reports of 20 December 2019; not among the programmes of 2021.")
    desk.type("Reason for the change:", "What became of it.")
    desk.press("Save and continue editing")
    desk.picture("two-editors", ".unseen")
    desk.press("Save and continue editing")


def a_change_is_taken_back(desk: Desk) -> None:
    desk.open(ALCOHOL)
    desk.press("History")
    desk.picture("history", "#content h1", ".change:nth-of-type(2)")
    desk.press("As it was then", within=".change:nth-of-type(2)")
    desk.type("Reason for going back:", "No source says that it is missing.")
    desk.picture("version", "#content h1", ".submit-row")
    desk.press("Revert to this version")
    desk.sees("It is again as it was")
    desk.open("/admin/roadmaps/event/us19-2019-12-14-pms-call/change/")
    desk.press("Delete", within=".submit-row")
    desk.type("Reason for the deletion:", "Entered twice.")
    desk.press("Yes, I’m sure")
    desk.press("Deleted")
    desk.press("us19-2019-12-14-pms-call")
    desk.press("As it was then")
    desk.type("Reason for going back:", "It was not entered twice.")
    desk.press("Revert to this version")
    desk.sees("It is again as it was")
