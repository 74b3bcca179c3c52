"""Evidence: patterns found in turns, hints for criteria with verbatim quotes, personal data masked."""
