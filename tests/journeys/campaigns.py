"""The sample campaigns by the names that stories call them."""

MARRIAGE = "KTMWQR"
"""Save Doug and Alex's Marriage: 12,030 have signed on paper of old."""
GUIDELINES = "BNVHXD"
"""LGBT Binational Couples in the guidelines: partly won with 1,791 signatures."""
HOME = "PLZGFY"
"""Bring Separated and Exiled Couples Home: 127 have signed."""

COUNTED = "Sign, counted only"
NAMED = "Sign with my name"
WHO_SEES = "Who can see what"
