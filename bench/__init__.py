"""Goals of speed, each a ratio of two things timed in one run, interleaved. Run script/bench."""
