"""The site has an icon, for pages that name it and for browsers that ask for one unasked."""

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client

ICON = "roadmaps/icon.svg"


def test_the_address_that_browsers_ask_for_leads_to_it():
    assert finders.find(ICON)
    answer = Client().get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, static(ICON))


def test_the_desk_names_it():
    assert f'<link rel="icon" href="{static(ICON)}"' in Client().get("/admin/login/").content.decode()
