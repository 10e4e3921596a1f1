"""The demonstration: invented institutions' lives around today. elenco and guion say what; montaje makes it."""
