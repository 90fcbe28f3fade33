"""Cut the installed typefaces to small web fonts, once."""

import importlib.util
from pathlib import Path

# Latin with accents, punctuation, currency, arrows and the signs our texts use.
CHARACTERS = (
    "U+0020-007E",
    "U+00A0-017F",
    "U+0192",
    "U+0218-021B",
    "U+02C6-02DD",
    "U+1E80-1E9E",
    "U+2010-2026",
    "U+2030-203A",
    "U+20AC",
    "U+2122",
    "U+2190-2193",
    "U+2212",
    "U+2264-2265",
)
TYPEFACES = {
    "source-sans-regular.woff2": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "source-sans-italic.woff2": ("font_source_sans_pro", "SourceSansPro-It.ttf"),
    "source-sans-semibold.woff2": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "source-serif-semibold.woff2": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
}


def source_of(package: str, file: str) -> Path:
    """Return the path of a font file inside an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The package {package} is not installed.")
    return Path(spec.submodule_search_locations[0]) / "files" / file


def missing(folder: Path) -> list[str]:
    """Return the names of the web fonts that are not in `folder`."""
    return [name for name in TYPEFACES if not (folder / name).exists()]


def cut(folder: Path) -> None:
    """Write the web fonts that are missing in `folder`; 0.3 to 1 s each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in missing(folder):
        _cut_one(source_of(*TYPEFACES[name]), folder / name)


def _cut_one(source: Path, target: Path) -> None:
    from fontTools import subset  # noqa: PLC0415 (slow import)

    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark", "locl", "tnum"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(",".join(CHARACTERS)))
    partial = target.with_suffix(".part")
    with subset.load_font(str(source), options) as font:
        cutter.subset(font)
        subset.save_font(font, str(partial), options)
    partial.replace(target)
