"""Writing workbooks: from declarations and values to the file a member opens."""
