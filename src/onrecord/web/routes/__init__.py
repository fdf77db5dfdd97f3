"""The addresses of the application: in each module ``html`` are the pages and ``api`` their JSON twins."""
