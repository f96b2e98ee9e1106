"""A graph built by Spark: the same pure functions on many machines, from and to any file system that Spark knows."""
