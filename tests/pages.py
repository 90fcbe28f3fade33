"""What somebody sees on a page: its text, its links, and a form as a browser would send it."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

SILENT = {"script", "style", "template", "title"}
TYPED = {"text", "search", "url", "email", "tel", "number", "date", "password", ""}


class SeenPage(HTMLParser):
    """The parsed answer; `text` is collapsed to single spaces."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: dict[str, str] = {}
        self.forms: list[dict[str, Any]] = []
        self.buttons: list[str] = []
        self._silent = 0
        self._field: tuple[str, str] | None = None
        self._open: list[tuple[str, str, int]] = []
        self.feed(response.content.decode())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def form(self, holding: str = "name") -> dict[str, list[str]]:
        """Return what a browser sends of the first form that has the field `holding`."""
        return next(form["fields"] for form in self.forms if holding in form["fields"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self._silent += 1
        if self._silent:
            return
        if tag == "form":
            about = {"action": given.get("action", ""), "method": given.get("method", "get").lower()}
            self.forms.append({**about, "fields": {}, "buttons": {}, "typed": {}})
        elif tag == "input":
            self._input(given)
        elif tag in {"select", "textarea"}:
            self._choice(tag, given)
        elif tag == "option" and self._field:
            self._option(given)
        elif tag in {"a", "button"}:
            self._open.append((tag, given.get("href", ""), len(self.words)))
            self._button(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent -= 1
        elif tag in {"select", "textarea"}:
            self._field = None
        elif tag in {"a", "button"} and self._open:
            opened, href, start = self._open.pop()
            said = " ".join(" ".join(self.words[start:]).split())
            if opened == "a":
                self.links[said] = href
            else:
                self.buttons.append(said)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._field and self._field[0] == "textarea":
            self.forms[-1]["fields"][self._field[1]][0] += data.removeprefix("\n")
        self.words.append(data)

    def _input(self, given: dict[str, str]) -> None:
        is_box = given.get("type") in {"checkbox", "radio"}
        if is_box and "checked" not in given:
            return
        if "name" in given and self.forms:
            self._put(given["name"], given.get("value", "on" if is_box else ""))
            if given.get("type", "") in TYPED:
                self.forms[-1]["typed"][given["name"]] = given.get("type", "text")

    def _choice(self, tag: str, given: dict[str, str]) -> None:
        if given.get("name") and self.forms:
            self._field = (tag, given["name"])
            self._put(given["name"], "" if tag == "textarea" else None)
            if tag == "textarea":
                self.forms[-1]["typed"][given["name"]] = "text"

    def _button(self, given: dict[str, str]) -> None:
        if given.get("name") and self.forms:
            self.forms[-1]["buttons"].setdefault(given["name"], given.get("value", ""))

    def _option(self, given: dict[str, str]) -> None:
        assert self._field is not None
        fields = self.forms[-1]["fields"]
        if "selected" in given or not fields.get(self._field[1]):
            fields[self._field[1]] = [given.get("value", "")]

    def _put(self, name: str, value: str | None) -> None:
        values = self.forms[-1]["fields"].setdefault(name, [])
        if value is not None:
            values.append(value)
