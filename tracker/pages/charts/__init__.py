"""What the charts of the public pages are made of: places on an axis, computed here; the templates only draw.

Across, everything is placed in per cent of the width, so that a chart fills what room there is and its marks and
words keep their size. What fits beside what is reckoned for ``NARROWEST``, the width below which a chart scrolls.
"""

NARROWEST = 720
"""Pixels across, of the part of a chart in which time runs."""
WIDTH_OF_A_LETTER = 7.2
"""Pixels, of the words in a chart; on the average, and rather too much than too little."""
