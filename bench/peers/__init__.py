"""What a user would pick instead: Datasette, django-ninja, and FastAPI with asyncpg and orjson, on the same record.

Each answers what our list of road maps answers, as its own documentation recommends to write it, with a connection that stays open and
statements prepared where its driver does so, and none has a response cache. They live in an environment of their own
(``environment.py``); each is timed in a process of its own, which calls its application directly (``answering.py``, ``process.py``).
"""
