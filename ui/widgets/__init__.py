"""Parts that pages are made of; they know values of the domain and no services."""
