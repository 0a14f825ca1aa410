"""A machine lives the year: two people at two real windows, in any order, checked at every step."""
