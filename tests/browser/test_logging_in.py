"""Somebody comes to the desk, is asked who he is, and leaves it again."""

import pytest
from playwright.sync_api import expect

from tests import cast


@pytest.fixture
def login(window):
    account = cast.editor()
    account.set_password("a long enough password")
    account.save()
    page = window()
    page.goto("/admin/roadmaps/summit/")
    return page


def fill_in(page, password):
    page.get_by_label("Username").fill("ed-editor")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_the_right_password_leads_to_the_page_that_was_asked_for(login):
    fill_in(login, "a long enough password")
    expect(login.get_by_role("heading", name="Select summit to change")).to_be_visible()
    expect(login.get_by_role("banner")).to_contain_text("ed-editor")


def test_a_wrong_password_is_told_and_opens_nothing(login):
    fill_in(login, "another long password")
    expect(login.get_by_text("Please enter the correct username and password")).to_be_visible()
    login.goto("/admin/")
    expect(login.get_by_role("button", name="Log in")).to_be_visible()


def test_after_logging_out_the_desk_is_closed(login):
    fill_in(login, "a long enough password")
    login.get_by_role("button", name="Log out").click()
    expect(login.get_by_role("heading", name="Logged out")).to_be_visible()
    login.goto("/admin/")
    expect(login.get_by_label("Password")).to_be_visible()
