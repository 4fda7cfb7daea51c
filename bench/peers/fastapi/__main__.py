import uvloop

from bench.peers.answering import answer_in_loop
from bench.peers.asgi import get
from bench.peers.fastapi.app import app


async def main() -> None:
    async with app.router.lifespan_context(app):
        await answer_in_loop(lambda query: get(app, "/road-maps/", query))


uvloop.run(main())
