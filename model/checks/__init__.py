"""校验: what is to be put right or looked at before a year is sent. The same at both ends.

Pure: it knows the plan, the forms and what was said, and neither store nor screen.
"""

from model.checks.all_checks import checked
from model.checks.finding import Finding, Kind, Year, year_of
