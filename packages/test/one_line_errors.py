"""The cases of one_line_errors.json, with the programs put into a folder, for the packages' tests in Python."""
import json
import pathlib


def one_line_errors(folder, mock, version):
    """(environment, how the line begins) for each case."""
    text = pathlib.Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    table = json.loads(text)
    places = {name: str(folder / name) for name in table["programs"]}

    def filled(value):
        for name, meant in {**places, "mock": str(mock), "version": version}.items():
            value = value.replace("{" + name + "}", meant)
        return value

    for name, script in table["programs"].items():
        (folder / name).write_text(filled(script))
        (folder / name).chmod(0o755)
    return [({variable: filled(value) for variable, value in case["environment"].items()}, filled(case["begins"]))
            for case in table["cases"]]
