"""评估报告: figures and Word files. Heavy; to be imported when first needed."""
