"""Includes (`ref`, `refArray`): objects of other places and files are brought into a document (`resolver`). `paths`
lead to them, `files` are opened for them, `nodes` are changed by them, and `included` is what all others learn of
it."""
