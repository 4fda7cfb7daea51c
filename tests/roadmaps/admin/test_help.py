"""Every field says what is meant by it, and every record leads to where readers see it."""

import pytest

from roadmaps.models import Citation
from roadmaps.models.evidence import CITING
from roadmaps.rules import record_models
from tests import cast
from tests.roadmaps.admin.desk import page

pytestmark = pytest.mark.django_db
EACH_MODEL = pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)


@EACH_MODEL
def test_every_field_that_is_typed_has_its_help(admin_client, model):
    fields = admin_client.get(page(model, "add")).context["adminform"].form.fields
    told_together = CITING if model is Citation else ()
    silent = [name for name, field in fields.items() if not field.help_text and not field.widget.is_hidden and name not in told_together]
    assert silent == []


@EACH_MODEL
def test_every_record_leads_to_where_readers_see_it(admin_client, client, model):
    record = cast.one_of_each()[model]
    assert client.get(record.get_absolute_url()).status_code == 200
    link = admin_client.get(page(record)).context["absolute_url"]
    assert admin_client.get(link).url.endswith(record.get_absolute_url())


@EACH_MODEL
def test_every_column_can_be_sorted_by(admin_client, model):
    cast.one_of_each()
    columns = len(admin_client.get(page(model, "changelist")).context["cl"].list_display)
    for column in range(1, columns):
        for order in (column, -column):
            assert admin_client.get(page(model, "changelist"), {"o": order}).status_code == 200, (column, order)
