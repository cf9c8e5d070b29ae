"""The pytest plugin: hooks only; the parts are loaded when something asks for them."""
