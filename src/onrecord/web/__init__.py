"""The web application: a record that people read and correct. A thin edge over the library, served by `onrecord serve`.

Every page is a view (a function from the record to a typed answer) that is given as HTML and, under ``/api``, as JSON.
"""
