#!/usr/bin/env python3
"""Cuts the published descriptions down to what the Lab serves: see README.md beside it.

usage: cut.py TELEGRAM.json YOUTUBE.discovery.json WHATSAPP.yaml     (the last needs PyYAML)
"""
import json
import pathlib
import re
import sys

import yaml

LAB = pathlib.Path(__file__).resolve().parent.parent


def write(path, about, parts):
    """One line for each entry, so that a newer description can be read as a difference."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in about.items()]
    for key, entries in parts.items():
        inner = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False, separators=(',', ':'))}" for name, entry in sorted(entries.items()))
        lines.append(f"{json.dumps(key)}: {{\n{inner}\n}}")
    file = LAB / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(path, file.stat().st_size)


def telegram(source):
    whole = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))
    methods = """getMe getChat getChatMember sendMessage sendPhoto sendVideo sendMediaGroup editMessageText editMessageCaption pinChatMessage
        deleteMessages getUpdates getFile""".split()
    # What is sent is followed to its end. Of the hundreds of types that a message may have in it only these are: the Lab answers with nothing else.
    answered = """Message Chat ChatFullInfo ChatMember ChatMemberOwner ChatMemberAdministrator ChatMemberMember ChatMemberRestricted ChatMemberLeft
        ChatMemberBanned User Update File PhotoSize Document Video AcceptedGiftTypes""".split()
    kept = {}

    def names(field):
        return [name for kind in field["types"] for name in re.findall(r"[A-Z]\w+", kind.replace("Array of", ""))]

    def short(field):
        cut = {"types": field["types"]}
        if field["required"]:
            cut["required"] = True
        # Its closed choices stand in the prose: 'must be photo', 'always "creator"', 'can be either "private", "group" or "channel"'.
        said = field["description"]
        if field["types"] == ["String"] and (found := re.search(r'(?:must be|always) "?([a-z_]+)"?$', said)):
            cut["enum"] = [found[1]]
        elif field["types"] == ["String"] and (found := re.search(r'can be either ((?:"\w+"(?:, | or )?)+)$', said)):
            cut["enum"] = re.findall(r'"(\w+)"', found[1])
        return cut

    def keep(name, sent):
        if name in kept or name not in whole["types"]:
            return
        kind = whole["types"][name]
        if "subtypes" in kind:
            kept[name] = {"subtypes": kind["subtypes"]}
            for one in kind["subtypes"]:
                keep(one, sent)
            return
        kept[name] = {}
        fields = [field for field in kind.get("fields", []) if sent or field["required"] or all(one in answered or one not in whole["types"] for one in names(field))]
        kept[name] = {"fields": {field["name"]: short(field) for field in fields}}
        for field in fields:
            for one in names(field):
                keep(one, sent)

    for method in methods:
        for field in whole["methods"][method].get("fields", []):
            for name in names(field):
                keep(name, True)
    for name in answered:
        keep(name, False)
    write("Telegram/Description/bot-api.json", {"version": whole["version"], "release_date": whole["release_date"]}, {
        "methods": {name: {"returns": whole["methods"][name]["returns"], "fields": {field["name"]: short(field) for field in whole["methods"][name].get("fields", [])}} for name in methods},
        "types": kept,
    })


def bare(node):
    """Without prose and examples."""
    if isinstance(node, list):
        return [bare(one) for one in node]
    if not isinstance(node, dict):
        return node
    prose = ("description", "enumDescriptions", "enumDeprecated", "summary", "example", "examples", "title", "deprecated", "scopes", "parameterOrder", "id", "flatPath", "tags")
    # What is called "description" below "properties" is a field of that name.
    return {key: {name: bare(one) for name, one in value.items()} if key in ("properties", "parameters") and isinstance(value, dict) else bare(value)
            for key, value in node.items() if key not in prose}


def closure(roots, find):
    kept = {}

    def follow(node):
        if isinstance(node, list):
            for one in node:
                follow(one)
        elif isinstance(node, dict):
            if isinstance(ref := node.get("$ref"), str) and (name := ref.split("/")[-1]) not in kept:
                kept[name] = bare(find(ref))
                follow(kept[name])
            for one in node.values():
                follow(one)

    follow(roots)
    return kept


def youtube(source):
    whole = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))
    served = """videos.insert videos.list videos.update videos.delete thumbnails.set captions.insert channels.list playlists.list playlistItems.list
        playlistItems.insert""".split()
    methods = {name: bare(whole["resources"][name.split(".")[0]]["methods"][name.split(".")[1]]) for name in served}
    schemas = closure(methods, lambda ref: whole["schemas"][ref])
    # A fifth of the whole, for ratings of films that nobody here gives.
    schemas["ContentRating"] = {"type": "object", "properties": {}}
    write("YouTube/Description/youtube.v3.json", {"name": whole["name"], "version": whole["version"], "revision": whole["revision"]},
          {"parameters": bare({"parameters": whole["parameters"]})["parameters"], "methods": methods, "schemas": schemas})


def whatsapp(source):
    whole = yaml.load(pathlib.Path(source).read_text(encoding="utf-8"), yaml.CSafeLoader)

    def find(ref):
        node = whole
        for step in ref.removeprefix("#/").split("/"):
            node = node[step]
        return node

    served = [("/{Version}/{Phone-Number-ID}", "get"), ("/{Version}/{Media-ID}", "get")]
    paths = {}
    for path, verb in served:
        operation = whole["paths"][path][verb]
        said = [find(one["$ref"]) if "$ref" in one else one for one in [*whole["paths"][path].get("parameters", []), *operation.get("parameters", [])]]
        cut = {"parameters": [bare(one) for one in said if one["in"] != "header"],
               "response": bare(operation["responses"]["200"]["content"]["application/json"]["schema"])}
        paths[f"{verb.upper()} {path}"] = cut
    write("WhatsApp/Description/business-messaging.json", {"title": "WhatsApp Business Platform", "version": whole["info"]["version"]}, {"paths": paths, "schemas": closure(paths, find)})


telegram(sys.argv[1])
youtube(sys.argv[2])
whatsapp(sys.argv[3])
