"""汇总工作簿: official values, each beside a formula that recomputes it from the sheets below."""

from model.report.summary.book import summary_bytes
