"""`make bench`: what the door takes, beside what the database under it takes. See docs/medidas.md."""
