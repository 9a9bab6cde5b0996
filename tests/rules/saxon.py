#!/usr/bin/env python3
"""What Saxon finds with the Schematron rules of a RELAX NG schema, one finding a line.

    saxon.py SCHEMA.rng DOCUMENT.xml > expected.tsv

Columns: pattern, number of the rule in it, number of the check in the rule, number of the element in
the document, name of the attribute (or empty), message; `!` as message where the check has no answer.
The rules become XSLT 3, one mode a pattern, and Saxon (PyPI: saxonche) runs it.
"""
import sys
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from saxonche import PySaxonProcessor

SCH = "{http://purl.oclc.org/dsdl/schematron}"


def top_level(root):
    """The elements of Schematron whose parent is none."""
    for parent in root.iter():
        for child in parent:
            if str(child.tag).startswith(SCH) and not str(parent.tag).startswith(SCH):
                yield child


def message(check):
    parts = ["<xsl:text>%s</xsl:text>" % escape(check.text or "")]
    for child in check:
        if child.tag == SCH + "value-of":
            parts.append("<xsl:value-of select=%s/>" % quoteattr(child.get("select")))
        elif child.tag == SCH + "name":
            parts.append("<xsl:value-of select=%s/>" % quoteattr("name(%s)" % child.get("path", ".")))
        parts.append("<xsl:text>%s</xsl:text>" % escape(child.tail or ""))
    return "".join(parts)


def row(pattern, rule, check, inside):
    return (
        "<xsl:variable name='message'>%s</xsl:variable>" % inside
        + "<xsl:value-of select=\"string-join((%s, '%d', '%d', "
        "string(count(ancestor-or-self::*) + count(preceding::*) - 1), "
        "if (self::attribute()) then name() else '', normalize-space($message)), '&#9;')\"/>"
        "<xsl:text>&#10;</xsl:text>" % (quoteattr(pattern).replace('"', "'"), rule, check)
    )


def stylesheet(root):
    spaces, modes, templates = {}, [], []
    patterns = 0
    for top in top_level(root):
        if top.tag == SCH + "ns":
            spaces[top.get("prefix")] = top.get("uri")
        if top.tag != SCH + "pattern":
            continue
        patterns += 1
        mode = "m%d" % patterns
        modes.append(mode)
        name = top.get("id", "")
        rules = [child for child in top if child.tag == SCH + "rule"]
        for number, rule in enumerate(rules):
            lets = "".join(
                "<xsl:variable name=%s select=%s/>" % (quoteattr(let.get("name")), quoteattr(let.get("value")))
                for let in rule
                if let.tag == SCH + "let"
            )
            checks = [child for child in rule if child.tag in (SCH + "assert", SCH + "report")]
            body = ""
            for at, check in enumerate(checks):
                test = check.get("test")
                if check.tag == SCH + "assert":
                    test = "not(%s)" % test
                body += (
                    "<xsl:try>%s<xsl:if test=%s>%s</xsl:if><xsl:catch>%s</xsl:catch></xsl:try>"
                    % (lets, quoteattr(test), row(name, number, at, message(check)), row(name, number, at, "!"))
                )
            templates.append(
                "<xsl:template match=%s mode='%s' priority='%d'>%s</xsl:template>"
                % (quoteattr(rule.get("context")), mode, 1000 - number, body)
            )
        templates.append("<xsl:template match='node()|@*' mode='%s' priority='-5'/>" % mode)
    declared = " ".join("xmlns:%s=%s" % (prefix, quoteattr(uri)) for prefix, uri in spaces.items())
    walk = "".join("<xsl:apply-templates select='.' mode='%s'/>" % mode for mode in modes)
    return (
        "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' %s>"
        "<xsl:output method='text'/>"
        "<xsl:template match='/'><xsl:for-each select='//*|//@*'>%s</xsl:for-each></xsl:template>"
        "%s</xsl:stylesheet>" % (declared, walk, "".join(templates))
    )


def main():
    schema, document = sys.argv[1:]
    with PySaxonProcessor(license=False) as saxon:
        compiler = saxon.new_xslt30_processor()
        text = stylesheet(ElementTree.parse(schema).getroot())
        compiled = compiler.compile_stylesheet(stylesheet_text=text)
        node = saxon.parse_xml(xml_file_name=document)
        sys.stdout.write(compiled.transform_to_string(xdm_node=node))


if __name__ == "__main__":
    main()
