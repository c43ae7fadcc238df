"""The list of vector files and how each is filled."""
import inputs_refused
import inputs_sign
import inputs_text
import inputs_typed
import vector_file

CASES_PER_WAY = 3


def make_files(javascript, python):
    """All files, each made by one source and judged by the other."""
    for source, judge in ((javascript, python), (python, javascript)):
        containers = ["object"] if source is javascript else ["dict", "pairs"]
        yield encode(source, judge, containers)
        yield typed(source, judge, containers)
        yield sign(source, judge, containers)
        yield refuse(source, judge, containers)


def record(payload, container, api_key="k", secret=b"demo-secret"):
    return {"api_key": api_key, "secret_hex": secret.hex(), "container": container, "payload": payload}


def encode(source, judge, containers):
    file = vector_file.VectorFile(
        f"encode_{source.name}", "payloads of text, from parameters to the bytes on the wire", source, judge)
    for comment, flags, payload in inputs_text.inputs():
        file.add(comment, flags, record(payload, containers[0]))
        if "pairs" in containers and "duplicate_name" in flags:
            file.add(comment, flags + ["pairs"], record(payload, "pairs"))
    return file


def typed(source, judge, containers):
    file = vector_file.VectorFile(
        f"typed_{source.name}", "payloads of numbers, booleans, null, lists and objects", source, judge)
    for comment, flags, payload in inputs_typed.inputs():
        file.add(comment, flags, record(payload, containers[0]))
        if "pairs" in containers and "mixed" in flags:
            file.add(comment, flags + ["pairs"], record(payload, "pairs"))
    return file


def sign(source, judge, containers):
    file = vector_file.VectorFile(
        f"sign_{source.name}", "secrets, body lengths and API keys, from body to request", source, judge)
    for comment, flags, given in inputs_sign.inputs():
        inputs = {"api_key": given["api_key"], "secret_hex": given["secret"].hex()}
        if "body" in given:
            inputs["body_hex"] = given["body"].hex()
        else:
            inputs |= {"container": containers[0], "payload": given["payload"]}
        file.add(comment, flags, inputs)
    return file


def refuse(source, judge, containers):
    file = vector_file.VectorFile(
        f"refuse_{source.name}", "known mistakes, each built into the real libraries' work", source, judge)
    for slug, ways in source.ask(op="mistakes")["mistakes"]:
        for way in range(ways):
            shown = 0
            for payload, api_key, secret in inputs_refused.inputs():
                if shown < CASES_PER_WAY:
                    shown += file.add(f"{slug}, way {way + 1}", ["mistake"],
                                      record(payload, containers[0], api_key, secret),
                                      mistake={"slug": slug, "way": way})
            if shown == 0:
                raise RuntimeError(f"no input shows {slug}, way {way + 1}")
    return file
