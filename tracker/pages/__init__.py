"""The public pages: where people look rather than read. Without scripts, without cookies, in the language of the address."""
