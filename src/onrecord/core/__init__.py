"""The records that everything else passes on: frozen, typed, without behaviour of their own.

A step of the product is a function from one of these records to a new one; none is filled in later.
"""
