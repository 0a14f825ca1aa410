"""校验: what to correct or to look at before a year is sent. The clerk and the office see the same.

Pure: it knows the plan, the forms and what was said, and neither store nor screen.
"""

from model.checks.all_checks import checked
from model.checks.finding import Finding, Kind, ToldChange, Year, year_of
