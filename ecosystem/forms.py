"""How every form of the product is drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws fields with our own component, so that each error stands next to its field."""

    field_template_name = "components/field.html"
