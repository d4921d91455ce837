"""A page's forms and links as a browser sees them, and a person who fills them in by chance."""
import html.parser
import re

# What would end the visit, lead out of the program, or ask for what no test can give.
NEVER = re.compile(r"^/(assets|sign|hats|privacy|accessibility|healthz|leave)|/end$|/leave$|/sign-out|second-factor|passkey|/link|/main$")


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.forms, self.links, self.form, self.field, self.words = [], [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        a = {name: value or "" for name, value in attributes}
        if tag == "a" and a.get("href", "").startswith("/") and not NEVER.search(a["href"].split("?")[0]):
            self.links.append(a["href"].split("#")[0])
        elif tag == "form" and a.get("method", "get").lower() == "post":
            self.form = {"action": a.get("action", ""), "fields": [], "buttons": [], "files": a.get("enctype", "").startswith("multipart")}
        elif self.form is None:
            return
        elif tag == "input":
            self.form["fields"].append({"kind": a.get("type", "text"), "name": a.get("name", ""), "value": a.get("value", ""),
                                        "on": "checked" in a, "mode": a.get("inputmode", ""), "disabled": "disabled" in a})
        elif tag in ("select", "textarea"):
            self.field = {"kind": tag, "name": a.get("name", ""), "value": "", "options": [], "mode": "", "disabled": "disabled" in a}
            self.form["fields"].append(self.field)
        elif tag == "option" and self.field:
            self.field["options"].append(a.get("value", ""))
            if "selected" in a:
                self.field["value"] = a.get("value", "")
        elif tag == "button" and a.get("name"):
            self.form["buttons"].append((a["name"], a.get("value", "")))

    def handle_data(self, data):
        if self.field and self.field["kind"] == "textarea":
            self.field["value"] += data

    def handle_endtag(self, tag):
        if tag == "form" and self.form is not None:
            if not NEVER.search(self.form["action"]):
                self.forms.append(self.form)
            self.form = None
        elif tag in ("select", "textarea"):
            self.field = None


class Person:
    """Fills forms in, mostly with sense. chance: a random.Random of the seed."""
    WORDS = ["advice", "Łódź", "women's", "centre", "new\nline", "O'Brien", "Straße", "légal", "100%", "a_b", "the", "law", "ОТДЕЛ", "“quoted”", "--", "🏠"]

    def __init__(self, chance):
        self.chance, self.count = chance, 0

    def words(self, most=4):
        return " ".join(self.chance.choice(self.WORDS) for _ in range(self.chance.randint(1, most)))

    def text(self, field):
        self.count += 1
        name, dice = field["name"], self.chance.random()
        if dice < 0.06:
            return ""
        if dice < 0.12:
            return self.chance.choice(["x" * 3000, "<script>\"'&", "%", "\\", " ", "0", "-1", "9" * 25, "a\tb", "e\u0301"])
        if dice < 0.35 and field["value"]:
            return field["value"].strip("\n")
        if field["kind"] == "date" or re.search(r"(_on|date|from|until|day)$", name):
            return f"{self.chance.randint(2021, 2027)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
        if "mail" in name:
            return f"person{self.count}@example.org"
        if field["mode"] in ("decimal", "numeric"):
            return str(self.chance.choice([0, 1, 2, 3, 7, 12, 250, 1999, 40000, 123456])) + self.chance.choice(["", "", "", ".50"])
        if "website" in name or "url" in name:
            return f"https://example.org/{self.count}"
        return f"{self.words()} {self.count}"

    def fill(self, form):
        """Pairs to send, without the once value."""
        pairs, radios = [], {}
        for field in form["fields"]:
            kind, name = field["kind"], field["name"]
            if not name or name == "once" or field["disabled"] or kind in ("file", "submit", "button"):
                continue
            if kind == "hidden":
                pairs.append((name, field["value"]))
            elif kind == "checkbox":
                if field["on"] != (self.chance.random() < 0.25):
                    pairs.append((name, field["value"] or "1"))
            elif kind == "radio":
                radios.setdefault(name, []).append(field["value"])
            elif kind == "select":
                if field["options"]:
                    pairs.append((name, self.chance.choice(field["options"][-40:])))
            else:
                pairs.append((name, self.text(field)))
        pairs += [(name, self.chance.choice(values)) for name, values in radios.items()]
        if form["buttons"]:
            pairs.append(self.chance.choice(form["buttons"]))
        return pairs
