"""Filling in the admin's forms as an editor does."""

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
