"""Tables that others publish or keep: CSV and Parquet, read strictly and written whole."""
