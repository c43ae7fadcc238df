"""Checks a value against a JSON Schema, as far as fixtures/schemas uses it: type, const, enum,
pattern, properties, required, additionalProperties, items, prefixItems, minItems, maxItems, minimum,
anyOf and $ref into $defs. A keyword outside this list is an error, so that no rule goes unheard."""
import re

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
NOTES = {"$schema", "$id", "title", "description", "$defs"}


def check(value, schema, root, where="$"):
    """Raises ValueError that names the place and what was expected there."""
    for keyword, rule in schema.items():
        if keyword in NOTES:
            continue
        if keyword not in RULES:
            raise ValueError(f"schema keyword {keyword!r} is not known here")
        RULES[keyword](value, rule, schema, root, where)


def fail(where, expected):
    raise ValueError(f"{where}: expected {expected}")


def check_type(value, rule, schema, root, where):
    if not isinstance(value, TYPES[rule]) or (rule == "integer" and isinstance(value, bool)):
        fail(where, rule)


def check_ref(value, rule, schema, root, where):
    check(value, root["$defs"][rule.removeprefix("#/$defs/")], root, where)


def check_any_of(value, rule, schema, root, where):
    for choice in rule:
        try:
            return check(value, choice, root, where)
        except ValueError:
            pass
    fail(where, "one of the allowed forms")


def check_properties(value, rule, schema, root, where):
    if isinstance(value, dict):
        for name in value.keys() & rule.keys():
            check(value[name], rule[name], root, f"{where}.{name}")


def check_additional(value, rule, schema, root, where):
    if isinstance(value, dict):
        for name in value.keys() - schema.get("properties", {}).keys():
            if rule is False:
                fail(f"{where}.{name}", "no such member")
            check(value[name], rule, root, f"{where}.{name}")


def check_required(value, rule, schema, root, where):
    for name in rule:
        if isinstance(value, dict) and name not in value:
            fail(where, f"a member {name!r}")


def check_items(value, rule, schema, root, where):
    if isinstance(value, list):
        for place, item in enumerate(value[len(schema.get("prefixItems", [])):]):
            check(item, rule, root, f"{where}[{place}]")


def check_prefix_items(value, rule, schema, root, where):
    if isinstance(value, list):
        for place, (item, item_rule) in enumerate(zip(value, rule)):
            check(item, item_rule, root, f"{where}[{place}]")


def check_pattern(value, rule, schema, root, where):
    if isinstance(value, str) and not re.search(rule, value):
        fail(where, f"text that matches {rule}")


def simple(test, words):
    def rule_check(value, rule, schema, root, where):
        if not test(value, rule):
            fail(where, f"{words} {rule}")
    return rule_check


RULES = {
    "type": check_type, "$ref": check_ref, "anyOf": check_any_of, "properties": check_properties,
    "additionalProperties": check_additional, "required": check_required, "items": check_items,
    "prefixItems": check_prefix_items, "pattern": check_pattern,
    "const": simple(lambda value, rule: value == rule, "exactly"),
    "enum": simple(lambda value, rule: value in rule, "one of"),
    "minimum": simple(lambda value, rule: value >= rule, "at least"),
    "minItems": simple(lambda value, rule: not isinstance(value, list) or len(value) >= rule, "items, at least"),
    "maxItems": simple(lambda value, rule: not isinstance(value, list) or len(value) <= rule, "items, at most"),
}
