"""Work on site: field workbooks taken out and brought back, photos, and drafts of forms."""
