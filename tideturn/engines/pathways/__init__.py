"""Getting there: cases, journals, clocks, tasks, lead professional, referral and outcome."""
