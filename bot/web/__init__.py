"""The web face: pages to ask and to see the source on, and an interface for programs.

`app.build` makes the application; `context.Context` is what every page works with.
"""
