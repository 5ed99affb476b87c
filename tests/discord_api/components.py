"""The components of a message: what Discord lets stand where, and how much of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.discord_api.messages import walked
from tests.discord_api.refusals import Json, Problems

ROW, BUTTON, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 9, 10, 11, 12, 13, 14, 17
MENUS = (3, 5, 6, 7, 8)
PLACES_V2 = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER)
LINK, PREMIUM = 5, 6
MOST_IN_ALL, MOST_ROWS, MOST_IN_ROW, MOST_TEXT = 40, 5, 5, 4000


def check_components(components: list[Json], problems: Problems, *, is_v2: bool) -> None:
    """Note everything that Discord would refuse."""
    allowed = PLACES_V2 if is_v2 else (ROW,)
    parts = Parts(problems)
    parts.check_all(components, "components", allowed)
    _check_sums(components, problems, is_v2=is_v2)


def check_menu(menu: Json, place: str, problems: Problems, *, most: int = 25) -> None:
    """A menu, in a message or in a modal."""
    problems.length(f"{place}.placeholder", menu.get("placeholder"), 0, 150)
    if menu["type"] == 3:
        check_options(menu.get("options") or [], f"{place}.options", problems)
    low, high = menu.get("min_values", 1), menu.get("max_values", 1)
    if not 0 <= low <= high <= most or high == 0:
        problems.add(f"{place}.max_values", "SELECT_COMPONENT_INVALID_MAX_VALUES", "min_values and max_values clash.")
    elif menu["type"] == 3 and high > len(menu.get("options") or []):
        words = "Max values must be less than or equal to the number of options."
        problems.add(f"{place}.max_values", "SELECT_COMPONENT_INVALID_MAX_VALUES", words)


def check_options(options: list[Json], place: str, problems: Problems, *, least: int = 1, most: int = 25) -> None:
    """The options of a menu, of radio buttons or of checkboxes."""
    problems.length(place, options, least, most)
    values = [option.get("value") for option in options]
    for at, option in enumerate(options):
        _check_option(option, f"{place}.{at}", problems)
        if option.get("value") in values[:at]:
            words = "The specified option value is already used"
            problems.add(f"{place}.{at}.value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words)


def _check_option(option: Json, place: str, problems: Problems) -> None:
    for name in ("label", "value"):
        if problems.required(f"{place}.{name}", option.get(name)):
            problems.length(f"{place}.{name}", option[name], 1, 100)
    problems.length(f"{place}.description", option.get("description"), 0, 100)


class Parts:
    """Walks through the components and remembers what must be unique."""

    def __init__(self, problems: Problems) -> None:
        """Nothing was met yet."""
        self._problems = problems
        self._custom_ids: set[str] = set()
        self._ids: set[int] = set()
        self._checks: dict[int, Callable[[Json, str], None]] = {
            ROW: self._row,
            BUTTON: self._button,
            SECTION: self._section,
            TEXT: self._text,
            THUMBNAIL: self._thumbnail,
            GALLERY: self._gallery,
            FILE: self._file,
            CONTAINER: self._container,
            **dict.fromkeys(MENUS, self._menu),
        }

    def check_all(self, parts: Any, place: str, allowed: tuple[int, ...]) -> None:
        """Components that stand side by side."""
        for at, part in enumerate(parts):
            self._check(part, f"{place}.{at}", allowed)

    def _check(self, part: Json, place: str, allowed: tuple[int, ...]) -> None:
        kind = part.get("type")
        if kind not in allowed:
            words = f'Value of field "type" must be one of {allowed}.'
            self._problems.add(f"{place}.type", "UNION_TYPE_CHOICES", words)
            return
        self.check_id(part, place)
        if kind in self._checks:
            self._checks[kind](part, place)

    def check_id(self, part: Json, place: str) -> None:
        """Ids are numbers of their own; 0 asks for one."""
        key = part.get("id") or 0
        if key and key in self._ids:
            self._problems.add(f"{place}.id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
        self._ids.add(key)

    def check_custom_id(self, part: Json, place: str) -> None:
        """Every part that asks the bot has one, and no other part of the message has the same."""
        place, key = f"{place}.custom_id", part.get("custom_id")
        if not self._problems.required(place, key):
            return
        self._problems.length(place, key, 1, 100)
        if key in self._custom_ids:
            words = "Component custom id cannot be duplicated"
            self._problems.add(place, "COMPONENT_CUSTOM_ID_DUPLICATED", words)
        self._custom_ids.add(str(key))

    def _row(self, row: Json, place: str) -> None:
        inside = row.get("components") or []
        self._problems.length(f"{place}.components", inside, 1, MOST_IN_ROW)
        menus = [part for part in inside if part.get("type") in MENUS]
        if menus and len(inside) > 1:
            words = "A row holds up to five buttons, or one menu."
            self._problems.add(f"{place}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", words)
        self.check_all(inside, f"{place}.components", (BUTTON, *MENUS))

    def _button(self, button: Json, place: str) -> None:
        self._problems.length(f"{place}.label", button.get("label"), 0, 80)
        if not button.get("label") and not button.get("emoji") and button.get("style") != PREMIUM:
            self._problems.add(f"{place}.label", "BUTTON_COMPONENT_LABEL_REQUIRED", "A label or an emoji is required")
        if button.get("style") == LINK:
            self._link(button, place)
        elif button.get("url"):
            words = "A url can only be specified for link buttons"
            self._problems.add(f"{place}.url", "BUTTON_COMPONENT_INVALID_URL", words)
        elif button.get("style") != PREMIUM:
            self.check_custom_id(button, place)

    def _link(self, button: Json, place: str) -> None:
        if button.get("custom_id"):
            words = "A custom id and url cannot both be specified"
            self._problems.add(f"{place}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", words)
        if self._problems.required(f"{place}.url", button.get("url")):
            self._problems.length(f"{place}.url", button["url"], 1, 512)
            self._scheme(button["url"], f"{place}.url", ("http://", "https://", "discord://"))

    def _scheme(self, url: str, place: str, schemes: tuple[str, ...]) -> None:
        if not url.startswith(schemes):
            words = f'Scheme "{url.partition(":")[0]}" is not supported. Scheme must be one of {schemes}.'
            self._problems.add(place, "URL_TYPE_INVALID_SCHEME", words)

    def _menu(self, menu: Json, place: str) -> None:
        self.check_custom_id(menu, place)
        check_menu(menu, place, self._problems)

    def _section(self, section: Json, place: str) -> None:
        inside = section.get("components") or []
        self._problems.length(f"{place}.components", inside, 1, 3)
        self.check_all(inside, f"{place}.components", (TEXT,))
        if self._problems.required(f"{place}.accessory", section.get("accessory")):
            self._check(section["accessory"], f"{place}.accessory", (BUTTON, THUMBNAIL))

    def _text(self, text: Json, place: str) -> None:
        if self._problems.required(f"{place}.content", text.get("content")):
            self._problems.length(f"{place}.content", text["content"], 1, MOST_TEXT)

    def _thumbnail(self, thumbnail: Json, place: str) -> None:
        self._media(thumbnail, place)

    def _gallery(self, gallery: Json, place: str) -> None:
        items = gallery.get("items") or []
        self._problems.length(f"{place}.items", items, 1, 10)
        for at, item in enumerate(items):
            self._media(item, f"{place}.items.{at}")

    def _media(self, item: Json, place: str) -> None:
        self._problems.length(f"{place}.description", item.get("description"), 0, 1024)
        url = (item.get("media") or {}).get("url")
        if self._problems.required(f"{place}.media.url", url):
            self._scheme(str(url), f"{place}.media.url", ("http://", "https://", "attachment://"))

    def _file(self, file: Json, place: str) -> None:
        url = str((file.get("file") or {}).get("url"))
        self._scheme(url, f"{place}.file.url", ("attachment://", "http://127.0.0.1"))

    def _container(self, container: Json, place: str) -> None:
        inside = container.get("components") or []
        self._problems.required(f"{place}.components", inside)
        self.check_all(inside, f"{place}.components", PLACES_V2[:-1])
        if not 0 <= (container.get("accent_color") or 0) <= 0xFFFFFF:
            words = "int value should be less than or equal to 16777215."
            self._problems.add(f"{place}.accent_color", "NUMBER_TYPE_MAX", words)


def _check_sums(components: list[Json], problems: Problems, *, is_v2: bool) -> None:
    """Of all together: 40 components and 4,000 characters; without the flag of components, five rows."""
    parts = list(walked(components))
    if not is_v2:
        problems.length("components", components, 0, MOST_ROWS)
    elif len(parts) > MOST_IN_ALL:
        words = f"The total number of components cannot exceed {MOST_IN_ALL}"
        problems.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", words)
    texts = [part.get("content") or "" for part in parts if part.get("type") == TEXT]
    if sum(map(len, texts)) > MOST_TEXT:
        words = f"The total length of displayable text must be less than or equal to {MOST_TEXT}"
        problems.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", words)
