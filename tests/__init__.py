"""Tests: journeys of people, and the tree of the code mirrored."""
