"""What people hand in about the product: tables and lists in XLSX, DOCX and text, and scripts in blocks."""
