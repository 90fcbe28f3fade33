"""The set-up of a workshop: the five questions about its project."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField, ProseField
from ecosystem.models import City, ResourceKind, Service
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH
from workshops.models import MINUTES, Need, Step, StepTime, Workshop
from workshops.setup import NeedDraft

SPARE_ROWS = 3
MOST_ROWS = 60


class WorkshopForm(forms.ModelForm[Workshop]):
    """What the workshop is about, and when."""

    title = LineField(
        label=_("Title"),
        max_length=NAME_LENGTH,
        help_text=_("In a few words, such as 'Prepaid water kiosks'."),
        error_messages={"required": _("Give the project a title of a few words.")},
    )
    description = ProseField(
        label=_("Description"),
        max_length=TEXT_LENGTH,
        required=False,
        help_text=_("Where, for whom, what is different afterwards. Two or three sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    class Meta:
        model = Workshop
        fields = ("title", "domain", "service", "description", "date", *MINUTES.values())
        widgets = {
            "date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **{name: forms.NumberInput(attrs={"inputmode": "numeric"}) for name in MINUTES.values()},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["dir"] = "auto"
        self.fields["domain"].error_messages["required"] = _("Choose the domain the project belongs to.")
        self.fields["date"].error_messages["required"] = _("Say on which day you meet.")
        if self.initial.get("date") is None:
            self.initial["date"] = timezone.localdate()
        self._plan_as_the_room_does()
        services = self.fields["service"]
        if isinstance(services, forms.ModelChoiceField):
            services.choices = _services_by_domain()

    def _plan_as_the_room_does(self) -> None:
        """Word the minutes by step, and show those the console may have changed."""
        times = StepTime.objects.filter(room__workshop=self.instance) if self.instance.pk else ()
        planned = {Step(time.step): time.planned_min for time in times}
        for step, name in MINUTES.items():
            self.fields[name].label = step.label
            # What the page showed, so that only what was typed here counts as changed.
            self.fields[name].show_hidden_initial = True
            self.initial[name] = planned.get(step, self.initial[name])

    def replanned(self) -> list[Step]:
        """Return the steps whose minutes somebody changed."""
        return [step for step, name in MINUTES.items() if name in self.changed_data]

    def clean_title(self) -> str:
        """Return the title; the city has no other workshop, archived or not, with the same one."""
        title: str = self.cleaned_data["title"]
        others = Workshop.objects.of(self.instance.city).filter(title=title).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(
                _("The city already has a workshop with this title. Add what is different, or a year."),
                code="unique",
            )
        return title


def _services_by_domain() -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for service in Service.objects.select_related("domain").order_by("domain__position", "position", "code"):
        groups.setdefault(str(service.domain), []).append((service.pk, str(service)))
    return [("", _("no particular service")), *groups.items()]


class NeedForm(forms.Form):
    """One row of what the project lacks; a row without any words is no need."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = LineField(
        label=_("What is lacking"),
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Say what is lacking, or remove the row.")},
    )
    kind = forms.ChoiceField(
        label=_("Resource"),
        choices=[("", _("choose")), *ResourceKind.choices],
        error_messages={"required": _("Choose the kind of resource.")},
    )
    weight = forms.TypedChoiceField(
        label=_("How badly"), choices=Need.Weight.choices, coerce=int, initial=Need.Weight.NEEDED
    )

    def has_changed(self) -> bool:
        """Say whether the row says something: one without a label is a spare row."""
        return bool(self.initial) or "label" in self.changed_data


class NeedRows(forms.BaseFormSet[NeedForm]):
    """The needs of a project, then spare rows."""

    def add_fields(self, form: NeedForm, index: int | None) -> None:
        """Word the box that removes a row."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove")

    def clean(self) -> None:
        """Refuse the same need twice."""
        seen = set()
        for form in self._filled():
            label = form.cleaned_data.get("label")
            if label in seen:
                form.add_error("label", _("This need is already in the list."))
            seen.add(label)

    def drafts(self) -> tuple[NeedDraft, ...]:
        """Return the rows that stay or are new."""
        return tuple(
            NeedDraft(row["label"], row["kind"], row["weight"], row["pk"])
            for row in (form.cleaned_data for form in self._filled())
        )

    def removed(self) -> frozenset[int]:
        """Return the numbers of the needs whose rows are to be removed."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("DELETE")]
        return frozenset(row["pk"] for row in rows if row.get("pk"))

    def _filled(self) -> list[NeedForm]:
        return [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]


NeedFormSet = forms.formset_factory(
    NeedForm, formset=NeedRows, extra=SPARE_ROWS, can_delete=True, max_num=MOST_ROWS, validate_max=True
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, and the id of the field it is about ('' for the form as a whole)."""

    target: str
    label: str
    message: str


class SetupForms:
    """The page's two forms as one: the project, and the rows of its needs."""

    def __init__(self, data: Mapping[str, Any] | None, *, workshop: Workshop) -> None:
        self.project = WorkshopForm(data, instance=workshop)
        stored = workshop.needs.all() if workshop.pk else ()
        rows = [
            {"pk": need.pk, "label": need.label, "kind": need.kind, "weight": need.weight} for need in stored
        ]
        self.needs: Any = NeedFormSet(data, prefix="needs", initial=rows)
        self.needs.extra = 1 if rows else SPARE_ROWS

    def is_valid(self) -> bool:
        """Check both, so that every error shows at once."""
        return all([self.project.is_valid(), self.needs.is_valid()])

    @property
    def problems(self) -> list[Problem]:
        """What there is to mend, from the top of the page to its end."""
        found = _problems(self.project)
        for number, form in enumerate(self.needs.forms, start=1):
            found += _problems(form, _("Need %(number)s") % {"number": number})
        return found + [Problem("", "", str(error)) for error in self.needs.non_form_errors()]


def _problems(form: forms.BaseForm, label: str = "") -> list[Problem]:
    found = []
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        target, own = (field.id_for_label, str(field.label)) if field else ("", "")
        found += [Problem(target, label or own, str(error)) for error in errors]
    return found


def setup_forms(
    data: Mapping[str, Any] | None, *, city: City, workshop: Workshop | None = None
) -> SetupForms:
    """Return the forms of a new workshop of `city`, or of `workshop`."""
    return SetupForms(data, workshop=workshop or Workshop(city=city))
