"""What goes wrong in a browser without anybody's seeing it."""


def watch(context, server: str, wrong: list[str]) -> None:
    """Adds to ``wrong``, from all windows: errors of scripts, whatever the browser complains of in its console (what the
    Content-Security-Policy refuses is told there), answers that are errors, and whatever is asked of another server."""
    context.on("weberror", lambda error: wrong.append(f"script error: {error.error}"))
    context.on("console", lambda message: message.type == "error" and wrong.append(f"{message.location['url']}: {message.text}"))
    context.on("response", lambda response: response.status >= 400 and wrong.append(f"{response.status}: {response.url}"))
    context.on("request", lambda request: request.url.startswith((server, "data:", "blob:")) or wrong.append(f"outside: {request.url}"))
