"""Reports on A4: blocks of content, laid out by typst."""
