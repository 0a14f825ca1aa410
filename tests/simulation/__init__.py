"""Years made up for every body of the plan, with a truth behind them that scores can be held to."""
