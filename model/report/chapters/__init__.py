"""The chapters of the 年度评估报告, each a function from data to paragraphs, tables and figures."""
