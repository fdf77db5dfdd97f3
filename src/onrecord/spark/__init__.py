"""Spark: the same reading over any number of web archives. The only folder that imports PySpark.

``job`` reads (one input file is one unit of work), ``quotations`` clusters what was read.
"""
