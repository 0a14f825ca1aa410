"""汇总工作簿: official values, beside each a formula that works it out from the sheets below it."""

from model.report.summary.book import summary_bytes, write_summary
