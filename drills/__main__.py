"""script/drill NAME …"""

import sys
from importlib import import_module
from tempfile import TemporaryDirectory

from drills.neighbours import Missing
from drills.told import Failed, say

DRILLS = ("replica", "pgbouncer", "redis", "proxy", "upgrade", "restore")


def main(names: list[str]) -> int:
    if not names or set(names) - set(DRILLS):
        say(f"Name one or more of: {', '.join(DRILLS)}.")
        return 2
    failed = 0
    for name in names:
        say(f"Drill: {name}")
        with TemporaryDirectory(prefix=f"drill-{name}-", ignore_cleanup_errors=True) as folder:
            try:
                import_module(f"drills.{name}").drill(folder)
            except Missing as missing:
                say(f"Left out: {missing}")
            except Failed as failure:
                say(f"FAILED: {failure}")
                failed += 1
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
