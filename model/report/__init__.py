"""评估报告: figures and Word files. Importing them is slow: import them when first needed."""
