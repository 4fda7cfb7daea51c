"""Filling in the admin's forms as an editor does."""

import re
from html import unescape
from urllib.parse import urlencode

from django.urls import reverse


def page(record_or_model, name="change", *args):
    meta = record_or_model._meta
    if name == "change":
        args = [record_or_model.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)


def filled_in(client, address) -> dict:
    """What a browser would send back from the page as it is: every field of the form and of its inlines."""
    response = client.get(address)
    assert response.status_code == 200, response
    context = response.context
    forms = [context["adminform"].form]
    data = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def errors(response) -> str:
    """Everything the page complains of, in one text."""
    assert response.status_code == 200, "it was saved"
    context = response.context
    texts = [context["adminform"].form.errors.as_text(), context["adminform"].form.non_field_errors().as_text()]
    for inline in context["inline_admin_formsets"]:
        texts += [str(form.errors) for form in inline.formset.forms] + [str(inline.formset.non_form_errors())]
    return "\n".join(texts)


def judging(judgement, *claims, **more):
    """The address at which claims are judged."""
    asked = urlencode({"claim": [claim.pk for claim in claims], **more}, doseq=True)
    return f"{reverse('admin:roadmaps_statusclaim_judge', args=[judgement])}?{asked}"


def judge(client, judgement, *claims, reason="It is better attested.", seen=None, **more):
    """Looks at what it changes, then confirms it."""
    address = judging(judgement, *claims, **more)
    return client.post(address, {"reason": reason, "seen": seen or seen_on(client.get(address))})


def seen_on(response) -> str:
    """What a preview hides in its form, to say what was shown; empty where there is nothing to confirm."""
    found = re.search(r'name="seen" value="(\w+)"', response.content.decode())
    return found[1] if found else ""


def text_of(response_or_html) -> str:
    """What is read on a page, tags and line breaks put aside."""
    html = response_or_html if isinstance(response_or_html, str) else response_or_html.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
