"""Golden files: what people see in every scene, as readable text; `make golden` writes them anew after a wanted change.

A scene is a walk of a few steps by somebody in `tests/people.py`, so that each platform is walked by the same scenes.
A step begins with `>`, what was done, and in brackets the verbs of the routes that answered. Then follows what came of
it: messages as they stand on the server, pop-ups, what went. Buttons, a row to a line: `[[main]]`, `[plain]`,
`[!danger]`, each with the verb that it leads to, or what it opens (`↗`), copies (`⧉`) or asks in a chosen chat (`⇄`).

On Discord the words have the marks that were sent, and a form is a window that is filled in and sent in one step: a
star where it must be answered, `( )` a choice, `|…|` a line with what stands in it, or in brackets the example.
"""
