"""Reports: content as values, one builder a report, one writer a format."""
